"""Pairs from the index: who has what the other looks for, what rules and wishes make of it, and why some have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from matcher.events.affinity import extended, measure
from matcher.events.arrangement import Rules
from matcher.events.entries import Duty, Entry, Registration, Wish
from matcher.events.meetable import MET_BEFORE, Met, Ties, allowed
from matcher.events.pair import Pair
from matcher.events.pairing import Proposal, Scale, Standing, propose, weigh
from matcher.events.voices import Vector, gather, joined
from tests.fair import FLOOD, FLOOD_HELP, FULDA, KASSEL, LIGHT, LIGHT_HELP, LOLLAR, arranged, firm, seat, town
from webui.opening import Opened


def scale(opened: Opened, people: Sequence[Registration], ties: Ties | None = None, **more: object) -> Scale:
    vectors: dict[str, Vector] = {}
    hall = gather(opened.service.view(), people, vectors)
    return weigh(hall, measure(hall), arranged(**more), ties or Ties())  # type: ignore[arg-type]  # fields by name


def proposed(opened: Opened, people: Sequence[Registration], ties: Ties | None = None, **more: object) -> Proposal:
    standing = Standing((), (), frozenset(one.id for one in people))
    return propose(scale(opened, people, ties, **more), arranged(**more), standing)  # type: ignore[arg-type]  # fields by name


def seats(*entries: Entry) -> list[Registration]:
    return [seat(number, entry) for number, entry in enumerate(entries, start=1)]


FOUR = seats(
    town("Lollar", LOLLAR, FLOOD),
    town("Fulda", FULDA, LIGHT),
    firm("Pegelwerk", FLOOD_HELP),
    firm("Lichtwerk", LIGHT_HELP),
)


def couples(proposal: Proposal, people: Sequence[Registration]) -> set[frozenset[str]]:
    names = {one.id: one.entry.organisation for one in people}
    return {frozenset(names[person] for person in draft.people) for draft in proposal.drafts}


def test_a_need_meets_the_offering_that_answers_it(opened: Opened) -> None:
    found = couples(proposed(opened, FOUR, rules=Rules(goal="best", most=1)), FOUR)
    assert found == {frozenset({"Lollar", "Pegelwerk"}), frozenset({"Fulda", "Lichtwerk"})}


def test_the_reason_reads_the_same_on_both_sheets(opened: Opened) -> None:
    drafts = proposed(opened, FOUR, rules=Rules(goal="best", most=1)).drafts
    told = next(draft.reason for draft in drafts if FOUR[0].id in draft.people)
    assert told.startswith("Pegelwerk bietet ein passendes Angebot zum Anliegen von Lollar.")
    assert "Starkregen" in told


def test_a_known_provider_is_heard_through_its_offerings(opened: Opened) -> None:
    people = seats(town("Lollar", LOLLAR, FLOOD), firm("Spekter GmbH", provider="Spekter GmbH"))
    (draft,) = proposed(opened, people).drafts
    assert draft.kind == "offering"
    assert "Spekter GmbH bietet „" in draft.reason


def test_a_municipality_that_has_done_it_helps_one_that_needs_it(opened: Opened) -> None:
    people = seats(
        town("Lollar", LOLLAR, "Der Verkehrslärm an der Autobahn nimmt zu."), town("Bad Hersfeld", "06632002")
    )
    (draft,) = proposed(opened, people).drafts
    assert draft.kind == "practice"
    assert draft.reason.startswith("Bad Hersfeld hat zum Anliegen von Lollar Erfahrung: „LärmLAB")


def test_published_needs_speak_for_who_wrote_nothing(opened: Opened) -> None:
    people = seats(town("Mossautal", "06437012"), firm("Pegelwerk", FLOOD_HELP))
    (draft,) = proposed(opened, people).drafts
    assert draft.people == (people[0].id, people[1].id)


def test_nobody_meets_the_own_delegation_or_whom_they_avoid(opened: Opened) -> None:
    people = seats(town("Lollar", LOLLAR, FLOOD), town("Stadt Lollar", LOLLAR, FLOOD), firm("Pegelwerk", FLOOD_HELP))
    ties = Ties({people[2].id: (Wish(people[0].id, "avoid"),)})
    assert couples(proposed(opened, people, ties), people) == {frozenset({"Stadt Lollar", "Pegelwerk"})}


def test_rules_say_who_may_meet_whom(opened: Opened) -> None:
    people = seats(town("Lollar", LOLLAR, FLOOD), town("Fulda", FULDA, FLOOD), firm("Pegelwerk", FLOOD_HELP))
    only = Rules(may_meet=frozenset({frozenset({"municipality", "provider"})}))
    assert frozenset({"Lollar", "Fulda"}) in couples(proposed(opened, people), people)
    assert frozenset({"Lollar", "Fulda"}) not in couples(proposed(opened, people, rules=only), people)


def test_at_a_theme_event_everybody_meets_those_who_present(opened: Opened) -> None:
    people = seats(
        town("Lollar", LOLLAR, FLOOD), town("Fulda", FULDA, FLOOD), firm("Pegelwerk", FLOOD_HELP, presents=True)
    )
    hall = gather(opened.service.view(), people, {})
    may = allowed(hall, arranged(format="theme"), Ties())
    assert may.tolist() == [[False, False, True], [False, False, True], [True, True, False]]


def test_a_wish_alone_is_reason_enough_and_is_named(opened: Opened) -> None:
    people = seats(town("Lollar", LOLLAR, FLOOD), firm("Lichtwerk", LIGHT_HELP))
    assert proposed(opened, people).drafts == ()
    ties = Ties({people[0].id: (Wish(people[1].id, "want", 1),)})
    (draft,) = proposed(opened, people, ties).drafts
    assert draft.origin == "wish"
    assert draft.reason.startswith("Gesprächswunsch von Lollar.")


@pytest.mark.parametrize("outcome", MET_BEFORE)
def test_who_met_last_time_comes_second(opened: Opened, outcome: str) -> None:
    people = seats(town("Lollar", LOLLAR, FLOOD), firm("Pegelwerk", FLOOD_HELP), firm("Flutwerk", FLOOD_HELP))
    met = {frozenset({people[0].entry.delegation, people[1].entry.delegation}): Met("Vorjahr", outcome)}
    before, after = scale(opened, people), scale(opened, people, Ties(met=met))
    assert after.worth[0, 1] == pytest.approx(MET_BEFORE[outcome] * before.worth[0, 1])
    assert couples(proposed(opened, people, Ties(met=met), rules=Rules(most=1)), people) == {
        frozenset({"Lollar", "Flutwerk"})
    }


def test_three_with_the_same_need_make_a_table(opened: Opened) -> None:
    people = seats(
        town("Lollar", LOLLAR, FLOOD), town("Fulda", FULDA, FLOOD), town("Kassel", KASSEL, FLOOD), firm("X", LIGHT_HELP)
    )
    (draft,) = proposed(opened, people, format="groups").drafts
    assert set(draft.people) == {one.id for one in people[:3]}
    assert draft.reason.startswith("Gleiches Anliegen: ")
    assert "Starkregen" in draft.reason


def test_who_is_left_hears_why(opened: Opened) -> None:
    people = seats(
        town("Lollar", LOLLAR, FLOOD),
        firm("Pegelwerk", FLOOD_HELP, most=1),
        town("Fulda", FULDA, FLOOD, absent=frozenset("1234")),
        firm("Stumm"),
        firm("Lichtwerk", LIGHT_HELP),
    )
    left = {one.registration: one.why for one in proposed(opened, people).left}
    assert "keiner Runde" in left[people[2].id]
    assert "weder Anliegen noch Angebot" in left[people[3].id]
    assert "Niemand" in left[people[4].id]


def test_what_was_rejected_or_is_kept_is_not_proposed(opened: Opened) -> None:
    attending = frozenset(one.id for one in FOUR)
    both = (FOUR[0].id, FOUR[2].id)
    pair = Pair("p", both, "offering", 1.0, "", "index", "accepted", locked=False)
    event = arranged(rules=Rules(goal="best"))
    measured = scale(opened, FOUR, rules=Rules(goal="best"))
    for standing in (Standing((pair,), (), attending), Standing((), (replace(pair, state="rejected"),), attending)):
        assert both not in [draft.people for draft in propose(measured, event, standing).drafts]


def test_capacity_counts_duties_and_absence(opened: Opened) -> None:
    people = seats(
        town("Lollar", LOLLAR, FLOOD, absent=frozenset({"1"}), duties=(Duty("2", "Vortrag"),), most=3),
        *(firm(f"Pegelwerk {number}", FLOOD_HELP) for number in range(5)),
    )
    drafts = proposed(opened, people, rules=Rules(goal="best", reserve=0)).drafts
    assert sum(people[0].id in draft.people for draft in drafts) == 2


def test_scores_are_symmetric(opened: Opened) -> None:
    worth = scale(opened, FOUR).worth
    assert np.allclose(worth, worth.T)
    assert not worth.diagonal().any()


def test_who_joins_later_is_measured_as_if_there_from_the_start(opened: Opened) -> None:
    view = opened.service.view()
    whole = gather(view, FOUR, {})
    later = joined(gather(view, FOUR[:2], {}), FOUR[2:], {})
    at_once, added = measure(whole), extended(later, measure(gather(view, FOUR[:2], {})))
    for kind in ("offering", "practice", "need"):
        assert np.allclose(added.fits[kind], at_once.fits[kind], atol=0.02)
        assert added.rows[kind].tolist() == at_once.rows[kind].tolist()
