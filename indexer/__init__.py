"""Records in, index out. This front door names what the packages above may use."""

from indexer.database import Base, Database
from indexer.documents import Reading, text_parts
from indexer.engines.base import Engine, Health
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.query import Filter, Found, Phrase, Query, Range, Words
from indexer.errors import (
    AnkerError,
    DatabaseError,
    EncoderMissing,
    EngineDown,
    EngineError,
    FileRefused,
    IndexMissing,
    InputError,
    NotFound,
    RowRejected,
    RunBusy,
    RunError,
    SettingsError,
)
from indexer.following import follow_with_vectors
from indexer.gate import Check, Trial
from indexer.grams import word_grams
from indexer.language.analyzer import Analyzer, Token, open_analyzer
from indexer.language.thesaurus import Concept, Tag, Thesaurus
from indexer.live import Live
from indexer.mapping import Mapping
from indexer.meaning.encoder import Encoder, open_encoder
from indexer.meaning.vectors import Vectors
from indexer.places.current import kept_whole, open_register, take_register
from indexer.places.municipality import District, Municipality
from indexer.places.names import Names, Resolution
from indexer.places.register import Register
from indexer.postings import inverse_frequency
from indexer.records import Kind, Record, Visibility, record_from
from indexer.reindex import Job, Tell, reconcile, reindex, silent
from indexer.report import Report, state_sentence
from indexer.runs import Run, Runs
from indexer.settings import EncoderSettings, Office, Settings, Source, load
from indexer.snapshot import Snapshot
from indexer.sources.reading import copy_import
from indexer.sources.template import template_xlsx
from indexer.store import Store
from indexer.stored import Stored

__all__ = [
    "Analyzer",
    "AnkerError",
    "Base",
    "Check",
    "Concept",
    "Database",
    "DatabaseError",
    "District",
    "EmbeddedEngine",
    "Encoder",
    "EncoderMissing",
    "EncoderSettings",
    "Engine",
    "EngineDown",
    "EngineError",
    "FileRefused",
    "Filter",
    "Found",
    "Health",
    "IndexMissing",
    "InputError",
    "Job",
    "Kind",
    "Live",
    "Mapping",
    "Municipality",
    "Names",
    "NotFound",
    "Office",
    "Phrase",
    "Query",
    "Range",
    "Reading",
    "Record",
    "Register",
    "Report",
    "Resolution",
    "RowRejected",
    "Run",
    "RunBusy",
    "RunError",
    "Runs",
    "Settings",
    "SettingsError",
    "Snapshot",
    "Source",
    "Store",
    "Stored",
    "Tag",
    "Tell",
    "Thesaurus",
    "Token",
    "Trial",
    "Vectors",
    "Visibility",
    "Words",
    "copy_import",
    "follow_with_vectors",
    "inverse_frequency",
    "kept_whole",
    "load",
    "open_analyzer",
    "open_encoder",
    "open_register",
    "reconcile",
    "record_from",
    "reindex",
    "silent",
    "state_sentence",
    "take_register",
    "template_xlsx",
    "text_parts",
    "word_grams",
]
