"""Topics as the office writes them, and as the index knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer import EventRefused

if TYPE_CHECKING:
    from matcher import Service


def topics_named(service: Service, text: str) -> tuple[str, ...]:
    """The topics that a list of words means; raises EventRefused for a word that no topic bears."""
    concepts = service.view().holdings.reading.thesaurus.concepts
    names = {
        name.casefold(): concept.id for concept in reversed(concepts.values()) for name in (*concept.alt, concept.label)
    }
    words = [word.strip() for word in text.split(",") if word.strip()]
    if unknown := next((word for word in words if word.casefold() not in names), None):
        raise EventRefused(f"Das Thema „{unknown}“ kennen wir nicht.", "Die Suche nennt bekannte Themen.")
    return tuple(dict.fromkeys(names[word.casefold()] for word in words))


def labels_of(service: Service, topics: tuple[str, ...]) -> str:
    """Topics in words."""
    concepts = service.view().holdings.reading.thesaurus.concepts
    return ", ".join(concepts[topic].label for topic in topics if topic in concepts)
