"""Records in, index out. This front door names what the packages above may use."""

from indexer.database import Base, Database
from indexer.documents import Reading, text_parts
from indexer.engines.base import Engine, Health
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
from indexer.gate import Check, Trial
from indexer.language.analyzer import Analyzer, Token, open_analyzer
from indexer.live import Live
from indexer.mapping import Mapping
from indexer.meaning.encoder import Encoder, open_encoder
from indexer.places.municipality import District, Municipality
from indexer.places.names import Names, Resolution
from indexer.places.register import Register
from indexer.records import Kind, Record, Visibility, record_from
from indexer.report import Report, state_sentence
from indexer.runs import Run, Runs
from indexer.settings import EncoderSettings, Office, Settings, load
from indexer.snapshot import Snapshot
from indexer.store import Store
from indexer.stored import Stored
