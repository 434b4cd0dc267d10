"""What a run says it did."""

from __future__ import annotations

from indexer import Report, state_sentence
from indexer.report import SourceReport
from indexer.stored import Changes, Entry

NEW, CHANGED, GONE = Entry("p1", "Pegel"), Entry("p2", "Licht"), Entry("p3", "Bad")
CHANGES = (Changes("feed", (NEW,), (CHANGED,), (GONE,)), Changes("other"))


def report(*sources: SourceReport, complaints: tuple[str, ...] = ()) -> Report:
    return Report("anker-1", sources, {"practice": 2}, complaints, 1.5).with_changes(CHANGES)


def test_a_terminal_hears_counts_and_titles() -> None:
    lines = report(SourceReport("feed", read=2, rejected=1)).lines()
    assert lines == [
        "feed: 2 gelesen, 1 neu, 1 geändert, 1 entfallen, 1 abgewiesen",
        "  + Pegel",
        "  ~ Licht",
        "  − Bad",
    ]


def test_many_titles_are_counted_only() -> None:
    many = tuple(Entry(f"p{number}", "Titel") for number in range(21))
    lines = Report("i", (SourceReport("feed", read=21),), {}, (), 1).with_changes([Changes("feed", many)]).lines()
    assert lines == ["feed: 21 gelesen, 21 neu, 0 geändert, 0 entfallen, 0 abgewiesen"]


def test_a_source_that_was_not_taken_says_why() -> None:
    (line,) = report(SourceReport("down", problem="Antwortet nicht.", reached=False)).lines()
    assert line == "down: nicht übernommen, alte Daten gelten weiter. Antwortet nicht."


def test_a_source_that_ended_says_how_many_went() -> None:
    assert report(SourceReport("feed", ended=True)).lines()[0] == "feed: keine Quelle mehr, 1 entfallen"


def test_what_was_forced_is_said() -> None:
    assert report(complaints=("Bedarfe: nur noch 1 von 5.",)).lines() == [
        "Trotzdem freigegeben: Bedarfe: nur noch 1 von 5."
    ]


def test_the_pages_hear_one_sentence() -> None:
    whole = report(SourceReport("feed"), SourceReport("other")).to_json()
    assert state_sentence(whole) == "1 neu, 1 geändert, 1 entfallen"


def test_the_sentence_tells_a_source_that_is_away_from_one_that_was_held_back() -> None:
    away, held = SourceReport("a", problem="x", reached=False), SourceReport("b", problem="y")
    assert state_sentence(report(away).to_json()).endswith("1 Quelle nicht erreichbar – alte Daten gezeigt")
    assert state_sentence(report(held, held).to_json()).endswith("2 Quellen nicht übernommen – alte Daten gezeigt")


def test_a_run_that_died_after_its_swap_does_not_claim_to_know_what_changed() -> None:
    assert "vor seinem Bericht" in state_sentence(report(SourceReport("feed")).interrupted())
