"""Records in, index out. This front door names what the packages above may use."""

from indexer.alarm import Alarm, AlarmTell, by_command, overdue
from indexer.appending import appended
from indexer.backup import check_backup, set_aside, write_backup
from indexer.contacts import complaint as contact_complaint
from indexer.database import Base, Database, Moment
from indexer.deciding import (
    DecidedPair,
    DoubtfulPair,
    FoldedGroup,
    decide,
    decided_pairs,
    doubtful_pairs,
    folded_groups,
)
from indexer.documents import Reading, documents, text_parts
from indexer.duplicates.likeness import Likeness
from indexer.engines.base import Engine, Health
from indexer.engines.choosing import open_engine
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.nodes import Cluster
from indexer.engines.nodes import running as running_nodes
from indexer.engines.query import EngineHit, Filter, Found, Phrase, Query, Range, Words
from indexer.erasures import note_seats_erased
from indexer.errors import (
    AccessError,
    AnkerError,
    DatabaseError,
    EncoderMissing,
    EngineDown,
    EngineError,
    EventError,
    EventRefused,
    FileRefused,
    IndexMissing,
    InputError,
    NoSchedule,
    NotAllowed,
    NotFound,
    Overtaken,
    PrintFailed,
    RowRejected,
    RulesClash,
    RunBusy,
    RunError,
    ScheduleFaulty,
    SettingsError,
    SignInNeeded,
    SignInRefused,
    SolverDied,
    TooBusy,
    TooManyTries,
)
from indexer.fields import FIELDS, Field
from indexer.following import follow_with_vectors
from indexer.gate import Check, Trial
from indexer.grams import word_grams
from indexer.intake import Places
from indexer.job import Job, Tell, silent
from indexer.keeping import go_back, reconcile
from indexer.language.analyzer import Analyzer, Token, open_analyzer
from indexer.language.thesaurus import Concept, Tag, Thesaurus
from indexer.live import Live
from indexer.lock import Locks
from indexer.mapping import Mapping
from indexer.meaning.encoder import Encoder, open_encoder
from indexer.meaning.matrix import VectorMatrix
from indexer.meaning.vectors import Vectors
from indexer.overlay import Overlay
from indexer.places.current import kept_whole, open_register, take_register
from indexer.places.municipality import District, Municipality
from indexer.places.names import Names, Resolution
from indexer.places.register import Register
from indexer.postings import inverse_frequency
from indexer.publishing import narrow, put, withdraw, without_contact
from indexer.records import Kind, Record, Visibility, record_from
from indexer.reindex import rebuild, reindex
from indexer.rejected import Rejected
from indexer.report import Report, state_sentence
from indexer.restoring import restore
from indexer.runs import Run, Runs
from indexer.settings import ROOT, EncoderSettings, MailSettings, Office, Settings, Site, Source, load
from indexer.snapshot import Snapshot
from indexer.sources.feeds import Feeds
from indexer.sources.plain import read_lines
from indexer.sources.reading import copy_import, imported_sources
from indexer.sources.sheet import sheet_of_texts
from indexer.sources.template import template_xlsx
from indexer.store import Store
from indexer.stored import Stored
from indexer.tending import Caretaker, ensure_index, fits
from indexer.timetable import Duty, due, keep_time, last_slot, next_slot

__all__ = [
    "FIELDS",
    "ROOT",
    "AccessError",
    "Alarm",
    "AlarmTell",
    "Analyzer",
    "AnkerError",
    "Base",
    "Caretaker",
    "Check",
    "Cluster",
    "Concept",
    "Database",
    "DatabaseError",
    "DecidedPair",
    "District",
    "DoubtfulPair",
    "Duty",
    "EmbeddedEngine",
    "Encoder",
    "EncoderMissing",
    "EncoderSettings",
    "Engine",
    "EngineDown",
    "EngineError",
    "EngineHit",
    "EventError",
    "EventRefused",
    "Feeds",
    "Field",
    "FileRefused",
    "Filter",
    "FoldedGroup",
    "Found",
    "Health",
    "IndexMissing",
    "InputError",
    "Job",
    "Kind",
    "Likeness",
    "Live",
    "Locks",
    "MailSettings",
    "Mapping",
    "Moment",
    "Municipality",
    "Names",
    "NoSchedule",
    "NotAllowed",
    "NotFound",
    "Office",
    "Overlay",
    "Overtaken",
    "Phrase",
    "Places",
    "PrintFailed",
    "Query",
    "Range",
    "Reading",
    "Record",
    "Register",
    "Rejected",
    "Report",
    "Resolution",
    "RowRejected",
    "RulesClash",
    "Run",
    "RunBusy",
    "RunError",
    "Runs",
    "ScheduleFaulty",
    "Settings",
    "SettingsError",
    "SignInNeeded",
    "SignInRefused",
    "Site",
    "Snapshot",
    "SolverDied",
    "Source",
    "Store",
    "Stored",
    "Tag",
    "Tell",
    "Thesaurus",
    "Token",
    "TooBusy",
    "TooManyTries",
    "Trial",
    "VectorMatrix",
    "Vectors",
    "Visibility",
    "Words",
    "appended",
    "by_command",
    "check_backup",
    "contact_complaint",
    "copy_import",
    "decide",
    "decided_pairs",
    "documents",
    "doubtful_pairs",
    "due",
    "ensure_index",
    "fits",
    "folded_groups",
    "follow_with_vectors",
    "go_back",
    "imported_sources",
    "inverse_frequency",
    "keep_time",
    "kept_whole",
    "last_slot",
    "load",
    "narrow",
    "next_slot",
    "note_seats_erased",
    "open_analyzer",
    "open_encoder",
    "open_engine",
    "open_register",
    "overdue",
    "put",
    "read_lines",
    "rebuild",
    "reconcile",
    "record_from",
    "reindex",
    "restore",
    "running_nodes",
    "set_aside",
    "sheet_of_texts",
    "silent",
    "state_sentence",
    "take_register",
    "template_xlsx",
    "text_parts",
    "withdraw",
    "without_contact",
    "word_grams",
    "write_backup",
]
