"""The one place that puts everything together: settings in, service and job out."""

from __future__ import annotations

from dataclasses import dataclass

from indexer import (
    Database,
    Encoder,
    EncoderMissing,
    Feeds,
    Job,
    Live,
    Locks,
    Mapping,
    Names,
    Overlay,
    Reading,
    Runs,
    Settings,
    Store,
    Tell,
    Thesaurus,
    Vectors,
    kept_whole,
    open_analyzer,
    open_encoder,
    open_engine,
    open_register,
    silent,
)
from matcher import Challenges, History, Holdings, Judgements, Service, evaluation_check, golden_check, read_golden

LEXICON = "lexicon"
"""Folder below the data folder."""


@dataclass(frozen=True)
class Opened:
    """Service and job of one process, sharing what they hold; `warnings` are for the operator, in German."""

    service: Service
    job: Job
    database: Database
    warnings: tuple[str, ...]

    def close(self) -> None:
        """Give back engine and database."""
        self.job.engine.close()
        self.database.close()


def open_all(settings: Settings, tell: Tell = silent) -> Opened:
    """Open database, language, engine and encoder; raises AnkerError that says what is wrong and what helps."""
    database = Database(settings.database_url)
    database.migrate()
    mapping = Mapping.load()
    engine, reading = open_engine(settings, mapping), open_reading(settings)
    encoder, warnings = _encoder(settings)
    vectors = Vectors(database, encoder) if encoder else None
    store, runs = Store(database), Runs(database)
    live = Live(engine, settings.data, Overlay(store, reading, vectors))
    holdings = Holdings(settings, store, engine, reading, Names(reading.register), encoder)
    job = Job(
        settings=settings,
        store=store,
        runs=runs,
        engine=engine,
        mapping=mapping,
        reading=reading,
        names=holdings.names,
        feeds=Feeds(database, settings.data, settings.feeds),
        live=live,
        locks=Locks(settings.data, database),
        vectors=vectors,
        checks=(
            golden_check(holdings, read_golden()),
            evaluation_check(holdings, Judgements(database).basis, History(database), settings.evaluation.most_drop),
        ),
        tell=tell,
    )
    return Opened(Service(holdings, live, Challenges(database), runs, database), job, database, warnings)


def open_reading(settings: Settings) -> Reading:
    """Language, thesaurus and register of this installation."""
    register = open_register(settings.data)
    analyzer = open_analyzer(settings.data / LEXICON, kept_whole(register))
    return Reading(analyzer, Thesaurus.load(analyzer, cache=settings.data / LEXICON), register)


def _encoder(settings: Settings) -> tuple[Encoder | None, tuple[str, ...]]:
    """The encoder; where it is missing the words do it alone, and the operator hears why."""
    try:
        return open_encoder(settings.encoder), ()
    except EncoderMissing as error:
        return None, (f"{error} Anker sucht solange nur nach Wörtern.",)
