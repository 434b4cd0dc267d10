import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.stated import stated


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("Wir haben 50.000 Euro.", 50_000),
        ("Im Haushalt stehen 1,5 Mio. € bereit", 1_500_000),
        ("etwa 80 Tsd. Euro", 80_000),
        ("20000€", 20_000),
        ("erst 5.000 €, später 30.000 €", 30_000),
        ("400 Laternen", None),
        ("im Jahr 2027", None),
    ],
)
def test_money_is_read_in_every_common_spelling(text: str, euros: int | None) -> None:
    assert stated(text).budget_eur == euros


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Es geht um 400 Laternen.", ("400 Laternen",)),
        ("Wir haben 1.200 alte Wasserzähler in drei Ortsteilen", ("1.200 alte Wasserzähler", "drei Ortsteilen")),
        ("Wir sind 8.000 Einwohner", ()),
        ("seit 10 Jahren und um 12 Uhr mit 50 Prozent", ()),
        ("Im Jahr 2024 Haushalt", ()),
        ("am 12. März kommen 40 Kinder", ("40 Kinder",)),
        ("für 50.000 Euro", ()),
    ],
)
def test_sizes_are_counted_things(text: str, sizes: tuple[str, ...]) -> None:
    assert stated(text).sizes == sizes


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Das muss bis Ende 2027 stehen.", "Ende 2027"),
        ("bis zum 31.12.2026 fertig", "31.12.2026"),
        ("spätestens im Mai", None),
        ("bis März 2027", "März 2027"),
        ("bis zum 1. März", "1. März"),
        ("bis 2030 klimaneutral", "2030"),
        ("bis 2000 Euro", None),
        ("bis Jahresende", "Jahresende"),
        ("vor dem nächsten Winter", "nächsten Winter"),
        ("von früh bis spät", None),
    ],
)
def test_a_deadline_is_what_follows_a_word_of_limit(text: str, deadline: str | None) -> None:
    assert stated(text).deadline == deadline


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Wir möchten eine Software beschaffen.", "buy"),
        ("Welche Anbieter gibt es?", "buy"),
        ("Wir wollen das gemeinsam mit den Nachbarn angehen", "join"),
        ("Können wir das selbst bauen?", "do"),
        ("Wer hat Erfahrung mit Pegeln?", "do"),
        ("Gemeinsam ausschreiben", "join"),
        ("Der Bach läuft über.", None),
        ("Das ist selbstverständlich", None),
    ],
)
def test_what_somebody_wants_is_heard(text: str, way: str | None) -> None:
    assert stated(text).way == way


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    stated(text)
