"""Row 42: a file system that is really full (a tmpfs of eight megabytes in a mount namespace of its own)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planning.settings import Settings

ROOM = "8m"
SHELL = 'mount -t tmpfs -o size="$1" jieyi "$2" && exec "$3" -m tests.store.full_disk "$2" "$4"'
APART = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])
"""Ways into a mount namespace: as root, and as anybody where the kernel lets users have one."""


def way_apart(folder: Path) -> list[str] | None:
    """The first way by which something can be mounted that nobody else sees."""
    for way in APART if shutil.which("unshare") else ():
        trial = [*way, "mount", "-t", "tmpfs", "jieyi", str(folder)]
        if subprocess.run(trial, capture_output=True, check=False).returncode == 0:
            return way
    return None


def test_a_disk_that_is_really_full_is_a_sentence_and_is_got_over(settings: Settings, tmp_path: Path):
    """Row 42: photos, words and ballots are refused plainly, nothing is there by half, reading and voting go on after."""
    way = way_apart(tmp_path)
    if way is None:
        pytest.skip("this machine lets nobody mount a file system")
    disk = tmp_path / "disk"
    disk.mkdir()
    address = settings.database_url if not settings.database.startswith("sqlite") else ""
    words = [*way, "sh", "-c", SHELL, "sh", ROOM, str(disk), sys.executable, address]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["photo"] == [507, "photos_full"]
    assert said["half_photos"] == 0
    assert said["photos_read"] is True
    assert said["photo_file"] == "photo_not_kept"
    # A database server has a disk of its own, which is not full.
    refused = ["disk_full", "disk_full"] if not address else []
    assert [code for code in (said["words"], said["ballot"]) if code] == refused
    assert said["counts_agree"] is True
    assert said["read_meanwhile"] is True
    assert said["afterwards"] == ["words", "ballot", "photo"]
    assert said["sound"] is True
    assert not list(disk.iterdir())  # nobody but that process saw it
