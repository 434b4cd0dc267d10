"""A node of OpenSearch 2.19 with its real security plugin, set up as compose.yaml does: TLS, own users, our role."""

from __future__ import annotations

import base64
import json
import os
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.engines import jars
from tests.processes import free_port

LINE = jars.LINES["2.19"]
PLUGIN = f"opensearch-security-{LINE.runner}"
CLASS = "org.opensearch.security.OpenSearchSecurityPlugin"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.0:copy"
START_SECONDS = 180.0
ROLES = Path(__file__).parent.parent / "mappings" / "opensearch_roles.yml"
PASSWORD = "Wärmeplan+Pegelstand:26"  # noqa: S105  # made up; a colon and an umlaut on purpose
ADMIN, ANKER = ("admin", PASSWORD), ("anker", PASSWORD)
USERS = """
_meta: {{type: internalusers, config_version: 2}}
admin: {{hash: "{hash}", backend_roles: [admin]}}
anker: {{hash: "{hash}", opendistro_security_roles: [anker]}}
"""
Sign = tuple[str, str]


@dataclass(frozen=True)
class Secured:
    """A running node, the authority that vouches for it, and a way to ask it as somebody."""

    url: str
    ca_file: Path

    def ask(self, method: str, path: str, body: Any = None, sign: Sign = ADMIN) -> tuple[int, str]:
        """The status and the text of an answer."""
        data = None if body is None else json.dumps(body).encode()
        pair = base64.b64encode(":".join(sign).encode()).decode()
        headers = {"content-type": "application/json", "authorization": f"Basic {pair}"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)  # noqa: S310  # our own node
        try:
            trust = ssl.create_default_context(cafile=self.ca_file)
            with urllib.request.urlopen(request, timeout=60, context=trust) as answer:  # noqa: S310  # our own node
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


@contextmanager
def running(folder: Path) -> Iterator[Secured]:
    """Start the node and wait until it knows its users; its data lies in the folder."""
    plugin, certificates = _plugin(), folder / "config" / "certificates"
    java = [str(jars.java_for(LINE)), "-Xmx512m", "-XX:+UseSerialGC", f"-Danker.plugin={CLASS}", "-cp"]
    java.append(os.pathsep.join([jars.class_path(LINE), *map(str, sorted(plugin.glob("*.jar")))]))
    _users(java, plugin, folder / "config" / "opensearch-security")
    _certificates(certificates)
    node = Secured(f"https://127.0.0.1:{free_port()}", certificates / "ca.pem")
    command = [*java, str(jars.HERE / "OpenSearchNode.java"), str(folder), *_settings(node)]
    with (
        (folder / "output.log").open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _await(node, process, folder)
            yield node
        finally:
            process.terminate()


def _plugin() -> Path:
    """The unpacked plugin, fetched once by Maven."""
    kept = jars.CACHE / PLUGIN
    if not kept.exists():
        fresh = kept.with_suffix(f".{os.getpid()}")
        artifact = f"-Dartifact=org.opensearch.plugin:opensearch-security:{LINE.runner}:zip"
        subprocess.run(["mvn", "-q", "-B", COPY, artifact, f"-DoutputDirectory={fresh}"], check=True)
        with zipfile.ZipFile(fresh / f"{PLUGIN}.zip") as packed:
            packed.extractall(fresh)
        (fresh / f"{PLUGIN}.zip").unlink()
        fresh.rename(kept)
    return kept


def _users(java: list[str], plugin: Path, folder: Path) -> None:
    """The plugin's own files, but our roles, and two users with a password hashed by the plugin's own tool."""
    shutil.copytree(plugin / "config", folder)
    shutil.copy(ROLES, folder / "roles.yml")
    hasher = [*java, "org.opensearch.security.tools.Hasher", "-p", PASSWORD]
    hashed = subprocess.run(hasher, check=True, capture_output=True, text=True).stdout.split()[-1]
    (folder / "internal_users.yml").write_text(USERS.format(hash=hashed))


def _certificates(folder: Path) -> None:
    """An authority of its own, and a certificate of the node that it vouches for."""
    folder.mkdir()
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n")
    for command in (
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem",
        "req -newkey rsa:2048 -nodes -subj /CN=opensearch -keyout node.raw -out node.csr",
        "x509 -req -in node.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out node.pem",
        "pkcs8 -topk8 -nocrypt -in node.raw -out node.key",
    ):
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)


def _settings(node: Secured) -> list[str]:
    tls = {"pemcert_filepath": "node.pem", "pemkey_filepath": "node.key", "pemtrustedcas_filepath": "ca.pem"}
    plugins = {
        **{
            f"ssl.{layer}.{name}": f"certificates/{file}"
            for layer in ("http", "transport")
            for name, file in tls.items()
        },
        "ssl.http.enabled": "true",
        "ssl.transport.enforce_hostname_verification": "false",
        "allow_default_init_securityindex": "true",
        "nodes_dn.0": "CN=opensearch",
    }
    own = [f"http.port={node.url.rsplit(':', 1)[1]}", f"transport.port={free_port()}", "node.name=n0"]
    return own + [f"plugins.security.{name}={value}" for name, value in plugins.items()]


def _await(node: Secured, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not _knows_its_users(node):
        assert process.poll() is None, (folder / "output.log").read_text(errors="replace")[-1000:]
        assert time.monotonic() < until, "too late"
        time.sleep(0.5)


def _knows_its_users(node: Secured) -> bool:
    try:
        return node.ask("GET", "/")[0] == 200
    except OSError:
        return False
