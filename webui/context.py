"""What a page needs from the application that is serving it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Flask, current_app

from webui import visitor

if TYPE_CHECKING:
    from matcher import Service

KEY = "anker"


def attach(app: Flask, service: Service) -> None:
    """Give the application the one object that answers its questions."""
    app.extensions[KEY] = service


def service() -> Service:
    """The service, answering what the sender of this request may see: the one place where a session becomes a level."""
    return cast("Service", current_app.extensions[KEY]).seen_by(visitor.level())
