"""Every weight of the ranking in one table: its value, why it is there, and what it brought when it was measured."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Weight:
    """One weight; `label` and `reason` are for users, `gain` is in nDCG@10 (mean of the judged challenges)."""

    value: float
    label: str
    reason: str
    gain: str


@dataclass(frozen=True)
class Weights:
    """The weights of topical fit. The words' share of the question counts 1.0, everything else is relative to it."""

    title: Weight = Weight(0.2, "Titel", "Ein Wort im Titel sagt mehr als eines im Text.", "+.005, need to item +.02")
    themes: Weight = Weight(0.2, "Themen", "Stichwörter des Eintrags sagen, worum es geht.", "+.005")
    letters: Weight = Weight(0.5, "Wortähnlichkeit", "Fast gleiche Wörter zählen auch.", "+.03 on words alone")
    title_letters: Weight = Weight(
        0.3, "Wortähnlichkeit im Titel", "Ein fast gleiches Wort im Titel zählt mehr.", "need to item +.007"
    )
    topics: Weight = Weight(
        0.35, "Gemeinsame Themen", "Laien und Fachleute nennen dieselbe Sache verschieden.", "+.035"
    )
    meaning: Weight = Weight(0.5, "Bedeutung", "Texte sagen oft dasselbe mit anderen Wörtern.", "+.09")
    neighbours: Weight = Weight(0.3, "Nachbarn", "Was zu ähnlichen Einträgen passt, passt eher.", "+.03")


WEIGHTS = Weights()


def weight_table(weights: Weights = WEIGHTS) -> tuple[Weight, ...]:
    """All weights, for the page that says how ranking works."""
    return tuple(getattr(weights, field.name) for field in fields(weights))
