from dataclasses import replace
from datetime import date

import pytest

from indexer import Thesaurus
from matcher import NextSteps, Service, Step
from matcher.next_steps import Finder, Occasion
from matcher.step_entries import read_steps

TODAY = date(2026, 3, 1)
LANTERNS = Occasion(("strassenbeleuchtung",), TODAY)


@pytest.fixture(scope="module")
def finder(thesaurus: Thesaurus) -> Finder:
    return Finder(read_steps(), thesaurus.concepts)


def every(steps: NextSteps) -> tuple[Step, ...]:
    return (*steps.funding, *steps.advice, *steps.events, *steps.procurement)


def ids(steps: tuple[Step, ...]) -> list[str]:
    return [step.id for step in steps]


def facts(step: Step) -> dict[str, str]:
    return dict(step.facts)


def test_what_is_about_the_topic_stands_before_what_is_about_its_field(finder: Finder) -> None:
    assert ids(finder.steps(LANTERNS).funding)[:2] == ["kommunalrichtlinie-energie", "starke-heimat"]


def test_what_is_about_something_else_is_not_shown(finder: Finder) -> None:
    assert "sirenen" not in ids(finder.steps(LANTERNS).funding)
    assert "erfa-innenstadt" not in ids(finder.steps(LANTERNS).events)


def test_what_others_apply_for_stands_last_and_says_so(finder: Finder) -> None:
    funding = finder.steps(replace(LANTERNS, topics=("dorfgemeinschaft", "ehrenamt"))).funding
    own = [step.municipal for step in funding]
    assert own == sorted(own, reverse=True)
    assert not funding[-1].municipal
    assert facts(funding[-1])["Antrag"]


@pytest.mark.parametrize(
    ("day", "shown"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False)], ids=["last day", "day after"]
)
def test_nothing_that_has_ended_is_shown(finder: Finder, day: date, shown: bool) -> None:
    assert ("digi-expert" in ids(finder.steps(replace(LANTERNS, today=day)).advice)) is shown


def test_a_meeting_that_is_over_is_not_shown(finder: Finder) -> None:
    assert "kongress-2026" in ids(finder.steps(replace(LANTERNS, today=date(2026, 5, 31))).events)
    assert "kongress-2026" not in ids(finder.steps(replace(LANTERNS, today=date(2026, 6, 2))).events)


def test_a_deadline_that_has_passed_is_told_as_the_last_one(finder: Finder) -> None:
    steps = {step.id: step for step in finder.steps(LANTERNS).funding}
    assert facts(steps["starke-heimat"])["Frist"] == (
        "Die letzte Frist war am 7.11.2025; eine neue ist hier nicht bekannt."
    )


def test_what_is_not_in_force_is_told(finder: Finder) -> None:
    law, change = finder.steps(LANTERNS).procurement
    assert law.in_force
    assert not change.in_force


@pytest.mark.parametrize(
    ("budget", "way"),
    [
        (10_000, "Direktauftrag"),
        (10_001, "Verhandlungsvergabe ohne Teilnahmewettbewerb, mindestens 3 Vergleichsangebote"),
        (50_000, "Verhandlungsvergabe ohne Teilnahmewettbewerb, mindestens 3 Vergleichsangebote"),
    ],
)
def test_the_way_to_a_contract_follows_the_money(finder: Finder, budget: int, way: str) -> None:
    law = finder.steps(replace(LANTERNS, budget_eur=budget)).procurement[0]
    assert law.facts[0][1] == way


def test_without_money_every_way_is_told(finder: Finder) -> None:
    assert len(finder.steps(LANTERNS).procurement[0].facts) == 4


def test_money_beyond_all_ways_gets_no_guess(finder: Finder) -> None:
    assert finder.steps(replace(LANTERNS, budget_eur=5_000_000)).procurement[0].facts == ()


def test_money_below_the_least_amount_is_told(finder: Finder) -> None:
    steps = {step.id: step for step in finder.steps(replace(LANTERNS, budget_eur=50_000)).funding}
    assert "unter 100.000 €" in facts(steps["starke-heimat"])["Ihr Betrag"]
    assert "Ihr Betrag" not in facts(finder.steps(LANTERNS).funding[1])


def test_what_one_land_grants_is_not_offered_elsewhere(finder: Finder) -> None:
    steps = finder.steps(replace(LANTERNS, land="Bayern"))
    assert "starke-heimat" not in ids(steps.funding)
    assert steps.procurement == ()


def test_old_sources_are_told_to_be_old(finder: Finder) -> None:
    assert not finder.steps(LANTERNS).procurement[0].stale
    assert finder.steps(replace(LANTERNS, today=date(2026, 11, 24))).procurement[0].stale


def test_what_only_joint_projects_get_is_shown_to_them(finder: Finder) -> None:
    assert "ikz" not in ids(finder.steps(LANTERNS).funding)
    assert set(ids(finder.joint_funding(LANTERNS))) == {"starke-heimat", "ikz"}


def test_every_step_tells_its_date(finder: Finder) -> None:
    for topics in ((), ("innenstadt",), ("datenplattform",)):
        assert all(step.as_of <= TODAY for step in every(finder.steps(replace(LANTERNS, topics=topics))))


def test_a_match_comes_with_its_steps(service: Service) -> None:
    steps = service.match("Unsere Laternen brennen die ganze Nacht. Wir haben 40.000 Euro.", "06631012").next_steps
    assert steps.funding[0].id == "kommunalrichtlinie-energie"
    assert "Rechtsberatung" in steps.note
    assert [text for _, text in steps.procurement[0].facts][:1] == [
        "Verhandlungsvergabe ohne Teilnahmewettbewerb, mindestens 3 Vergleichsangebote"
    ]
