"""Rules that no page can use are left out, all others stay as they are and in their order."""

from __future__ import annotations

import re

from webui import assets
from webui.pruning import pruned, words

USED = words(iter(['<p class="lead badge">', "list.className = 'open'"]))


def test_rules_without_classes_stay() -> None:
    css = ":root{--a:1}*,::after{margin:0}a[href]:not(.x){color:red}"
    assert pruned(css, USED) == css


def test_a_rule_stays_for_those_of_its_selectors_that_can_match() -> None:
    assert pruned(".lead,.toast,.lead>.toast{a:b}.toast{c:d}", USED) == ".lead{a:b}"


def test_an_exception_need_not_be_there() -> None:
    assert pruned(".badge:not(.toast,.modal),.modal .badge{a:b}", USED) == ".badge:not(.toast,.modal){a:b}"


def test_a_query_without_rules_goes() -> None:
    assert pruned("@media print{.toast{a:b}}@media print{.toast{a:b}.open{c:d}}", USED) == "@media print{.open{c:d}}"


def test_an_animation_goes_with_what_starts_it() -> None:
    css = "@keyframes spin{to{a:b}}.toast{animation:spin}@keyframes grow{to{a:b}}.open{animation:grow}"
    assert pruned(css, USED) == "@keyframes grow{to{a:b}}.open{animation:grow}"


def test_the_licence_stays_and_the_source_map_goes() -> None:
    assert pruned('@charset "UTF-8";/*! MIT */.open{a:b}/*# sourceMappingURL=x */', USED) == "/*! MIT */.open{a:b}"


def test_what_is_left_of_bootstrap_still_holds_what_the_pages_stand_on() -> None:
    css = assets.bootstrap().decode()
    for rule in (
        r"\.btn\{",
        r"\.form-control\{",
        r"\.container[^{]*\{",
        r"\.visually-hidden",
        r"\.badge\{",
        r"\.alert\{",
    ):
        assert re.search(rule, css)
    assert ".carousel" not in css
    assert ".modal" not in css
    assert css.count("{") == css.count("}")
