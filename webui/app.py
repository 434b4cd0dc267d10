"""The application: pages, API, static files and their protection around one service."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Flask

from webui import api, assets, compression, context, door, errors, facts, limits, security, wording
from webui.accounts import Doorkeeper, secret_of
from webui.pages import ALL

if TYPE_CHECKING:
    from matcher import Service

WORDS_REMEMBERED = 4_096  # joints of long words in titles; the same titles come again and again


def create_app(service: Service) -> Flask:
    """Make the web application around a service; the service stays the caller's to close."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = limits.BODY_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it, its base class does not
    context.attach(app, service)
    _furnish(app, service)
    for pages in (*ALL, api.pages):
        app.register_blueprint(pages)
    app.after_request(compression.pack)
    security.protect(app)
    secret = secret_of(service.settings.data)
    door.hang(app, service.settings, Doorkeeper(service.database, secret), secret)
    errors.register(app)
    return app


def _furnish(app: Flask, service: Service) -> None:
    """Give the templates their filters, the names from the settings and the addresses of static files."""
    soften = wording.softener(lru_cache(WORDS_REMEMBERED)(service.joints))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        soft=soften,
        marked=lambda snippet: wording.marked(snippet, soften),
        number=wording.number,
        euro=wording.euro,
        day=wording.day,
        moment=wording.moment,
        host=wording.host,
        count=wording.count,
        decimal=wording.decimal,
        further=wording.further,
        companions=wording.companions,
        rank=wording.level_rank,
    )
    app.jinja_env.globals.update(
        site=service.settings.site,
        office=service.settings.office,
        kinds=wording.KINDS,
        many=wording.MANY,
        checked=facts.checked,
        unchecked=facts.UNCHECKED,
        values_shown=limits.FACET_VALUES_SHOWN,
    )
    assets.serve(app, service.settings.site)
