"""`./run bench NAME …`: each measurement is a module of this package with `main(arguments) -> exit code`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOT_ALONE = {"__init__", "__main__"}


def names() -> list[str]:
    """The measurements there are: every module here that has a `main`."""
    return sorted(
        file.stem for file in HERE.glob("*.py") if file.stem not in NOT_ALONE and "def main(" in file.read_text("utf-8")
    )


def main(arguments: list[str]) -> int:
    """Run the measurement that the first word names."""
    known = names()
    if not arguments or arguments[0] not in known:
        print("Messungen: ./run bench NAME [--json] …")
        for name in known:
            first = (importlib.import_module(f"tests.bench.{name}").__doc__ or "").strip().splitlines()[0]
            print(f"  {name:12} {first}")
        return 0 if arguments in ([], ["--help"]) else 2
    try:
        return int(importlib.import_module(f"tests.bench.{arguments[0]}").main(arguments[1:]))
    except FileNotFoundError as error:
        print(f"Es fehlt {error.filename}. Was die Messung braucht, sagt ./run bench {arguments[0]} --help")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
