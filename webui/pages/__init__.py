"""The pages, one module for each errand of a visitor; this door names their blueprints."""

from flask import Blueprint

from webui.pages import about, challenge, entries, health, lists, search, start

ALL: tuple[Blueprint, ...] = (
    start.pages,
    challenge.pages,
    search.pages,
    entries.pages,
    lists.pages,
    about.pages,
    health.pages,
)
