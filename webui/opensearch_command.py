"""`./run opensearch`: real nodes on this machine to try things out, without Docker."""

from __future__ import annotations

import signal
import time
from typing import NoReturn

import click

from indexer import Cluster, EngineDown, Settings, running_nodes
from webui.telling import told_plainly

FOLDER = "opensearch"
"""Below the data folder: one folder per line and number of nodes, kept from start to start."""

SIGNALS = (signal.SIGTERM, signal.SIGINT)

LOOK_SECONDS = 0.5
"""How soon a node that ended by itself is noticed."""

LINES = """OpenSearch {line} läuft: {url}  (beenden mit Strg+C)
Damit Anker es benutzt, gehört in config.local.toml:

[engine]
kind = "opensearch"
url = "{url}"
"""


@click.command("opensearch")
@click.option("--version", "line", type=click.Choice(["2.19", "3"]), default="3", show_default=True, help="Linie.")
@click.option("--nodes", type=click.Choice(["1", "3"]), default="1", show_default=True, help="Knoten.")
@click.option("--port", default=9200, show_default=True, type=click.IntRange(1, 65533), help="Anschluss des ersten.")
@click.pass_obj
def opensearch(settings: Settings, line: str, nodes: str, port: int) -> None:
    """Startet OpenSearch zum Ausprobieren (JDK und Maven nötig), nur auf diesem Rechner und ohne Anmeldung."""
    for number in SIGNALS:
        signal.signal(number, _end)
    with told_plainly():
        click.echo(f"OpenSearch {line} startet, das dauert 10 bis 60 Sekunden …", err=True)
        folder = settings.data / FOLDER / f"{line}-{nodes}"
        try:
            with running_nodes(line, int(nodes), folder, port=port) as cluster:
                click.echo(LINES.format(line=line, url=cluster.url), nl=False)
                _watch(cluster)
        except SystemExit:
            click.echo("OpenSearch ist beendet.", err=True)
            raise


def _end(*_: object) -> NoReturn:
    """The first signal ends what is under way, be it the start; a second one must not cut the stop short."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise SystemExit(0)


def _watch(cluster: Cluster) -> None:
    """Until a signal comes; raises EngineDown when every node has ended by itself."""
    told: set[str] = set()
    while len(told) < len(cluster.nodes):
        for name in set(cluster.lost) - told:
            click.echo(f"Der Knoten {name} ist beendet.", err=True)
            told.add(name)
        time.sleep(LOOK_SECONDS)
    raise EngineDown("Kein Knoten von OpenSearch läuft mehr.", "Warum, steht im Datenordner in output.log.")
