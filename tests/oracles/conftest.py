"""The environment of the oracles: other people's libraries, kept apart from the project's own."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / "build/oracles/bin/python"

Ask = Callable[[dict[str, Any]], dict[str, tuple[str, list[str]]]]


@pytest.fixture(scope="session")
def ask() -> Iterator[Ask]:
    """Put an election to the libraries: library -> how its answer is meant, and the winners. One process for all."""
    if not PYTHON.exists():
        pytest.skip("the other libraries are not installed: `make oracles` installs them")
    quiet = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "agg", "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        [PYTHON, HERE / "answering.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=quiet
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        lines_in, lines_out = process.stdin, process.stdout

        def answer(asked: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
            lines_in.write(json.dumps(asked) + "\n")
            lines_in.flush()
            found: dict[str, tuple[str, list[str]]] = json.loads(lines_out.readline())
            return found

        yield answer
        lines_in.close()
