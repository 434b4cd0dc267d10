"""Static files: compressed once, kept for a year, small."""

from __future__ import annotations

import gzip
from pathlib import Path

from flask import Flask

from indexer import Site
from webui import assets

SMALL = 22_000  # bytes of a first visit without its page, gzipped


def served(site: Site | None = None) -> Flask:
    app = Flask("assets", static_folder=None)
    assets.serve(app, site or Site())
    return app


def addresses(app: Flask, *names: str) -> list[str]:
    with app.test_request_context():
        return [app.jinja_env.globals["asset"](name) for name in names]  # type: ignore[operator]  # a global of ours


def test_a_first_visit_is_small() -> None:
    held = assets.load(Site())
    assert sum(len(found.packed or found.content) for found in held.values()) < SMALL


def test_what_is_sent_packed_unpacks_to_what_is_sent_plain() -> None:
    app = served()
    (address,) = addresses(app, "theme.css")
    plain = app.test_client().get(address)
    packed = app.test_client().get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert plain.headers["Vary"] == "Accept-Encoding"


def test_an_address_with_its_version_is_kept_for_a_year_an_old_one_is_not() -> None:
    app = served()
    (address,) = addresses(app, "app.js")
    assert "immutable" in app.test_client().get(address).headers["Cache-Control"]
    old = app.test_client().get("/static/0000000000/app.js")
    assert old.status_code == 200
    assert "immutable" not in old.headers["Cache-Control"]


def test_a_kept_file_is_not_sent_again() -> None:
    app = served()
    (address,) = addresses(app, "bootstrap.css")
    tag = app.test_client().get(address).headers["ETag"]
    assert app.test_client().get(address, headers={"If-None-Match": tag}).status_code == 304


def test_only_named_files_are_served() -> None:
    for name in ("nothing.css", "../app.py", "%2e%2e%2fapp.py"):
        assert served().test_client().get(f"/static/0/{name}").status_code == 404


def test_the_accent_of_the_settings_reaches_look_and_icon() -> None:
    held = assets.load(Site(accent="#7a1f5c"))
    assert b"#7a1f5c" in held["theme.css"].content
    assert b"#7a1f5c" in held["icon.svg"].content


def test_a_logo_is_served_with_its_type(tmp_path: Path) -> None:
    logo = tmp_path / "wappen.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    app = served(Site(logo=logo))
    (address,) = addresses(app, "logo.svg")
    assert app.test_client().get(address).mimetype == "image/svg+xml"


def test_minifying_keeps_every_rule() -> None:
    css = "/* why */\na > b { color: red; }\n@media (min-width: 1em) {\n  a { margin: 0 auto }\n}\n"
    assert assets.minified(css) == "a > b{color: red}@media (min-width: 1em){a{margin: 0 auto}}"


def test_no_part_of_the_theme_names_a_foreign_address() -> None:
    assert b"http" not in assets.theme("#00546e")
