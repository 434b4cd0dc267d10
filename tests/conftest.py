"""What every test may ask for: one analyzer, one register, one service on the sample, built once per session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from indexer import (
    Analyzer,
    Reading,
    Register,
    Settings,
    Source,
    Thesaurus,
    follow_with_vectors,
    kept_whole,
    load,
    open_analyzer,
    reindex,
)
from indexer.language.lexicon import Lexicon
from matcher import Service
from webui.opening import Opened, open_all

ROOT = Path(__file__).parent.parent

# A laptop looks for new examples at each run; CI repeats the same ones, so that a landing does not depend on luck.
# No deadlines: they would measure how busy the machine is.
settings.register_profile("anker", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("anker")

pytest_plugins = ["tests.browser", "tests.opensearch_node", "tests.people", "tests.postgres"]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that lasts for the session, for what is expensive to build."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def register() -> Register:
    return Register.shipped()


@pytest.fixture(scope="session")
def lexicon(cache: Path) -> Lexicon:
    return Lexicon.open(cache / "lexicon")


@pytest.fixture(scope="session")
def analyzer(cache: Path, register: Register) -> Analyzer:
    return open_analyzer(cache / "lexicon", kept_whole(register))


@pytest.fixture(scope="session")
def thesaurus(analyzer: Analyzer, cache: Path) -> Thesaurus:
    return Thesaurus.load(analyzer, cache=cache / "lexicon")


@pytest.fixture(scope="session")
def reading(analyzer: Analyzer, thesaurus: Thesaurus, register: Register) -> Reading:
    """The session's language and register, for products that a test builds itself."""
    return Reading(analyzer, thesaurus, register)


@pytest.fixture(scope="session")
def opened(cache: Path, analyzer: Analyzer) -> Iterator[Opened]:  # noqa: ARG001 # the analyzer has packed the lexicon
    """Everything on the sample, with the embedded engine and by words alone."""
    opened = open_all(sample_settings(cache))
    reindex(opened.job)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def service(opened: Opened) -> Service:
    return opened.service


@pytest.fixture
def own(tmp_path: Path, cache: Path, opened: Opened) -> Iterator[Opened]:  # noqa: ARG001 # the lexicon is packed
    """A product of the test's own on the sample, to be changed at will."""
    shutil.copytree(cache / "lexicon", tmp_path / "lexicon")
    mine = open_all(sample_settings(tmp_path))
    reindex(mine.job)
    yield mine
    mine.close()


@pytest.fixture(scope="session")
def meaningful(tmp_path_factory: pytest.TempPathFactory, cache: Path, opened: Opened) -> Iterator[Opened]:  # noqa: ARG001
    """The sample with both voices: the shipped encoder, and every vector there."""
    folder = tmp_path_factory.mktemp("meaning")
    shutil.copytree(cache / "lexicon", folder / "lexicon")
    both = open_all(sample_settings(folder, encoder={"kind": "e5"}))
    reindex(both.job)
    follow_with_vectors(both.job)
    yield both
    both.close()


def sample_settings(data: Path, **more: object) -> Settings:
    """Settings on the sample, by words alone unless told otherwise."""
    given: dict[str, object] = {"encoder": {"kind": "none"}, "sources": [Source(name="sample", path="sample")]}
    return load(data=data, **{**given, **more})
