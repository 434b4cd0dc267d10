"""Who may open which page. The policy stands at each route; a route without one is closed to everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

from webui.accounts import ROLES, Role

View = TypeVar("View", bound=Callable[..., Any])
MARK = "policy"


@dataclass(frozen=True)
class Policy:
    """Who may come in: everybody, or signed-in people of these roles."""

    public: bool = False
    roles: frozenset[Role] = frozenset()

    def admits(self, role: Role | None) -> bool:
        """Whether somebody with this role (None: nobody is signed in) may come in."""
        return self.public or role in self.roles


PUBLIC = Policy(public=True)
CLOSED = Policy()

OPEN_PAGES = frozenset(
    {
        "static",
        "start.start",
        "start.submit",
        "challenge.hits",
        "challenge.edit",
        "challenge.change",
        "challenge.delete",
        "challenge.deleted",
        "search.search",
        "entries.record",
        "entries.municipality",
        "entries.provider",
        "entries.template",
        "lists.places",
        "lists.words",
        "about.ranking",
        "about.imprint",
        "about.privacy",
        "about.accessibility",
        "about.barrier",
        "health.live",
        "health.ready",
        "api.match",
        "api.search",
        "api.openapi",
    }
)
"""What anybody may use: searching and matching need no account. Each endpoint is named, so that a new page in one of
these blueprints is closed until somebody has decided about it."""


def public(view: View) -> View:
    """Declare a view open to everybody."""
    setattr(view, MARK, PUBLIC)
    return view


def allowed(*roles: Role) -> Callable[[View], View]:
    """Declare a view open to signed-in people of these roles."""

    def declare(view: View) -> View:
        setattr(view, MARK, Policy(roles=frozenset(roles)))
        return view

    return declare


signed_in = allowed(*ROLES)
"""Declare a view open to whoever is signed in."""


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """What was declared for an endpoint, or None if nobody has decided."""
    if endpoint in OPEN_PAGES:
        return PUBLIC
    declared = getattr(app.view_functions[endpoint], MARK, None)
    return declared if isinstance(declared, Policy) else None
