"""Every weight of the ranking in one table: its value, why it is there, and what it brought when it was measured."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Weight:
    """One weight; `label` and `reason` are for users, `gain` is in nDCG@10, see tests/bench/ablation.py."""

    value: float
    label: str
    reason: str
    gain: str


@dataclass(frozen=True)
class Weights:
    """All weights of the ranking: 0 switches a component off. In topical fit the words' share of the question counts
    1.0, everything else is relative to it."""

    everyday: Weight = Weight(
        0.8,
        "Alltagswörter",
        "Was jeder sagt („Leute“), zählt um so viel weniger als ein seltenes Wort.",
        "+.008, first five +.05",
    )
    title: Weight = Weight(0.2, "Titel", "Ein Wort im Titel sagt mehr als eines im Text.", "needs +.008")
    letters: Weight = Weight(0.5, "Wortähnlichkeit", "Fast gleiche Wörter zählen auch.", "+.009, need to item +.005")
    title_letters: Weight = Weight(
        0.3, "Wortähnlichkeit im Titel", "Ein fast gleiches Wort im Titel zählt mehr.", "+.004, need to item +.014"
    )
    topics: Weight = Weight(
        0.35, "Gemeinsame Themen", "Laien und Fachleute nennen dieselbe Sache verschieden.", "+.050, first five +.08"
    )
    beside: Weight = Weight(
        0.7,
        "Verwandte Themen",
        "Ein weiteres, engeres oder verwandtes Thema zählt so viel vom gesuchten.",
        "+.045, first five +.08",
    )
    widening: Weight = Weight(
        0.5,
        "Weitere Wörter",
        "Wir suchen auch mit den amtlichen Wörtern der erkannten Themen.",
        "+.006, first five +.02",
    )
    meaning: Weight = Weight(
        0.5, "Bedeutung", "Texte sagen oft dasselbe mit anderen Wörtern.", "+.049, need to item +.040"
    )
    neighbours: Weight = Weight(
        0.3, "Nachbarn", "Was zu ähnlichen Einträgen passt, passt eher.", "+.017, first five +.05"
    )
    state: Weight = Weight(
        0.02, "Stand", "Was schon läuft, steht vor gleich Gutem, das erst geplant ist.", "first five +.03"
    )
    named: Weight = Weight(
        0.3,
        "Genannte",
        "Wen Sie als Vorbild („wie in Bad Hersfeld“) oder Anbieter nennen, rückt nach oben.",
        "rule: costs nothing",
    )
    further: Weight = Weight(
        0.2, "Weitere Vorhaben", "Wer Ähnliches noch einmal gemacht hat, hat mehr zu erzählen.", "first five +.05"
    )
    likeness: Weight = Weight(
        0.15,
        "Ähnliche Kommune",
        "Was eine ähnliche Kommune gemacht hat, lässt sich eher übernehmen.",
        "first five +.03",
    )
    strange: Weight = Weight(
        0.2,
        "Fremde Wörter",
        "Kennt kein Eintrag Ihre seltenen Wörter, trauen wir den Treffern weniger.",
        "empties +.02",
    )

    def without(self, *names: str) -> Weights:
        """The same weights with some components switched off."""
        return replace(self, **{name: replace(getattr(self, name), value=0.0) for name in names})


WEIGHTS = Weights()


def weight_table(weights: Weights = WEIGHTS) -> tuple[Weight, ...]:
    """All weights, for the page that says how ranking works."""
    return tuple(getattr(weights, field.name) for field in fields(weights))
