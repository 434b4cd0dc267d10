"""From a written name to a key, to a question, or to nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.places.municipality import Municipality
from indexer.places.names import Names, Resolution
from indexer.places.register import Register
from tests.bench import names as bench

REGISTER = Register.shipped()
NAMES = Names(REGISTER)


def called(key: str | None) -> str | None:
    """The name under a key, so that the tests can be read."""
    place = REGISTER.municipality(key or "") or REGISTER.district(key or "")
    return place.name if place else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fulda", "Fulda"),
        ("  fulda ", "Fulda"),
        ("GIESSEN", "Gießen"),
        ("Ruesselsheim am Main", "Rüsselsheim am Main"),
        ("Magistrat der Stadt Bad Hersfeld", "Bad Hersfeld"),
        ("Gemeindevorstand der Gemeinde Jesberg", "Jesberg"),
        ("Brüder-Grimm-Stadt Hanau", "Hanau"),
        ("Kreisstadt Homberg (Efze)", "Homberg (Efze)"),
        ("Marktflecken Weilmünster", "Weilmünster"),
        ("Landeshauptstadt Wiesbaden, Amt für Statistik", "Wiesbaden"),
        ("Amt für Stadtgrün der Stadt Kassel", "Kassel"),
        ("Freie und Hansestadt Hamburg", "Hamburg"),
        ("Bad Homburg v. d. H.", "Bad Homburg v. d. Höhe"),
        ("Bad Homburg vor der Höhe", "Bad Homburg v. d. Höhe"),
        ("Limburg an der Lahn", "Limburg a. d. Lahn"),
        ("Hofheim a. T.", "Hofheim am Taunus"),
        ("Neumarkt in der Oberpfalz", "Neumarkt i.d.OPf."),
        ("Frankfurt/Main", "Frankfurt am Main"),
        ("Frankfurt (Oder)", "Frankfurt (Oder)"),
        ("Neu Isenburg", "Neu-Isenburg"),
        ("Sankt Ingbert", "St. Ingbert"),
        ("Cottbus", "Cottbus/Chóśebuz"),
        ("Budyšin", "Bautzen / Budyšin"),
        ("Bezirksamt Altona", "Hamburg"),
        ("KölnBäder GmbH", "Köln"),
        ("muenchen.de", "München"),
        ("Karlsruher Verkehrsverbund", "Karlsruhe"),
        ("Darmstädter Stadtentwicklung", "Darmstadt"),
        ("Kulturamt Erlangen", "Erlangen"),
        ("Stadtwerke Haiger GmbH", "Haiger"),
        ("Bromskirchen", "Allendorf (Eder)"),
        ("06635005", "Allendorf (Eder)"),
        ("06633", "Landkreis Kassel"),
    ],
)
def test_a_name_in_any_dress_is_its_municipality(text: str, name: str) -> None:
    assert called(NAMES.resolve(text).key) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Landkreis Fulda", "Landkreis Fulda"),
        ("Fulda (Landkreis)", "Landkreis Fulda"),
        ("Lkr. Fulda", "Landkreis Fulda"),
        ("Kreisverwaltung des Landkreises Kassel", "Landkreis Kassel"),
        ("Landkreis Offenbach", "Kreis Offenbach"),
        ("Kreis Bergstraße", "Kreis Bergstraße"),
        ("Main-Kinzig", "Main-Kinzig-Kreis"),
        ("des Main-Kinzig-Kreises", "Main-Kinzig-Kreis"),
        ("Smartes im Hochtaunuskreis", "Hochtaunuskreis"),
    ],
)
def test_a_district_is_a_district(text: str, name: str) -> None:
    assert called(NAMES.resolve(text).key) == name


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("Homberg", {"Homberg (Efze)", "Homberg (Ohm)"}),
        ("Gemünden", {"Gemünden (Wohra)", "Gemünden (Felda)"}),
        ("Offenbach", {"Offenbach am Main", "Kreis Offenbach"}),
        ("Frankfurt", {"Frankfurt am Main", "Frankfurt (Oder)"}),
        ("Rotenburg", {"Rotenburg a. d. Fulda", "Rotenburg (Wümme)"}),
        ("Projekt Rotenburg im Wandel", {"Rotenburg a. d. Fulda", "Rotenburg (Wümme)"}),
        ("Kassel und Fulda", {"Kassel", "Fulda"}),
    ],
)
def test_where_two_remain_it_is_asked(text: str, among: set[str]) -> None:
    resolution = NAMES.resolve(text)
    assert resolution.key is None
    assert among <= {called(key) for key in resolution.choices}


def test_the_two_hombergs_are_asked_about_within_hessen_too() -> None:
    assert NAMES.resolve("Homberg", "Hessen") == Resolution(None, ("06634009", "06535009"))


@pytest.mark.parametrize(
    ("text", "land", "name"),
    [
        ("Neustadt", "Hessen", "Neustadt (Hessen)"),
        ("Münster", "Hessen", "Münster (Hessen)"),
        ("Lichtenfels", "Hessen", "Lichtenfels"),
        ("Lorch", "Hessen", "Lorch"),
        ("Leipzig", "Hessen", "Leipzig"),  # a name that the Land does not have is found elsewhere
    ],
)
def test_the_land_decides_between_places_of_one_name(text: str, land: str, name: str) -> None:
    assert called(NAMES.resolve(text, land).key) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("35315 Homberg", "Homberg (Ohm)"),
        ("Homberg (Schwalm-Eder-Kreis)", "Homberg (Efze)"),
        ("Homberg, Vogelsbergkreis", "Homberg (Ohm)"),
        ("Stadt Weimar", "Weimar"),
        ("Stadt Offenbach", "Offenbach am Main"),
        ("Stadt Brandenburg", "Brandenburg an der Havel"),
        ("Kerpen", "Kerpen"),
    ],
)
def test_what_stands_beside_the_name_decides(text: str, name: str) -> None:
    assert called(NAMES.resolve(text).key) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "!?",
        "Kommunen in Hessen",
        "Kleine Kommunen in Hessen",
        "Kommunen in Nord- und Osthessen",
        "Kommunen im Landkreis Fulda",
        "Hessen",
        "Land Hessen",
        "Brandenburg",
        "Verbandsgemeinde Pellenz",
        "Landkreis Marburg",
        "Behörde für Stadtentwicklung und Umwelt",
        "Landesbetrieb Straßen, Brücken und Gewässer",
        "Hochwasser traf die Stadt ohne Frühwarnung",
        "Frankfurter Straße 12",
        "Wahlen",
        "Schule",
        "LAGeSo",
        "Museum an der Fulda",
    ],
)
def test_what_names_no_place_gives_nothing(text: str) -> None:
    assert NAMES.resolve(text) == Resolution()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wießbaden", "Wiesbaden"),
        ("Mahrburg", "Marburg"),
        ("Oberramstadt", "Ober-Ramstadt"),
        ("Stadt Düseldorf, Umweltamt", "Düsseldorf"),
        ("Open-Data-Team der Düseldorf GmbH", "Düsseldorf"),
    ],
)
def test_a_slip_is_forgiven(text: str, name: str) -> None:
    assert called(NAMES.resolve(text).key) == name


def test_a_slip_between_two_names_is_asked_about() -> None:
    names = {called(key) for key in NAMES.resolve("Hombrg", "Hessen").choices}
    assert names == {"Homberg (Efze)", "Homberg (Ohm)"}


@settings(deadline=None)
@given(st.sampled_from(REGISTER.counted))
def test_every_official_name_with_its_land_is_itself_or_a_choice(m: Municipality) -> None:
    for text in (m.name, f"{m.kind} {m.name}", m.name.upper()):
        resolution = NAMES.resolve(text, m.land)
        assert m.ags in (resolution.key, *resolution.choices), text


def test_every_municipality_of_hessen_is_sure_by_its_official_name() -> None:
    hessen = [m for m in REGISTER.counted if m.land == "Hessen"]
    assert [m.name for m in hessen if NAMES.resolve(m.name, "Hessen").key != m.ags] == []


def test_every_district_is_sure_by_its_name() -> None:
    districts = [d for d in REGISTER.districts if not d.independent]
    assert [d.name for d in districts if NAMES.resolve(d.name, d.land).key != d.key] == []


@settings(deadline=None)
@given(st.one_of(st.text(), st.text("aäßn .-/(),KkreisStadt", max_size=60)), st.one_of(st.none(), st.text()))
def test_no_text_raises(text: str, land: str | None) -> None:
    resolution = NAMES.resolve(text, land)
    assert resolution.key is None or not resolution.choices
    NAMES.suggest(text)


def test_suggestions_begin_with_hessen_and_then_with_the_bigger() -> None:
    names = [place.name for place in NAMES.suggest("hom")]
    assert names[:3] == ["Bad Homburg v. d. Höhe", "Homberg (Efze)", "Homberg (Ohm)"]
    assert [place.land for place in NAMES.suggest("homb", limit=4)] == ["Hessen"] * 3 + ["Saarland"]


def test_suggestions_take_any_spelling_and_any_word() -> None:
    assert NAMES.suggest("gross-ger")[0].name == "Groß-Gerau"
    assert NAMES.suggest("Efze")[0].name == "Homberg (Efze)"
    assert NAMES.suggest("landkreis k")[0].name == "Landkreis Kassel"


def test_suggestions_keep_to_their_number_and_need_a_letter() -> None:
    assert len(NAMES.suggest("bad", limit=3)) == 3
    assert NAMES.suggest(" - ") == ()


BENCH_ROWS = """string,kommune,ags
Stadt Fulda,Fulda,06631009
Homberg,Homberg,06634009
Kassel,Fulda,06631009
Verein,,
"""


def test_the_bench_counts_three_shares_that_sum_to_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "names.csv"
    path.write_text(BENCH_ROWS, encoding="utf-8")
    assert bench.main([str(path), "--json", "--rows"]) == 0
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert [figures[name] for name in bench.VERDICTS] == [0.5, 0.25, 0.25]
    assert figures["ms_median"] > 0
