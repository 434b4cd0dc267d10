"""The pages, one module for each errand of a visitor; this door names their blueprints."""

from flask import Blueprint

from webui.pages import (
    about,
    accesses,
    account,
    ask,
    challenge,
    desk_entries,
    desk_needs,
    desk_post,
    desk_tasks,
    entries,
    health,
    joint,
    lists,
    office,
    operation,
    own,
    publish,
    relay,
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
    publish.pages,
    relay.pages,
    ask.pages,
    joint.pages,
    office.pages,
    desk_needs.pages,
    desk_tasks.pages,
    desk_post.pages,
    desk_entries.pages,
    accesses.pages,
    operation.pages,
)
