"""The pages, one module for each errand of a visitor; this door names their blueprints."""

from flask import Blueprint

from webui.pages import (
    about,
    accesses,
    account,
    challenge,
    entries,
    health,
    lists,
    office,
    operation,
    own,
    search,
    start,
)

ALL: tuple[Blueprint, ...] = (
    start.pages,
    challenge.pages,
    search.pages,
    entries.pages,
    lists.pages,
    about.pages,
    health.pages,
    account.pages,
    own.pages,
    office.pages,
    accesses.pages,
    operation.pages,
)
