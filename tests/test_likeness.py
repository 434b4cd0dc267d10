from hypothesis import given
from hypothesis import strategies as st

from indexer import Register
from matcher.likeness import Place, alike, compared, kilometres, likeness, number, place_of, same_size

SORTS = ("Gemeinde", "Stadt", "kreisfreie Stadt", "Landkreis")
places = st.builds(
    Place,
    key=st.sampled_from(["06437003", "09162000", "06631"]),
    name=st.just("Ort"),
    sort=st.sampled_from(SORTS),
    inhabitants=st.integers(0, 4_000_000),
    area_km2=st.floats(0, 5_000),
    lat=st.none() | st.floats(47, 55),
    lon=st.none() | st.floats(6, 15),
)


@given(places, places)
def test_likeness_is_symmetric_and_between_zero_and_one(one: Place, other: Place) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert abs(likeness(one, other) - likeness(other, one)) < 1e-12


@given(places)
def test_nobody_is_more_like_a_place_than_itself(one: Place) -> None:
    assert likeness(one, one) >= likeness(one, Place("01001000", "Stadt", one.sort, 90_000, 50.0, 54.8, 9.4))


def test_a_small_town_is_more_like_its_small_neighbour_than_like_the_city(register: Register) -> None:
    me, neighbour, city = (place_of(key, register) for key in ("06437003", "06437007", "06412000"))
    assert me
    assert neighbour
    assert city
    assert likeness(me, neighbour) > likeness(me, city) + 0.3


def test_municipalities_like_us_are_of_our_size_and_not_ourselves(register: Register) -> None:
    brensbach = register.municipality("06437003")
    assert brensbach
    found = alike(brensbach, register, 6)
    assert len(found) == 6
    assert all(same_size(place(brensbach.ags, register), place(town.ags, register)) for town, _ in found)
    assert brensbach not in [town for town, _ in found]


def place(key: str, register: Register) -> Place:
    found = place_of(key, register)
    assert found
    return found


def test_a_district_is_the_sum_of_its_members(register: Register) -> None:
    fulda = place("06631", register)
    assert fulda.sort == "Landkreis"
    assert fulda.inhabitants == sum(town.inhabitants for town in register.members("06631"))


def test_a_key_of_nothing_is_no_place(register: Register) -> None:
    assert place_of("99999999", register) is None


def test_distance_is_that_of_the_map(register: Register) -> None:
    apart = kilometres(place("06411000", register), place("06611000", register))
    assert apart
    assert 160 < apart < 180  # Darmstadt to Kassel


def test_likeness_is_explained_in_numbers() -> None:
    one = Place("06437003", "A", "Gemeinde", 5_000, 30, 50.0, 9.0)
    other = Place("06437007", "B", "Gemeinde", 8_100, 60, None, None)
    assert compared(one, other) == "8.100 Einwohner, 135 je km²"


def test_numbers_are_written_as_german_writes_them() -> None:
    assert number(1_234_567) == "1.234.567"
