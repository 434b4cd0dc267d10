"""How commands tell what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from indexer import AnkerError

FAILED = 1
"""Exit code of a command that did not do its work."""


@contextmanager
def told_plainly(code: int = FAILED) -> Iterator[None]:
    """Turn our errors into one sentence and an exit code; anything else is a fault of ours and keeps its traceback."""
    try:
        yield
    except AnkerError as error:
        click.echo(str(error), err=True)
        sys.exit(code)
