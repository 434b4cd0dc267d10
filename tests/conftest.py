"""What every test may ask for: one analyzer, one register, one service on the sample, built once per session."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.language.analyzer import Analyzer, open_analyzer

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that lasts for the session, for what is expensive to build."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def analyzer(cache: Path) -> Analyzer:
    return open_analyzer(cache / "lexicon")
