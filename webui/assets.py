"""Static files, read and compressed once at start; a version in each address lets browsers keep them for a year."""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from flask import Flask, abort, request, url_for
from werkzeug.wrappers import Response

from indexer import Site
from webui.colors import stylesheet
from webui.pruning import pruned, words

FOLDER = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
BOOTSTRAP = ("static", "bootstrap5", "css", "bootstrap.min.css")  # inside the package Bootstrap-Flask
FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=3600"  # an address with an old version: its content has moved on
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
         ".png": "image/png"}  # fmt: skip
COMPRESSED = frozenset({".css", ".js", ".svg"})


@dataclass(frozen=True)
class Asset:
    """One file as it goes out: plain bytes, the same gzipped (None where it saves nothing), type and version."""

    content: bytes
    packed: bytes | None
    type: str
    version: str


def asset(name: str, content: bytes) -> Asset:
    """Make an asset ready to be sent; the version is a hash of its content."""
    suffix = Path(name).suffix
    packed = gzip.compress(content, 9, mtime=0) if suffix in COMPRESSED else None
    return Asset(content, packed, TYPES[suffix], hashlib.sha256(content).hexdigest()[:10])


def minified(css: str) -> str:
    """CSS without comments and line breaks; strings in our own files hold neither."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).replace(";}", "}").strip()


def theme(accent: str) -> bytes:
    """Our own look in one file: its parts in the order of their names, then the accent."""
    parts = [part.read_text(encoding="utf-8") for part in sorted((FOLDER / "theme").glob("*.css"))]
    return (minified("\n".join(parts)) + stylesheet(accent)).encode()


def bootstrap() -> bytes:
    """What our pages can use of the Bootstrap that Bootstrap-Flask brings."""
    css = files("flask_bootstrap").joinpath(*BOOTSTRAP).read_text(encoding="utf-8")
    sources = (*TEMPLATES.rglob("*.html"), FOLDER / "app.js")
    return pruned(css, words(source.read_text(encoding="utf-8") for source in sources)).encode()


def load(site: Site) -> dict[str, Asset]:
    """Every file the pages ask for, by name; the logo of the settings under "logo" with its own ending."""
    contents = {
        "bootstrap.css": bootstrap(),
        "theme.css": theme(site.accent),
        "app.js": (FOLDER / "app.js").read_bytes(),
        "icon.svg": (FOLDER / "icon.svg").read_bytes().replace(b"#00546e", site.accent.encode()),
    }
    for name in ("events.css", "events.js"):
        content = (FOLDER / name).read_text(encoding="utf-8")
        contents[name] = (minified(content) if name.endswith(".css") else content).encode()
    if site.logo is not None:
        contents["logo" + site.logo.suffix] = site.logo.read_bytes()
    return {name: asset(name, content) for name, content in contents.items()}


def answer(found: Asset, version: str) -> Response:
    """Send an asset, packed where the browser takes it."""
    pack = found.packed is not None and request.accept_encodings["gzip"] > 0
    response = Response(found.packed if pack else found.content, content_type=found.type)
    response.headers["Cache-Control"] = FOREVER if version == found.version else SHORTLY
    if found.packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if pack:
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(found.version + ("-gzip" if pack else ""))
    return response.make_conditional(request)


def serve(app: Flask, site: Site) -> None:
    """Serve the assets under /static/<version>/<name> and give templates `asset(name)` for their addresses."""
    held = load(site)

    def static_file(version: str, name: str) -> Response:
        if name not in held:
            abort(404)
        return answer(held[name], version)

    def address(name: str) -> str:
        return url_for("static", version=held[name].version, name=name)

    app.add_url_rule("/static/<version>/<name>", endpoint="static", view_func=static_file)
    app.jinja_env.globals.update(asset=address, logo=next((name for name in held if name.startswith("logo")), None))
