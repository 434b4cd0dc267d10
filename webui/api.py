"""The JSON API: the same questions as the pages ask, for programs. It reads only and keeps nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify, request, url_for
from pydantic import BaseModel, ValidationError

import matcher
from indexer import InputError, NotFound
from webui import api_models as models
from webui.context import service
from webui.openapi import description

pages = Blueprint("api", __name__, url_prefix="/api/v1")

Asked = TypeVar("Asked", bound=models.Model)
SAYS = {
    "missing": "fehlt",
    "extra_forbidden": "ist unbekannt",
    "string_too_short": "ist zu kurz",
    "string_too_long": "ist zu lang",
    "string_pattern_mismatch": "hat nicht die verlangte Form",
    "literal_error": "ist keiner der möglichen Werte",
}
STEPS = ("funding", "advice", "events", "procurement")
WRONG = "hat den falschen Typ oder einen unmöglichen Wert"


@pages.post("/match")
def match() -> Response:
    """Match a challenge; 415: no JSON, 400: broken JSON, 422: a value does not fit, 404: unknown key."""
    asked = read(models.Challenge, request.get_json())
    if asked.ags is not None and service().place(asked.ags) is None:
        raise NotFound("ags: Diesen Schlüssel kennt das Gemeindeverzeichnis nicht.", "Bitte prüfen Sie ihn.")
    return sent(answer_of(service().match(asked.text, asked.ags)))


@pages.get("/search")
def search() -> Response:
    """Search the records; 422 if a parameter does not fit."""
    asked = read(models.Question, request.args.to_dict())
    chosen: dict[str, tuple[str, ...]] = {"art": (asked.kind,)} if asked.kind else {}
    return sent(found_of(service().search(matcher.Wanted(q=asked.q, chosen=chosen, page=asked.page))))


@pages.get("/openapi.json")
def openapi() -> Response:
    """The description of this API (OpenAPI 3.1)."""
    return jsonify(description(service().settings.site))


def read(model: type[Asked], given: object) -> Asked:
    """Check what came in; raises InputError that names the first value that does not fit."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "Anfrage"
        raise InputError(f"{name}: Die Angabe {SAYS.get(first['type'], WRONG)}.") from error


def sent(answer: BaseModel) -> Response:
    """An answer as JSON."""
    return Response(answer.model_dump_json(), mimetype="application/json")


def answer_of(found: matcher.Match) -> models.Match:
    """The matcher's answer in the shape of the API."""
    return models.Match(
        understood=understood(found.understood),
        emptiness=found.emptiness,
        peers=[peer(hit) for hit in found.peers],
        practices=[models.Practice(id=r.id, title=r.title, level=r.level, score=r.score) for r in found.practices],
        providers=[provider(hit) for hit in found.providers],
        same_need=[same_need(hit) for hit in found.same_need],
        next_steps=next_steps(found.next_steps),
        instead=instead(found.instead),
    )


def instead(found: matcher.Instead) -> models.Instead:
    """The rungs below the direct hits."""
    return models.Instead(
        topics=[
            models.Related(topic=models.Topic(id=topic.id, label=topic.label), records=count)
            for topic, count in found.topics
        ],
        nearest=found.nearest.id if found.nearest else None,
        kilometres=round(found.kilometres) if found.kilometres is not None else None,
    )


def understood(said: matcher.Understood) -> models.Understood:
    """What was understood, with what the text states outright."""
    return models.Understood(
        topics=[models.Topic(id=topic.id, label=topic.label) for topic in said.topics],
        words=list(said.words),
        missing=list(said.missing),
        way=said.way,
        places=[models.Named(key=key, name=name) for key, name in said.places],
        providers=list(said.providers),
        budget_eur=said.budget_eur,
        sizes=list(said.sizes),
        deadline=said.deadline,
        empty=said.empty,
    )


def next_steps(steps: matcher.NextSteps) -> models.NextSteps:
    """How it goes on."""
    groups = {name: [step(each) for each in getattr(steps, name)] for name in STEPS}
    return models.NextSteps(note=steps.note, **groups)


def step(each: matcher.Step) -> models.Step:
    """One step with its facts and sources."""
    return models.Step(
        id=each.id,
        name=each.name,
        says=each.says,
        facts=[models.Fact(term=term, text=text) for term, text in each.facts],
        sources=list(each.sources),
        as_of=each.as_of,
        stale=each.stale,
        in_force=each.in_force,
        municipal=each.municipal,
    )


def peer(hit: matcher.Hit) -> models.Peer:
    """A municipality with all records that speak for it."""
    return models.Peer(ags=hit.key, name=hit.name, evidence=list(hit.evidence), **said_of(hit))


def provider(hit: matcher.Hit) -> models.Provider:
    """A provider with its offering."""
    return models.Provider(id=hit.id, title=hit.title, provider=hit.name, **said_of(hit))


def same_need(hit: matcher.Hit) -> models.SameNeed:
    """A municipality with its need."""
    return models.SameNeed(id=hit.id, title=hit.title, ags=hit.key, name=hit.name, **said_of(hit))


def said_of(hit: matcher.Hit) -> dict[str, Any]:
    """What every hit of the three lists says."""
    return {
        "level": hit.level,
        "score": hit.score,
        "reason": hit.reason,
        "difference": hit.difference,
        "contact": models.Contact(kind=hit.contact.kind, address=hit.contact.address or relay_of(hit.id)),
    }


def relay_of(record_id: str) -> str:
    """The page on which a first message is written to people whose mailbox is not told."""
    return url_for("relay.write", id=record_id, _external=True)


def found_of(answer: matcher.SearchAnswer) -> models.Found:
    """A page of a search in the shape of the API."""
    return models.Found(
        total=answer.total,
        page=answer.page,
        hits=[
            models.Hit(id=hit.record.id, kind=hit.record.kind, title=hit.record.title, snippet=plain(hit.snippet))
            for hit in answer.hits
        ],
        facets={
            facet.name: [models.FacetValue(value=v.value, label=v.label, count=v.count) for v in facet.values]
            for facet in answer.facets
        },
    )


def plain(snippet: matcher.Snippet) -> str:
    """A snippet without its marks."""
    return "".join(text for text, _ in snippet.parts)
