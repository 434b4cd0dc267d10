"""Which of the places that a mention may name are meant: the rules that leave two where two remain."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from indexer.places.designations import FITS, Designation, is_street
from indexer.places.gazetteer import DISTRICT_KEY, Form, Naming
from indexer.places.mentions import Mention, Plainness, Reading
from indexer.places.register import Register

# Between commas a name stands more by itself than inside a longer text, where it must be well known.
KNOWN_INHABITANTS, WELL_KNOWN_INHABITANTS = 5_000, 20_000
LEAST_INHABITANTS = {
    Plainness.IN_PASSING: WELL_KNOWN_INHABITANTS,
    Plainness.OWN_PART: KNOWN_INHABITANTS,
    Plainness.DESIGNATED: KNOWN_INHABITANTS,  # only where all is written small
}
# A place of a tenth of the inhabitants is not meant by a bare name in passing.
MUCH_SMALLER = 10
CITY_INHABITANTS = 100_000
IN_ADDRESSES = frozenset("@./-_")  # "muenchen.de", "offenedaten-koeln": the only places where a name is written small


class Candidates:
    """Chooses among the forms of a mention, knowing kinds, sizes and Länder from the register."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._by_ags = {m.ags: m for m in register.municipalities}

    def of(self, mention: Mention, reading: Reading, land: str | None) -> tuple[str, ...]:
        """The keys that a mention may mean; none if it does not count as naming a place."""
        counted = [form for form in mention.forms if self._counts(form, mention, reading)]
        forms = self._with_equals(counted, mention.forms)
        forms = self._of_kind(_without_lands(forms, mention.designation), mention.designation)
        forms = _prefer(forms, lambda form: self._land(form.key) == land) if land else forms
        forms = _prefer(forms, lambda form: form.naming is not Naming.FORMER)
        forms = self._by_postal_code(forms, reading)
        return self._ordered({form.key for form in self._full_names_first(forms)})

    def of_misspelt(self, keys: Iterable[str], land: str | None) -> tuple[str, ...]:
        """The keys that a name with a slip in it may mean: those of the Land, else all if one is known well enough."""
        keys = set(keys)
        if here := {key for key in keys if self._land(key) == land}:
            return self._ordered(here)
        known = any(self._inhabitants(key) >= KNOWN_INHABITANTS for key in keys)
        return self._ordered(keys) if known else ()

    def cities(self) -> frozenset[str]:
        """The keys of the large cities."""
        return frozenset(m.ags for m in self._register.municipalities if m.inhabitants >= CITY_INHABITANTS)

    def _counts(self, form: Form, mention: Mention, reading: Reading) -> bool:
        """Whether the text speaks of a place here, and not of bridges ("Brücken") or of the food ("Essen")."""
        if form.naming is Naming.ADJECTIVE:
            return mention.end < len(reading.words) and not is_street(reading.words[mention.end].text)
        if form.naming is Naming.BOROUGH:
            return mention.designation is Designation.BOROUGH or len(form.words) > 1
        if form.naming in (Naming.AUTHORITY, Naming.LAND) or mention.plainness is Plainness.ALONE:
            return True
        if mention.plainness is not Plainness.DESIGNATED and (
            form.naming is Naming.FORMER or reading.qualifies(mention)
        ):
            return False
        if len(form.key) == DISTRICT_KEY:
            return form.naming is Naming.FULL or mention.designation is Designation.DISTRICT
        if mention.plainness is Plainness.DESIGNATED and _written_as_name(mention, reading):
            return True
        known = self._inhabitants(form.key) >= LEAST_INHABITANTS[mention.plainness]
        return known and (_written_as_name(mention, reading) or reading.text.islower())

    def _with_equals(self, counted: list[Form], forms: Iterable[Form]) -> list[Form]:
        """Beside a form that counts, those of the same name that are not much smaller: Rotenburg twice."""
        largest = max((self._inhabitants(form.key) for form in counted), default=0)
        equals = (form for form in forms if form.naming <= Naming.SHORT and form not in counted)
        return counted + [form for form in equals if 0 < largest <= MUCH_SMALLER * self._inhabitants(form.key)]

    def _of_kind(self, forms: list[Form], designation: Designation | None) -> list[Form]:
        """What "Landkreis" or "Stadt" before the name leaves: only districts, or rather towns."""
        if designation is Designation.DISTRICT:
            return [form for form in forms if len(form.key) == DISTRICT_KEY]
        if designation is Designation.BOROUGH:
            return _prefer(forms, lambda form: form.naming is Naming.BOROUGH)
        towns = [form for form in forms if len(form.key) > DISTRICT_KEY]
        fits = FITS.get(designation) if designation else None
        if fits is None:
            return forms
        return _prefer(towns, lambda form: fits(self._by_ags[form.key]))

    def _full_names_first(self, forms: list[Form]) -> list[Form]:
        """A town that officially bears the bare name beats villages with an addition: "Münster" and "Münster (Hessen)".

        An independent town beats other towns too. A village that bears the bare name decides nothing: it is asked
        which "Homberg" is meant.
        Districts are meant only where no municipality bears the whole name.
        """
        full = [form for form in forms if form.naming is Naming.FULL]
        if not full:
            return forms
        short = [form for form in forms if form.naming is not Naming.FULL and len(form.key) > DISTRICT_KEY]
        return full if len(full) == 1 and self._outranks(full[0].key, short) else full + short

    def _outranks(self, key: str, forms: list[Form]) -> bool:
        place = self._by_ags.get(key)
        others = [form for form in forms if form.key != key]
        if place is None or not place.is_town:
            return not others
        return place.independent or not any(self._by_ags[form.key].is_town for form in others)

    def _by_postal_code(self, forms: list[Form], reading: Reading) -> list[Form]:
        numbers = {word.text for word in reading.words if word.text.isdigit()}
        return _prefer(forms, lambda form: self._postal_code(form.key) in numbers) if numbers else forms

    def _ordered(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Bigger places first, so that a question begins with the likelier answer."""
        return tuple(sorted(keys, key=lambda key: (-self._inhabitants(key), key)))

    def _inhabitants(self, key: str) -> int:
        return self._by_ags[key].inhabitants if key in self._by_ags else 0

    def _postal_code(self, key: str) -> str:
        return self._by_ags[key].postal_code if key in self._by_ags else ""

    def _land(self, key: str) -> str:
        place = self._by_ags.get(key) or self._register.district(key)
        return place.land if place else ""


def _prefer(forms: list[Form], wanted: Callable[[Form], bool]) -> list[Form]:
    """The forms that are wanted where there are some, else all."""
    return [form for form in forms if wanted(form)] or forms


def _without_lands(forms: list[Form], designation: Designation | None) -> list[Form]:
    """ "Brandenburg" is the Land; "Stadt Brandenburg" is the town."""
    if designation is not Designation.TOWN and any(form.naming is Naming.LAND for form in forms):
        return []
    return [form for form in forms if form.naming is not Naming.LAND]


def _written_as_name(mention: Mention, reading: Reading) -> bool:
    first, last = reading.words[mention.start], reading.words[mention.end - 1]
    if first.raw.istitle() or first.raw.isupper():  # not the "LAGe" of an abbreviation
        return True
    around = reading.text[max(first.start - 1, 0) : first.start] + reading.text[last.end : last.end + 1]
    return not IN_ADDRESSES.isdisjoint(around)
