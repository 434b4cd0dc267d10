"""What found nothing is handed over to the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer import Reading
from tests.desk_site import pages
from tests.workshop import Workshop
from webui.wording import day


@pytest.fixture
def shop_and_client(tmp_path: Path, reading: Reading) -> Iterator[tuple[Workshop, FlaskClient]]:
    with pages(tmp_path, reading) as (app, shop):
        yield shop, app.test_client()


def test_a_task_is_made_only_where_a_mailbox_is_left(shop_and_client: tuple[Workshop, FlaskClient]) -> None:
    shop, client = shop_and_client
    tasks = shop.service.desk.tasks
    address = f"/anliegen/{shop.service.keep_challenge('Quallen im Freibad', None)}/aufgabe"
    promised = day(tasks.due(date.today()))
    assert f"kümmert sich bis {promised}" in client.get(address).text
    assert client.post(address, data={"mailbox": ""}).status_code == 422
    assert tasks.open() == ()
    answer = client.post(address, data={"mailbox": "hauptamt@schotten.example"})
    assert answer.status_code == 303
    assert promised in client.get(answer.headers["Location"]).text
    (task,) = tasks.open()
    assert (task.text, task.mailbox) == ("Quallen im Freibad", "hauptamt@schotten.example")


def test_an_unknown_challenge_or_another_site_makes_none(shop_and_client: tuple[Workshop, FlaskClient]) -> None:
    shop, client = shop_and_client
    data = {"mailbox": "hauptamt@schotten.example"}
    address = f"/anliegen/{shop.service.keep_challenge('Quallen', None)}/aufgabe"
    assert client.post(address, data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/anliegen/weg/aufgabe", data=data).status_code == 404
    assert client.get("/anliegen/weg/aufgabe/angenommen").status_code == 404
    assert shop.service.desk.tasks.open() == ()
