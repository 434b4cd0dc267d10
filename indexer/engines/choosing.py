"""Which engine the settings name."""

from __future__ import annotations

from indexer.engines.base import Engine
from indexer.engines.embedded import EmbeddedEngine
from indexer.mapping import Mapping
from indexer.settings import Settings

INDEXES = "indexes"
"""Folder of the embedded engine below the data folder."""


def open_engine(settings: Settings, mapping: Mapping) -> Engine:
    """Open the engine that the settings name; raises SettingsError. Nothing is asked of a server yet."""
    if settings.engine.kind == "opensearch":
        from indexer.engines.opensearch import (
            OpenSearchEngine,
        )  # its library costs those who do not use it 4 MB and a moment

        return OpenSearchEngine(settings.engine, mapping)
    return EmbeddedEngine(settings.data / INDEXES, mapping, settings.engine.alias)
