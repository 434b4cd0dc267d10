"""Question in, answer out. This front door names what the web may use."""

from matcher.answers import (
    Challenge,
    Contact,
    Emptiness,
    Facet,
    FacetValue,
    Hit,
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
    "CUTS",
    "DAYS_KEPT",
    "GRADES",
    "HELPFUL",
    "KIND_NAMES",
    "NOT_HELPFUL",
    "PAGE",
    "Asked",
    "Caller",
    "Challenge",
    "Challenges",
    "Contact",
    "Emptiness",
    "Evaluation",
    "Facet",
    "FacetValue",
    "Feedback",
    "Figures",
    "Heard",
    "History",
    "Hit",
    "Holdings",
    "Joint",
    "Judged",
    "Judgements",
    "Level",
    "Match",
    "Member",
    "MunicipalityPage",
    "NextSteps",
    "ProviderPage",
    "RankedRecord",
    "RecordPage",
    "SearchAnswer",
    "SearchHit",
    "Service",
    "Snippet",
    "State",
    "Step",
    "Topic",
    "Understood",
    "View",
    "Wanted",
    "Way",
    "Weight",
    "evaluation_check",
    "golden_check",
    "read_golden",
]
