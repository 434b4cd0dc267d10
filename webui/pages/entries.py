"""Pages of what the index knows: a record, a municipality, a provider; and the template for new records."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, render_template, send_file, url_for
from werkzeug.wrappers import Response

from indexer import template_xlsx
from matcher import RecordPage
from webui import letters, visitor
from webui.context import service
from webui.facts import amounts, at_a_glance, texts

pages = Blueprint("entries", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/eintrag/<id>")
def record(id: str) -> str:
    """One record with its source, its contact and how to correct it."""
    page, published = service().record(id), service().desk.needs.of_record(id)
    return render_template(
        "record.html",
        page=page,
        record=page.record,
        texts=texts(page.record),
        glance=at_a_glance(page),
        amounts=amounts(page.record),
        correction=correction(page),
        published=published,
        town=published.town if published and not published.named and visitor.level() != "public" else "",
    )


@pages.get("/kommune/<key>")
def municipality(key: str) -> str:
    """One municipality or district with its records and municipalities like it."""
    return render_template("municipality.html", page=service().municipality(key))


@pages.get("/anbieter/<path:name>")
def provider(name: str) -> str:
    """One provider with its offerings and the practices that name it."""
    return render_template("provider.html", page=service().provider(name))


@pages.get("/vorlage.xlsx")
def template() -> Response:
    """The table in which an office collects records; the reader of sources takes exactly this form."""
    return send_file(BytesIO(template_xlsx()), mimetype=XLSX, as_attachment=True, download_name="vorlage.xlsx")


def correction(page: RecordPage) -> str:
    """The mail that corrects a record."""
    address = url_for("entries.record", id=page.record.id, _external=True)
    return letters.correction(service().settings.office, page.record, address)
