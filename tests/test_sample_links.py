"""The ways in for a newcomer: on the sample, on this machine, and never otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indexer import Settings, load
from matcher import Service
from tests.people import keeper_of
from webui import create_app
from webui.sample_links import only_here, only_sample, sample_links

ADDRESS = "http://127.0.0.1:8000"
SHIPPED = [{"name": "sample", "path": "sample"}]


def settings(folder: Path, **site: object) -> Settings:
    return load(data=folder, site=site, sources=SHIPPED)


def test_a_sample_on_this_machine_offers_office_and_operation(service: Service) -> None:
    lines = sample_links(service, "127.0.0.1", ADDRESS)
    client = create_app(service).test_client()
    homes = [client.post(link.removeprefix(ADDRESS)).headers["Location"] for link in links_in(lines)]
    assert homes == ["/buero", "/betrieb"]


def test_a_new_start_ends_the_links_before(service: Service) -> None:
    before = links_in(sample_links(service, "::1", ADDRESS))
    after = links_in(sample_links(service, "localhost", ADDRESS))
    client = create_app(service).test_client()
    assert client.get(before[0].removeprefix(ADDRESS)).status_code == 404
    assert client.get(after[0].removeprefix(ADDRESS)).status_code == 200


def test_anywhere_else_there_are_none_and_those_before_are_gone(service: Service) -> None:
    app = create_app(service)
    link = links_in(sample_links(service, "127.0.0.1", ADDRESS))[0].removeprefix(ADDRESS)
    client = app.test_client()
    client.post(link)
    assert client.get("/buero").status_code == 200
    assert sample_links(service, "0.0.0.0", ADDRESS) == []  # noqa: S104 # an address to be refused
    assert client.get("/buero").status_code == 401
    assert not [account for account in keeper_of(app).accounts.every() if account.sample]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "anker.example", ""])  # noqa: S104 # to be refused
def test_a_site_that_others_can_reach_is_not_only_here(tmp_path: Path, host: str) -> None:
    assert not only_here(settings(tmp_path), host)


@pytest.mark.parametrize("site", [{"url": "https://anker.example"}, {"proxies": 1}])
def test_a_site_behind_a_proxy_is_not_only_here(tmp_path: Path, site: dict[str, object]) -> None:
    assert only_here(settings(tmp_path), "127.0.0.1")
    assert not only_here(settings(tmp_path, **site), "127.0.0.1")


def test_real_records_are_no_sample(tmp_path: Path) -> None:
    assert only_sample(settings(tmp_path))
    assert not only_sample(settings(tmp_path, sample=False))
    assert not only_sample(load(data=tmp_path, sources=[*SHIPPED, {"name": "echt", "path": "/srv/echt.csv"}]))
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "echt.csv").write_text("id;title\n", encoding="utf-8")
    assert not only_sample(settings(tmp_path))


def links_in(lines: list[str]) -> list[str]:
    return re.findall(rf"{ADDRESS}/anmelden/einmal/[\w-]+", "\n".join(lines))
