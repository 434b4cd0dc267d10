import pytest

from indexer import Filter
from matcher import PAGE, Service, Wanted
from matcher.search import found_ids


def everything(service: Service, wanted: Wanted) -> list[str]:
    """The ids of all pages, in order."""
    first = service.search(wanted)
    pages = [service.search(Wanted(wanted.q, wanted.chosen, page)) for page in range(1, first.pages + 1)]
    return [hit.record.id for page in pages for hit in page.hits]


@pytest.mark.parametrize("wanted", [Wanted(), Wanted("Sensorik"), Wanted("Daten", {"art": ("practice",)})])
def test_paging_shows_every_hit_once(service: Service, wanted: Wanted) -> None:
    ids = everything(service, wanted)
    assert len(ids) == len(set(ids)) == service.search(wanted).total


def test_all_records_are_there_without_a_word(service: Service) -> None:
    assert service.search(Wanted()).total == 264


def test_all_words_must_stand_in_a_hit_when_some_record_has_them_all(service: Service) -> None:
    both = service.search(Wanted("LoRaWAN Wasserzähler"))
    assert both.total
    assert not both.loosened
    assert both.total <= min(service.search(Wanted(word)).total for word in ("LoRaWAN", "Wasserzähler"))


def test_when_no_record_has_them_all_some_words_do_and_the_answer_says_so(service: Service) -> None:
    answer = service.search(Wanted("Hundesteuer Starkregen"))
    assert answer.loosened
    assert answer.total


def test_a_place_or_provider_is_found_by_name(service: Service) -> None:
    assert "Büdingen" in service.search(Wanted("Büdingen")).hits[0].who
    assert service.search(Wanted("Spekter")).hits[0].record.provider == "Spekter GmbH"


def test_ticks_narrow_and_leave_the_other_values_of_their_facet_to_choose(service: Service) -> None:
    plain, ticked = service.search(Wanted("Sensorik")), service.search(Wanted("Sensorik", {"art": ("offering",)}))
    kinds = {value.value: value.count for facet in ticked.facets if facet.name == "art" for value in facet.values}
    assert ticked.total == kinds["offering"] < plain.total
    assert sum(kinds.values()) == plain.total


def test_several_values_of_one_facet_widen(service: Service) -> None:
    one = service.search(Wanted("", {"art": ("offering",)})).total
    assert service.search(Wanted("", {"art": ("offering", "need")})).total == one + 32


def test_unknown_facets_and_values_are_no_fault(service: Service) -> None:
    assert service.search(Wanted("", {"farbe": ("blau",)})).total == 264
    assert service.search(Wanted("", {"land": ("Atlantis",)})).total == 0


def test_a_page_past_the_end_is_empty(service: Service) -> None:
    answer = service.search(Wanted("Sensorik", page=99))
    assert answer.hits == ()
    assert answer.total


def test_found_words_are_marked_in_title_or_passage(service: Service) -> None:
    for hit in service.search(Wanted("Straßenbeleuchtung")).hits:
        assert any(marked for _, marked in (*hit.title.parts, *hit.snippet.parts))


def test_a_better_spelling_is_offered_only_for_words_that_no_record_has(service: Service) -> None:
    assert service.search(Wanted("Strassenbeleuchtnug")).meant == "Straßenbeleuchtung"
    assert service.search(Wanted("Sensorik")).meant is None
    assert service.search(Wanted("xqzwvkj")).meant is None


@pytest.mark.parametrize(
    "text", ["🙂", "und der die", '"(((', "a" * 3_000, "\u202eabc", "title:x AND (", "\ud800", "   "]
)
def test_no_text_breaks_a_search(service: Service, text: str) -> None:
    assert service.search(Wanted(text)).total >= 0


def test_an_index_can_be_asked_before_its_records_stand(service: Service) -> None:
    view = service.view()
    assert found_ids(view, Wanted("Sensorik"))[:PAGE] == [
        hit.record.id for hit in service.search(Wanted("Sensorik")).hits
    ]


def test_what_a_caller_may_not_see_is_in_no_answer(service: Service) -> None:
    assert service.view().scope == (Filter("visibility", ("public",)),)
    assert "office" in service.view("office").scope[0].values


def test_meaning_finds_related_records_when_words_find_few(meaningful) -> None:
    answer = meaningful.service.search(Wanted("Unkrautvernichtung"))
    assert answer.total < 5
    assert answer.related or answer.total == 0
    assert not {hit.record.id for hit in answer.hits} & {hit.record.id for hit in answer.related}
