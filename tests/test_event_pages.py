"""Pages of an event that are no step of its story: personal data, the question of the day after, what it tells."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import Reading
from matcher import Events, Invitation
from matcher.events.errands import Step
from tests.desk_site import pages
from tests.fair import Fair, held
from tests.people import signed_in, token_of

LONG = 30.0


@pytest.fixture
def office(tmp_path: Path, reading: Reading) -> Iterator[tuple[FlaskClient, Events]]:
    with pages(tmp_path, reading) as (app, shop):
        yield signed_in(app, "geschaeftsstelle"), shop.service.events


def press(client: FlaskClient, path: str, **data: object) -> str:
    """What stands on the page after a button was pressed."""
    answer = client.post(path, data={"csrf_token": token_of(client), **data}, follow_redirects=True)
    return f"{answer.status_code} {answer.text}"


def moved(fair: Fair, days: int) -> None:
    """Let the event be so many days ahead."""
    found = fair.events.calendar.get(fair.id)
    day = date.today() + timedelta(days=days)
    fair.events.calendar.change(fair.id, found.revision, replace(found.arrangement, day=day))


def test_personal_data_are_removed_on_a_page_that_keeps_the_record(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair = held(events)
    assert "12 Personen" in client.get("/buero/veranstaltungen/personendaten").text
    page = press(client, f"/buero/veranstaltungen/personendaten/{fair.id}/entfernen")
    assert page.startswith("200")
    assert "von der Geschäftsstelle entfernt" in page
    assert "Zu keiner Veranstaltung sind Personen gespeichert." in page
    assert events.people.persons(fair.id) == {}


def test_the_question_goes_out_by_hand_too_but_never_before_the_event(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair = held(events)
    after = f"/buero/veranstaltungen/{fair.id}/danach"
    moved(fair, 0)
    fair.publish()
    moved(fair, 1)
    assert "Jetzt fragen" not in client.get(after).text
    assert press(client, f"{after}/fragen").startswith("422")
    assert events.questions.round(fair.id).asked == 0
    moved(fair, 0)
    assert "Jetzt fragen" in client.get(after).text
    assert "Die Fragen liegen im Postausgang." in press(client, f"{after}/fragen")
    assert events.questions.round(fair.id).asked == 6


def test_what_came_of_the_meetings_stands_in_the_report_and_in_a_file(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair = held(events)
    fair.publish()
    token = events.links.give(fair.seat("Lollar").id)
    meeting, _ = events.afterwards.to_answer(token)[0]
    events.afterwards.say(token, meeting.id, "agreed")
    after = f"/buero/veranstaltungen/{fair.id}/danach"
    assert "Lollar: Wir arbeiten daran weiter." in client.get(after).text
    told = client.get(f"{after}/ergebnisse.csv").data.decode("utf-8-sig")
    assert "Lollar: Wir arbeiten daran weiter." in told
    assert client.get(f"{after}/ergebnisse.xlsx").status_code == 200


def test_work_beside_the_requests_is_seen_again_after_a_reload(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair, go = held(events), threading.Event()

    def work(step: Step) -> str:
        step("Die Texte der Teilnehmenden werden gelesen.", 64, 350)
        go.wait(LONG)
        return "Fertig."

    events.errands.start(fair.id, "pair", work)
    path = f"/buero/veranstaltungen/{fair.id}/paare"
    for _ in range(2):
        page = client.get(path).text
        assert f'data-follow="{path}"' in page
        assert "64 von 350" in page
    again = press(client, f"{path}/vorschlagen")
    assert "64 von 350" in again
    go.set()
    events.errands.wait(fair.id, "pair", LONG)
    assert "data-follow" not in client.get(path).text


def test_before_somebody_goes_the_page_says_whom_it_hits(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair = held(events)
    fair.publish()
    gone = fair.seat("Pegelwerk")
    met = {name for people in fair.meetings().values() if "Pegelwerk" in people for name in people} - {"Pegelwerk"}
    person = f"/buero/veranstaltungen/{fair.id}/teilnehmende/{gone.id}"
    for word in ("absagen", "entfernen"):
        page = press(client, f"{person}/{word}", seen=gone.revision)
        told = page[page.index("Wer davon erfahren muss") :]
        assert all(f"digital@{name.lower()}.example" in told for name in met)
        assert "digital@pegelwerk.example" not in told
        assert fair.seat("Pegelwerk").attends
    page = press(client, f"{person}/absagen", seen=gone.revision, sure=1)
    assert "Im veröffentlichten Plan steht noch Pegelwerk, kommt aber nicht mehr." in page
    assert not fair.seat("Pegelwerk").attends
    fair.publish()
    assert events.versions.leaving(fair.id) == ()


def test_who_has_no_meeting_goes_at_once(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair = held(events)
    gone = fair.seat("Pegelwerk")
    page = press(client, f"/buero/veranstaltungen/{fair.id}/teilnehmende/{gone.id}/absagen", seen=gone.revision)
    assert "Als abgesagt vermerkt." in page


def test_the_invitation_list_is_a_file_without_what_was_struck_out(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair = held(events)
    for name in ("Feuerwehrverband", "Wasserverband"):
        events.invitations.add(fair.id, Invitation(name, "needs it", "Hat angerufen."))
    gone = next(one for one in events.invitations.all(fair.id) if one.invitation.name == "Wasserverband")
    events.invitations.decide(fair.id, [gone.id], "dropped")
    path = f"/buero/veranstaltungen/{fair.id}/einladung/einladungsliste"
    told = client.get(f"{path}.csv").data.decode("utf-8-sig")
    assert "Feuerwehrverband" in told
    assert "Wasserverband" not in told
    assert client.get(f"{path}.xlsx").status_code == 200
    assert client.get(f"{path}.pdf").status_code == 404


def test_the_overview_names_the_towns_that_a_town_meets(office: tuple[FlaskClient, Events]) -> None:
    client, events = office
    fair = held(events)
    both = {fair.seat("Lollar").id, fair.seat("Kassel").id}
    assert both in [set(pair.people) for pair in events.pairs.all(fair.id)]
    page = client.get(f"/buero/veranstaltungen/{fair.id}/paare/uebersicht").text
    row = page[page.index('<th scope="row">Lollar</th>') :].split("</tr>")[0]
    assert '<td class="reason">Kassel</td>' in row
