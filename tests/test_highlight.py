import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language.analyzer import Analyzer, Token
from matcher.answers import Snippet
from matcher.highlight import CLIPPED, SNIPPET_LETTERS, best_snippet, marked


def plain(snippet: Snippet) -> str:
    return "".join(text for text, _ in snippet.parts)


def found(snippet: Snippet) -> list[str]:
    return [text for text, hit in snippet.parts if hit]


def words(text: str) -> list[Token]:
    """Tokens of a text made of words and single blanks."""
    tokens, place = [], 0
    for word in text.split(" "):
        if word:
            tokens.append(Token(word, place, place + len(word), (word.lower(),)))
        place += len(word) + 1
    return tokens


@given(st.text("ab <&'", max_size=60), st.frozensets(st.sampled_from(["a", "b", "ab", "<"])))
def test_marking_never_changes_the_text(text: str, wanted: frozenset[str]) -> None:
    assert plain(marked(text, words(text), wanted)) == text


@given(st.lists(st.sampled_from(["Bach", "Haus", "Regen", "und"]), max_size=200), st.sampled_from(["regen", "bach"]))
def test_a_snippet_is_short_and_shows_a_hit_if_there_is_one(parts: list[str], wanted: str) -> None:
    text = " ".join(parts)
    snippet = best_snippet(text, words(text), frozenset({wanted}))
    assert len(plain(snippet)) <= SNIPPET_LETTERS + 2 * len(CLIPPED)
    assert bool(found(snippet)) == (wanted.capitalize() in parts)


def test_the_densest_stretch_is_shown() -> None:
    text = "Regen. " + "Die Kommune hat viel zu tun. " * 15 + "Starker Regen füllt den Bach. " + "Ende gut. " * 30
    snippet = best_snippet(text, words(text.replace(".", " ")), frozenset({"regen", "bach"}))
    assert found(snippet) == ["Regen", "Bach"]
    assert plain(snippet).startswith("… Starker")


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("Die Straßenbeleuchtung wird gedimmt.", "Beleuchtung", ["Straßenbeleuchtung"]),
        ("Laternen im Ort", "Laterne", ["Laternen"]),
        ("Nichts davon", "Kita", []),
    ],
)
def test_german_words_are_found_as_the_index_finds_them(
    analyzer: Analyzer, text: str, query: str, marks: list[str]
) -> None:
    wanted = frozenset(term for token in analyzer.analyze(query, query=True) for term in token.terms)
    assert found(marked(text, analyzer.analyze(text), wanted)) == marks
