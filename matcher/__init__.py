"""Question in, answer out. This front door names what the web may use."""

from matcher.answers import (
    Challenge,
    Contact,
    Emptiness,
    Facet,
    FacetValue,
    Hit,
    Instead,
    Level,
    Match,
    MunicipalityPage,
    ProviderPage,
    RankedRecord,
    RecordPage,
    SearchAnswer,
    SearchHit,
    Snippet,
    State,
    Topic,
    Understood,
)
from matcher.challenges import DAYS_KEPT, Challenges
from matcher.evaluation import CUTS, KIND_NAMES, Evaluation, Figures, History, evaluation_check
from matcher.events.afterwards import OUTCOMES, Outcome, Report
from matcher.events.arrangement import (
    EVERYBODY,
    FORMATS,
    GOALS,
    Arrangement,
    Rhythm,
    Rules,
    numbered_tables,
    rounds,
    tables_needed,
)
from matcher.events.calendar import Held
from matcher.events.comparing import Change, Impact, Removal
from matcher.events.content import Content
from matcher.events.entries import CONSENT_TEXTS, PRESENCES, Duty, Entry, Person, Registration, Wish
from matcher.events.errands import Errand, ErrandKind
from matcher.events.forgetting import Forgetting
from matcher.events.front import Events
from matcher.events.heads import HEADS
from matcher.events.incoming import Preview
from matcher.events.invitations import INVITATION_STATES
from matcher.events.inviting import WHYS, Invitation, Why
from matcher.events.links import Answer
from matcher.events.openings import Opening
from matcher.events.pair import PAIR_KINDS, STATES, Pair
from matcher.events.pairing import Left
from matcher.events.plan_run import RUN_STATES, PlanRun
from matcher.events.questions import Questions, Writer
from matcher.events.sheets import Papers, PersonalSheet, TableSheet, personal_name, table_name
from matcher.events.values import Meeting, Pause, Placed, Role, Slot, Table
from matcher.events.version import VERSION_STATES, Version
from matcher.feedback import HELPFUL, NOT_HELPFUL, Feedback, Heard
from matcher.golden import golden_check, read_golden
from matcher.joint import Joint, Member
from matcher.judging import GRADES, Judged, Judgements
from matcher.match import Asked
from matcher.search import PAGE, Wanted
from matcher.service import Caller, Service
from matcher.stated import Way
from matcher.steps import NextSteps, Step
from matcher.view import Holdings, View
from matcher.weights import Weight

__all__ = [
    "CONSENT_TEXTS",
    "CUTS",
    "DAYS_KEPT",
    "EVERYBODY",
    "FORMATS",
    "GOALS",
    "GRADES",
    "HEADS",
    "HELPFUL",
    "INVITATION_STATES",
    "KIND_NAMES",
    "NOT_HELPFUL",
    "OUTCOMES",
    "PAGE",
    "PAIR_KINDS",
    "PRESENCES",
    "RUN_STATES",
    "STATES",
    "VERSION_STATES",
    "WHYS",
    "Answer",
    "Arrangement",
    "Asked",
    "Caller",
    "Challenge",
    "Challenges",
    "Change",
    "Contact",
    "Content",
    "Duty",
    "Emptiness",
    "Entry",
    "Errand",
    "ErrandKind",
    "Evaluation",
    "Events",
    "Facet",
    "FacetValue",
    "Feedback",
    "Figures",
    "Forgetting",
    "Heard",
    "Held",
    "History",
    "Hit",
    "Holdings",
    "Impact",
    "Instead",
    "Invitation",
    "Joint",
    "Judged",
    "Judgements",
    "Left",
    "Level",
    "Match",
    "Meeting",
    "Member",
    "MunicipalityPage",
    "NextSteps",
    "Opening",
    "Outcome",
    "Pair",
    "Papers",
    "Pause",
    "Person",
    "PersonalSheet",
    "Placed",
    "PlanRun",
    "Preview",
    "ProviderPage",
    "Questions",
    "RankedRecord",
    "RecordPage",
    "Registration",
    "Removal",
    "Report",
    "Rhythm",
    "Role",
    "Rules",
    "SearchAnswer",
    "SearchHit",
    "Service",
    "Slot",
    "Snippet",
    "State",
    "Step",
    "Table",
    "TableSheet",
    "Topic",
    "Understood",
    "Version",
    "View",
    "Wanted",
    "Way",
    "Weight",
    "Why",
    "Wish",
    "Writer",
    "evaluation_check",
    "golden_check",
    "numbered_tables",
    "personal_name",
    "read_golden",
    "rounds",
    "table_name",
    "tables_needed",
]
