"""What an OpenSearch node needs to run here: a JDK that fits, and the jars that Maven fetches once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import EngineError

HERE = Path(__file__).parent / "node"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "anker"
JAVA_HOMES = (Path("/usr/lib/jvm"), Path("/opt/java"), Path.home() / ".sdkman/candidates/java")


@dataclass(frozen=True)
class Line:
    """One line of OpenSearch: the runner that brings it, and the Java it needs (least, and most where there is one)."""

    name: str
    runner: str
    least: int
    most: int = 99


LINES = {"2.19": Line("2.19", "2.19.1.0", 17, 21), "3": Line("3", "3.8.0.0", 21)}


def fitting(line: Line, javas: Iterable[Path]) -> Path | None:
    """The oldest of these JDKs that the line runs on."""
    found = {version(java): java for java in javas if line.least <= version(java) <= line.most}
    return found[min(found)] if found else None


def java_for(line: Line) -> Path | None:
    """The oldest installed JDK that the line runs on."""
    return fitting(line, _installed())


def _installed() -> Sequence[Path]:
    named = os.environ.get("JAVA_HOME")
    homes = [Path(named)] if named else []
    homes += [home for folder in JAVA_HOMES if folder.is_dir() for home in sorted(folder.iterdir())]
    on_path = shutil.which("java")
    homes += [Path(on_path).resolve().parent.parent] if on_path else []
    return [home / "bin/java" for home in homes if (home / "bin/javac").exists()]  # source mode needs the compiler


def version(java: Path) -> int:
    """The major version of a JDK, by the `release` file that every JDK carries; 0 when it has none."""
    release = java.parent.parent / "release"
    found = re.search(r'JAVA_VERSION="(?:1\.)?(\d+)', release.read_text()) if release.exists() else None
    return int(found[1]) if found else 0


def class_path(line: Line) -> str:
    """The jars of a line, fetched once by Maven into its own repository; raises EngineError."""
    kept = CACHE / f"opensearch-{line.runner}.classpath"
    if kept.exists() and all(Path(jar).exists() for jar in kept.read_text().split(os.pathsep)):
        return kept.read_text()
    CACHE.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    goal = ["dependency:build-classpath", f"-Dmdep.outputFile={fresh}", f"-Dopensearch.runner={line.runner}"]
    command = [shutil.which("mvn") or "mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    if done.returncode:
        raise EngineError(
            f"Maven konnte OpenSearch {line.name} nicht holen: {done.stdout[-300:]}", "Ist das Netz erreichbar?"
        )
    fresh.replace(kept)
    return kept.read_text()
