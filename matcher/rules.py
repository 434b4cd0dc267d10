"""The rules of the ranking beside the weights: German sentences built from the numbers that the ranking itself uses."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.features import TIMES_LONG, TIMES_SHORT
from matcher.levels import BEST, TWO_VOICES, WORDS_ALONE, Borders
from matcher.likeness import FAR_KM, SAME_SIZE
from matcher.match import SHOWN
from matcher.neutrality import MOST_EACH
from matcher.peers import EVIDENCE, HALVED
from matcher.question import MOST_ROWS, TELLING
from matcher.ranking import STATES
from matcher.weights import WEIGHTS

IN_WORDS = {"Betrieb": "im Betrieb", "beendet": "beendet", "Pilot": "Pilotbetrieb", "Planung": "in Planung"}


@dataclass(frozen=True)
class Rule:
    """One rule: what it is about, and what it says."""

    label: str
    says: str


@dataclass(frozen=True)
class Rules:
    """All rules, by what they order: words, levels, municipalities, providers."""

    words: tuple[Rule, ...]
    levels: tuple[Rule, ...]
    peers: tuple[Rule, ...]
    providers: tuple[Rule, ...]


def rules(two_voices: bool) -> Rules:
    """The rules as they hold now; `two_voices` says whether meaning is heard beside the words."""
    borders = TWO_VOICES if two_voices else WORDS_ALONE
    return Rules(words=_of_words(), levels=_of_levels(borders), peers=_of_peers(), providers=_of_providers())


def _of_words() -> tuple[Rule, ...]:
    return (
        Rule("Seltene Wörter", "Je seltener ein Wort in der Sammlung und im Deutschen ist, desto mehr zählt es."),
        Rule(
            "Wiederholung",
            f"Ein Wort, das oft dasteht, zählt höchstens {comma(TIMES_SHORT + 1)} mal "
            f"so viel wie eines, das einmal dasteht, bei langen Anliegen {comma(TIMES_LONG + 1)} mal.",
        ),
        Rule(
            "Lange Texte",
            f"Es zählen die {TELLING} aussagekräftigsten Wörter; was in mehr als {percent(MOST_ROWS)} der Einträge "
            "steht, zählt nicht.",
        ),
    )


def _of_levels(borders: Borders) -> tuple[Rule, ...]:
    return (
        Rule("Sehr passend", f"ab einer Passung von {comma(borders.very)}{_agreed(borders.very_agree)}. {PLAN}"),
        Rule("Passend", f"ab einer Passung von {comma(borders.good)}{_agreed(borders.agree)}."),
        Rule("Teilweise", "alles darunter, und jeder Treffer, wenn zu Ihrem Anliegen nur Verwandtes da ist."),
        Rule(
            "Nichts Passendes",
            f"Liegt die mittlere Passung der {BEST} besten Einträge unter {comma(borders.hits)}, sagen wir, dass die "
            f"Treffer Ihr Anliegen nur berühren; unter {comma(borders.weak)}, dass es noch keinen Eintrag gibt. Kennt "
            f"kein Eintrag die seltenen Wörter Ihres Textes, gehen bis zu {comma(WEIGHTS.strange.value)} davon ab.",
        ),
    )


def _agreed(least: float) -> str:
    return f", wenn die Bedeutung allein mindestens {comma(least)} ergibt" if least else ""


PLAN = "Ein Vorhaben in Planung heißt nie so: Ein Plan ist noch keine Tat."


def _of_peers() -> tuple[Rule, ...]:
    most = percent(WEIGHTS.likeness.value / 2)
    further = " und ".join(percent(WEIGHTS.further.value * HALVED**place) for place in range(EVIDENCE - 1))
    added = ", ".join(f"{IN_WORDS[state]} {comma(share * WEIGHTS.state.value)}" for state, share in STATES.items())
    return (
        Rule("Stand", f"Der Stand eines Vorhabens entscheidet zwischen Gleichen: {added}."),
        Rule(
            "Mehrere Vorhaben",
            f"Das beste Vorhaben einer Kommune zählt ganz, die nächsten {EVIDENCE - 1} noch zu {further}.",
        ),
        Rule(
            "Gemeinsame Vorhaben",
            "Ein Vorhaben mehrerer Kommunen führt nur eine an: die, die Ihnen am ähnlichsten ist.",
        ),
        Rule(
            "Ähnlichkeit",
            f"Einwohner, Dichte, Fläche, Art und Lage heben oder senken um höchstens {most}. Ähnlich groß "
            f"heißt: höchstens {comma(SAME_SIZE)} mal so viele Einwohner; {FAR_KM:.0f} km gelten als weit.",
        ),
        Rule("Eigene Einträge", "Einträge Ihrer eigenen Kommune zeigen wir Ihnen nicht."),
    )


def _of_providers() -> tuple[Rule, ...]:
    return (
        Rule(
            "Kein Kauf", "Kein Platz ist käuflich; wer der Anbieter ist, zählt nicht. Gerankt wird nur nach dem Inhalt."
        ),
        Rule("Obergrenze", f"Unter {SHOWN} Treffern stehen höchstens {MOST_EACH} Angebote desselben Anbieters."),
        Rule(
            "Referenzen",
            "Referenzen heben kein Angebot. Sie heißen „eigene Angabe“, bis eine Kommune sie bestätigt.",
        ),
    )


def comma(value: float) -> str:
    """0.25 → 0,25."""
    return f"{value:g}".replace(".", ",")


def percent(share: float) -> str:
    """0.05 → 5 %."""
    return f"{share * 100:g}\N{NO-BREAK SPACE}%".replace(".", ",")
