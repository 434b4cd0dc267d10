import re

import pytest
from flask import Flask

from matcher import Match, Service
from matcher.emptiness import TOPICS

BEYERBACH = "06534010"
BURIAL = "Wir suchen eine Friedhofssoftware mit Grabkataster für Urnenwahlgräber und Ruhefristen."
PLAY = "Die Spielapparatesteuer wird vor Gericht angefochten."


@pytest.fixture(scope="module")
def burial(service: Service) -> Match:
    return service.match(BURIAL, BEYERBACH)


def test_what_is_answered_needs_no_ladder(service: Service) -> None:
    found = service.match("Bei uns brennen die Laternen die ganze Nacht. Wer dimmt die Straßenbeleuchtung?")
    assert found.emptiness == "hits"
    assert found.instead.topics == ()
    assert found.instead.nearest is None


@pytest.mark.parametrize("text", [BURIAL, PLAY])
def test_what_is_not_answered_leads_on(service: Service, text: str) -> None:
    found = service.match(text, BEYERBACH)
    assert found.emptiness != "hits"
    assert found.instead.nearest == found.peers[0]
    assert (found.instead.kilometres or 0) > 0


def test_related_topics_have_the_records_they_promise(service: Service, burial: Match) -> None:
    view = service.view()
    assert 0 < len(burial.instead.topics) <= TOPICS
    for topic, count in burial.instead.topics:
        held = [row for row in range(view.snapshot.size) if topic.id in view.snapshot.values("topic", row)]
        assert len(held) == count > 0


def test_nobody_is_told_of_records_that_he_may_not_see(service: Service, burial: Match) -> None:
    office = service.seen_by("office").match(BURIAL, BEYERBACH).instead.topics
    assert dict(office).keys() >= dict(burial.instead.topics).keys() or len(office) == TOPICS
    assert all(dict(office)[topic] >= count for topic, count in burial.instead.topics if topic in dict(office))


def test_an_empty_text_leads_nowhere(service: Service) -> None:
    assert service.match("").instead.nearest is None


def test_the_page_shows_every_rung(app: Flask, service: Service, burial: Match) -> None:
    id = service.keep_challenge(BURIAL, BEYERBACH)
    page = app.test_client().get(f"/anliegen/{id}").get_data(as_text=True)
    block = page[page.index("alert-warn") : page.index("kümmert sich bis")]
    topic, count = burial.instead.topics[0]
    assert f'href="/suche?thema={topic.id}"' in block
    assert f"({count})" in block
    assert burial.instead.nearest is not None
    assert f'href="/eintrag/{burial.instead.nearest.id}"' in block
    assert re.search(r"\d+ km entfernt", block)
    assert page.index("Am nächsten kommt") < page.index("kümmert sich bis")


def test_the_interface_tells_the_rungs_too(app: Flask, burial: Match) -> None:
    answer = app.test_client().post("/api/v1/match", json={"text": BURIAL, "ags": BEYERBACH}).get_json()
    assert answer["instead"]["nearest"] == (burial.instead.nearest and burial.instead.nearest.id)
    assert [each["records"] for each in answer["instead"]["topics"]] == [count for _, count in burial.instead.topics]
