"""The page of the operation: runs, sources, engine, database, backup. It shows no personal data."""

from __future__ import annotations

from flask import Blueprint, render_template

from webui.context import service
from webui.operation import operation
from webui.policy import allowed

pages = Blueprint("operation", __name__, url_prefix="/betrieb")


@pages.get("")
@allowed("betrieb")
def start() -> str:
    """How Anker is doing, what is wrong first."""
    return render_template("operation.html", operation=operation(service()))
