"""A slow disk for a child process: a few lines of C before its ``fsync`` (the strace way slows every other call, too)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("slow_sync.c")


def slow_disk(folder: Path, sync_ms: float) -> dict[str, str]:
    """Environment of a child whose every sync takes so much longer; raises ``RuntimeError`` without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        raise RuntimeError("a slow disk needs a C compiler (cc): install gcc")
    made = folder / "slow_sync.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", made, SOURCE, "-ldl"], check=True)
    return {"LD_PRELOAD": str(made), "SLOW_SYNC_US": str(round(sync_ms * 1000))}


def is_slowed(process_id: int) -> bool:
    """Whether a running process has it in memory."""
    return SOURCE.with_suffix(".so").name in Path(f"/proc/{process_id}/maps").read_text(encoding="utf-8")
