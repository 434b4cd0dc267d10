"""Settings: config.toml, then config.local.toml beside it, then the environment (ANKER_ENGINE__KIND=opensearch)."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, FilePath, IPvAnyNetwork, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from indexer.errors import SettingsError

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "config.toml"
LOCAL = ROOT / "config.local.toml"


class Table(BaseModel):
    """One table of config.toml; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(Table):
    """What the pages say about themselves."""

    name: str = "Anker"
    claim: str = "Kommunen finden, die es schon gelöst haben"
    sample: bool = True  # the footer says that the records are a sample
    url: str = "http://127.0.0.1:8000"  # with https:// the session cookie goes over TLS alone
    proxies: int = Field(0, ge=0, le=3)  # reverse proxies in front, whose X-Forwarded-* headers are believed
    accent: str = Field("#00546e", pattern=r"^#[0-9a-f]{6}$")  # every shade of the look is worked out from it
    logo: FilePath | None = None  # an SVG or PNG shown beside the name
    imprint: str = ""  # who answers for the site, as the law asks; blank lines part paragraphs


class Office(Table):
    """The office that relays contacts."""

    name: str = "Geschäftsstelle Smarte Region"
    mailbox: str = "geschaeftsstelle@anker.example"
    telephone: str = "0611 0000-0"
    task_days: int = Field(5, ge=1, le=60)  # working days until the office answers what found nothing


class MailSettings(Table):
    """The mail server that takes what Anker writes; without a host the office sends the outbox as a mail merge."""

    host: str = ""
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str = Field("anker@anker.example", pattern=r"^[^@\s]+@[^@\s]+$")
    user: str = ""
    password: str = ""


class EngineSettings(Table):
    """Which engine holds the index, and how to reach it."""

    kind: Literal["embedded", "opensearch"] = "embedded"
    alias: str = Field("anker", pattern=r"^[a-z][a-z0-9-]{0,30}$")
    url: str = "http://127.0.0.1:9200"
    user: str = ""
    password: str = ""
    ca_file: str = ""
    shards: int = Field(1, ge=1, le=20)
    replicas: int = Field(1, ge=0, le=5)
    deadline_seconds: float = Field(1.5, gt=0, le=60)


class EncoderSettings(Table):
    """Which encoder gives the second voice; `none` leaves the words alone."""

    kind: Literal["e5", "http", "none"] = "e5"
    url: str = ""
    model: str = ""


class TimetableSettings(Table):
    """When the weekly run is due."""

    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    hour: int = Field(4, ge=0, le=23)
    minute: int = Field(0, ge=0, le=59)
    zone: str = "Europe/Berlin"


class AlarmSettings(Table):
    """Who hears that the weekly run did not happen: a command, a mailbox, or nobody."""

    command: tuple[str, ...] = ()  # gets the sentence as its last word
    mailbox: str = Field("", pattern=r"^([^@\s]+@[^@\s]+)?$")
    after_hours: float = Field(12, gt=0, le=160)


class EvaluationSettings(Table):
    """How much worse a new index may rank the judged challenges before it stays outside."""

    most_drop: float = Field(0.03, ge=0, le=1)  # of nDCG@10, per kind


class FeedSettings(Table):
    """Which servers may be asked for a source, and how long and how much."""

    hosts: tuple[str, ...] = ()  # "daten.example.de", or with its port "daten.example.de:8443"
    internal: tuple[IPvAnyNetwork, ...] = ()  # networks of your own ("10.0.0.0/8"); else public addresses alone
    ca_file: str = ""
    seconds: float = Field(120, gt=0, le=3600)
    megabytes: int = Field(20, ge=1, le=500)


class Source(Table):
    """One source of records: a file, a folder or an https address."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")
    path: str


class Settings(BaseSettings):
    """All settings of one process, read once and handed down."""

    model_config = SettingsConfigDict(
        extra="forbid", frozen=True, env_prefix="ANKER_", env_nested_delimiter="__", toml_file=[SHIPPED, LOCAL]
    )

    data: Path = ROOT / "data"  # database and embedded indexes
    database: str = ""  # an SQLAlchemy URL; empty means SQLite in `data`
    site: Site = Site()
    office: Office = Office()
    mail: MailSettings = MailSettings()
    engine: EngineSettings = EngineSettings()
    encoder: EncoderSettings = EncoderSettings()
    timetable: TimetableSettings = TimetableSettings()
    alarm: AlarmSettings = AlarmSettings()
    evaluation: EvaluationSettings = EvaluationSettings()
    feeds: FeedSettings = FeedSettings()
    sources: tuple[Source, ...] = ()

    @property
    def database_url(self) -> str:
        return self.database or f"sqlite:///{self.data / 'anker.sqlite'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given values beat the environment, the environment beats the files."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load(**given: object) -> Settings:
    """Read all settings; raises SettingsError that names the key."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks the values, that is the point
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"Einstellung {key}: {first['msg']}.", "Bitte in config.toml berichtigen.") from error
    except ValueError as error:  # tomllib.TOMLDecodeError
        raise SettingsError(
            f"config.toml ist nicht lesbar: {error}.", "Bitte die genannte Zeile berichtigen."
        ) from error
