"""Leaves out what no page can use: rules of Bootstrap whose classes stand in no template. Most of a first visit."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r"[\w-]+")
BANNER = re.compile(r"/\*!.*?\*/", re.DOTALL)  # the licence asks for it
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BETWEEN_SELECTORS = re.compile(r",(?![^()]*\))")
EXCEPTION = re.compile(r":not\([^()]*\)")  # what a selector leaves out need not be there
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
NESTED = ("@media", "@supports")
KEYFRAMES = "@keyframes"


def words(sources: Iterator[str]) -> frozenset[str]:
    """Every word of templates and scripts; a class is one of them, whatever else is."""
    return frozenset(word for source in sources for word in WORD.findall(source))


def pruned(css: str, used: frozenset[str]) -> str:
    """The rules that can match a page made of these words, in their order, and the banner with the licence."""
    banner = "".join(BANNER.findall(css))
    kept = _kept(COMMENT.sub("", css), used)
    return banner + "".join(rule for rule in kept if not _idle(rule, kept))


def _kept(css: str, used: frozenset[str]) -> list[str]:
    return [rule for head, body in _blocks(css) if (rule := _rule(head, body, used))]


def _rule(head: str, body: str, used: frozenset[str]) -> str:
    if head.startswith(NESTED):
        inner = "".join(_kept(body, used))
        return f"{head}{{{inner}}}" if inner else ""
    if head.startswith("@"):
        return f"{head}{{{body}}}"
    selectors = [each for each in BETWEEN_SELECTORS.split(head) if used.issuperset(_classes(each))]
    return f"{','.join(selectors)}{{{body}}}" if selectors else ""


def _classes(selector: str) -> list[str]:
    return CLASS.findall(EXCEPTION.sub("", selector))


def _idle(rule: str, kept: list[str]) -> bool:
    """Whether this is an animation that nothing starts."""
    if not rule.startswith(KEYFRAMES):
        return False
    name = rule[len(KEYFRAMES) : rule.index("{")].strip()
    return not any(name in other for other in kept if not other.startswith(KEYFRAMES))


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each block as head and body; statements without a block (@charset) say nothing that a header does not say."""
    depth, start, opened = 0, 0, 0
    for at, sign in enumerate(css):
        if sign == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : at]
                start = at + 1
        elif sign == ";" and depth == 0:
            start = at + 1
