"""No text, however odd, breaks a match or the page that shows it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Service

FULDA_TOWN = "06631012"
ODD = {
    "nothing": "",
    "only blanks": " \t\n" * 30,
    "only stop words": "und oder aber nicht die der das",
    "emoji": "🚒🅿️👩‍👩‍👧‍👦" * 400,
    "ten thousand letters": "x" * 10_000,
    "ten thousand different words": " ".join(f"wort{n}" for n in range(1_400)),
    "one endless compound": "Donaudampfschifffahrtsgesellschaftskapitän" * 200,
    "right to left": "مرحبا بالعالم שלום עולם \u202eLaternen\u202c\u2066x\u2069",
    "query syntax": '+title:(Laternen OR *) AND NOT [1 TO 2]~3 "offen {a} \\ /regex/ ^4 && || !',
    "markup": "<script>alert(1)</script><b>Laternen</b> &amp; {{ 7 * 7 }} {% raw %}",
    "SQL": "'; DROP TABLE records; -- Laternen",
    "control characters": "Laternen\x00\x01\x1b[31m\x7f Straßenlicht\u0000",
    "lone surrogates": "Laternen \ud800 und \udfff leuchten",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
    "full width and ligatures": "Ｌａｔｅｒｎｅｎ ﬁnden ß ẞ ſ",
    "numbers": "1 22 333 4.444 55.555,55 € 2024 000",
}
IN_A_FORM = [name for name in ODD if name not in ("nothing", "only blanks", "lone surrogates", "control characters")]
"""What a form takes: the others it turns away, or no browser can send."""


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_get_an_answer(service: Service, name: str) -> None:
    found = service.match(ODD[name], FULDA_TOWN)
    assert all(hit.reason and hit.score == hit.score for hit in (*found.peers, *found.providers, *found.same_need))


@settings(max_examples=25)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_no_characters_break_a_match(service: Service, text: str) -> None:
    service.match(text)


@settings(max_examples=25)
@given(
    st.lists(
        st.sampled_from(["Laternen", "AND", "OR", "NOT", "(", ")", '"', "*", "~2", ":", "\\", "wie in Hanau", "."])
    )
)
def test_no_order_of_words_and_signs_breaks_a_match(service: Service, words: list[str]) -> None:
    service.match(" ".join(words), FULDA_TOWN)


@pytest.mark.parametrize("name", IN_A_FORM)
def test_the_page_of_an_odd_text_stands(client: FlaskClient, service: Service, name: str) -> None:
    id = service.keep_challenge(ODD[name][:4_000], FULDA_TOWN)
    for view in ("", "/anbieter", "/bedarf"):
        page = client.get(f"/anliegen/{id}{view}")
        assert page.status_code == 200
        assert "<script>alert" not in page.get_data(as_text=True)


@settings(max_examples=10)
@given(st.text(min_size=1, max_size=200))
def test_no_text_that_can_be_kept_breaks_its_page(app: Flask, service: Service, text: str) -> None:
    assert app.test_client().get(f"/anliegen/{service.keep_challenge(text, None)}").status_code == 200
