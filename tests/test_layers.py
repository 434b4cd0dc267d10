"""The house: webui → matcher → indexer, never upward; packages meet at front doors; each library has one home."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("indexer", "matcher", "webui")

MAY_USE = {"indexer": set(), "matcher": {"indexer"}, "webui": {"indexer", "matcher"}}

HOMES = {
    "spacy": "indexer/language",
    "simplemma": "indexer/language",
    "Stemmer": "indexer/language",
    "spacy_lookups_data": "indexer/language",
    "opensearchpy": "indexer/engines/opensearch",
    "tantivy": "indexer/engines/embedded",
    "rapidfuzz": ("indexer/places/names", "indexer/duplicates", "matcher/spelling"),
    "apscheduler": "indexer/timetable",
    "openpyxl": "indexer/sources",
    "xlsxwriter": "indexer/sources",
    "alembic": ("indexer/database", "indexer/migrations"),
    "sqlalchemy": ("indexer", "matcher", "webui/accounts"),
    "argon2": "webui/accounts",
    "urllib3": ("indexer/meaning", "indexer/sources"),
    "flask": "webui",
    "flask_wtf": "webui",
    "wtforms": "webui",
    "flask_bootstrap": "webui",
    "gunicorn": "webui",
    "click": "webui",
    "pysat": "matcher/events",
    "typst": "webui/printing",
    "icalendar": "webui/calendars",
    "rich": ("webui/commands", "webui/progress"),
}
"""Where a library may be imported; what is not named here is refused, so that each new one gets a place."""

ANYWHERE = {"numpy", "pydantic", "pydantic_core", "pydantic_settings", "markupsafe", "werkzeug", "jinja2"}
"""Values and types that several rooms share; the last three come with Flask."""

FILES = {
    file.relative_to(ROOT).with_suffix("").as_posix(): file
    for package in PACKAGES
    for file in sorted((ROOT / package).rglob("*.py"))
}


def imported(file: Path) -> set[str]:
    """Every module that a file imports, wherever in the file it does."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def exported(package: str) -> set[str]:
    """The names that a front door gives out; some are called like the room they come from."""
    tree = ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))
    lists = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "__all__"]
    return {f"{package}.{name}" for value in lists for name in ast.literal_eval(value)}


def own(file: Path) -> set[str]:
    return {name for name in imported(file) if name.split(".")[0] in PACKAGES}


@pytest.mark.parametrize("room", FILES)
def test_a_package_uses_only_what_stands_below_it(room: str) -> None:
    package = room.split("/", maxsplit=1)[0]
    assert {name.split(".")[0] for name in own(FILES[room])} <= {package} | MAY_USE[package]


@pytest.mark.parametrize("room", FILES)
def test_other_packages_are_entered_by_the_front_door(room: str) -> None:
    package = room.split("/", maxsplit=1)[0]
    foreign = {name for name in own(FILES[room]) if name.split(".")[0] != package}
    inner = {name for name in foreign if Path(ROOT, *name.split(".")).with_suffix(".py").exists()}
    assert inner - {name for other in PACKAGES for name in exported(other)} == set()


def test_no_module_imports_in_a_circle() -> None:
    graph = {
        room: {target for name in own(file) if (target := module_file(name, room))} for room, file in FILES.items()
    }
    settled: set[str] = set()
    while ready := {room for room, needs in graph.items() if room not in settled and needs <= settled}:
        settled |= ready
    assert sorted(set(graph) - settled) == []


def module_file(name: str, room: str) -> str | None:
    """The file behind an imported name; a front door counts only from outside its package."""
    path = name.replace(".", "/")
    if path in FILES:
        return path if path != room else None
    door = f"{path}/__init__"
    return door if door in FILES and not room.startswith(f"{path}/") else None


@pytest.mark.parametrize("room", FILES)
def test_each_library_stays_in_its_home(room: str) -> None:
    for name in (
        {name.split(".")[0] for name in imported(FILES[room])} - set(PACKAGES) - ANYWHERE - set(sys.stdlib_module_names)
    ):
        homes = HOMES.get(name, ())
        assert room.startswith(homes), f"{name} has no home in {room}"


@pytest.mark.parametrize("room", FILES)
def test_no_file_grows_past_250_lines(room: str) -> None:
    assert len(FILES[room].read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("room", FILES)
def test_no_function_takes_more_than_five_parameters(room: str) -> None:
    text = FILES[room].read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and "PLR0913" not in text.splitlines()[node.lineno - 1]
        ):
            arguments = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            assert len([name for name in arguments if name not in ("self", "cls")]) <= 5, node.name


def test_errors_stand_in_one_tree() -> None:
    """Every exception class of ours descends from AnkerError."""
    for room, file in FILES.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                getattr(base, "id", "").endswith(("Error", "Exception")) for base in node.bases
            ):
                assert room == "indexer/errors", f"{node.name} stands in {room}"
