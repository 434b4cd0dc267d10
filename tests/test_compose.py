"""compose.yaml, as far as it can be read without containers: our settings exist, and so do the files it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer import load

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")
SETTINGS = dict(re.findall(r"^    (ANKER_\w+): \"?(.+?)\"?(?: #.*)?$", COMPOSE, re.M))


def test_every_setting_of_the_product_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert len(SETTINGS) > 8
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, re.sub(r"\$\{(\w+):\?\}", r"\1", value))
    settings = load(data=tmp_path)
    assert (settings.engine.kind, settings.engine.user, settings.sources) == ("opensearch", "anker", ())
    assert settings.database_url == "postgresql://anker:POSTGRES_PASSWORD@postgres/anker"


def test_what_is_copied_or_mounted_from_the_repository_is_there() -> None:
    copied = re.search(r"COPY run (.*) \./", COMPOSE)
    assert copied is not None
    folders = re.findall(r"COPY (\w+) \1$", COMPOSE, re.M)
    mounted = re.findall(r"- \./(mappings/\S+?):", COMPOSE)
    for path in (*copied[1].split(), *folders, *mounted):
        assert (ROOT / path).exists(), path
    packages = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages | {"mappings", "sample"} == set(folders)
