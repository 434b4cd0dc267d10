from indexer import Thesaurus
from matcher.asking import missing, read_questions, shipped_questions, size_question
from matcher.stated import Stated, stated

SAID = Stated("do", 10_000, ("400 Laternen",), "Ende 2027")


def test_every_question_belongs_to_a_topic_or_a_field(thesaurus: Thesaurus) -> None:
    questions = read_questions()
    assert set(questions.topics) <= set(thesaurus.concepts)
    assert set(questions.fields) == {concept.field for concept in thesaurus.concepts.values()}


def test_every_question_is_one_sentence() -> None:
    questions = read_questions()
    for question in (questions.general, *questions.topics.values(), *questions.fields.values()):
        assert question.endswith("?")
        assert question.count("?") == 1


def test_the_size_is_asked_in_the_words_of_the_topic(thesaurus: Thesaurus) -> None:
    def ask(*topics: str) -> str:
        return size_question(topics, thesaurus.concepts, shipped_questions())

    assert ask("strassenbeleuchtung") == "Wie viele Leuchten sind es ungefähr?"
    assert ask("handyparken") == "Wie viele Stellplätze oder Straßen sind es ungefähr?"
    assert ask("telemedizin") == "Wie viele Menschen oder Praxen betrifft es ungefähr?"
    assert ask() == "Um wie viele Stellen, Geräte oder Fälle geht es ungefähr?"


def test_what_was_said_is_not_asked(thesaurus: Thesaurus) -> None:
    assert missing(20, ("strassenbeleuchtung",), SAID, thesaurus.concepts) == ()


def test_an_empty_text_is_asked_for_its_task_first(thesaurus: Thesaurus) -> None:
    questions = missing(0, (), stated(""), thesaurus.concepts)
    assert questions[0].startswith("Um welche Aufgabe geht es?")
    assert len(questions) == 4
