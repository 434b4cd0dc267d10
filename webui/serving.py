"""The server: gunicorn with one process and eight threads; everything is opened inside the process that serves."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from indexer import SettingsError

THREADS = 8
"""Requests answered at once; ranking shares two cores anyway."""

GRACE_SECONDS = 20
"""How long requests may go on after SIGTERM."""


class Serving(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """A gunicorn that is configured in code; its one worker opens the application, and closes it at its end."""

    def __init__(self, host: str, port: int, build: Callable[[], Flask], close: Callable[[], None]) -> None:
        self._address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._build = build
        self._close = close
        super().__init__()

    def load_config(self) -> None:
        """One process, as snapshot and encoder are held once; no access log, as queries are nobody's business."""
        options: dict[str, Any] = {
            "bind": self._address,
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
            "timeout": 0,  # the first start builds the index before it answers
            "graceful_timeout": GRACE_SECONDS,
            "loglevel": "warning",
            "accesslog": None,
            "control_socket_disable": True,
            "worker_exit": self._end,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Open everything and make the application."""
        return self._build()

    def _end(self, server: object, worker: object) -> None:  # noqa: ARG002  # gunicorn's signature
        self._close()


def check_port(host: str, port: int) -> None:
    """Raise SettingsError when the address cannot be served."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                f"Auf {host}:{port} kann Anker nicht antworten ({error.strerror}).",
                f"Läuft dort schon etwas? Ein anderer Anschluss: ./run --port {port + 1}",
            ) from error
