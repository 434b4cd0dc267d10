"""What each answer promises to the browser, and which writing requests are believed."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
READING = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})  # none: the person typed the address or pressed reload


def from_own_pages(asked: Request) -> bool:
    """Whether a writing request comes from our own pages.

    Browsers tell by Sec-Fetch-Site, older ones by Origin; where both are missing no browser is involved, so nobody
    can be tricked (https://words.filippo.io/csrf/). No token and no cookie is needed.
    """
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OWN_SITE
    origin = asked.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == asked.host


def refuse_foreign_writes() -> None:
    """Answer 403 to a form that another site sent here."""
    if request.method not in READING and not from_own_pages(request):
        abort(403)


def add_headers(response: Response) -> Response:
    """Put the promises on an answer; a stricter one that is there stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def protect(app: Flask) -> None:
    """Check every request and mark every answer of the application."""
    app.before_request(refuse_foreign_writes)
    app.after_request(add_headers)
