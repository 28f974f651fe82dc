"""Real conversations: the groups agree with the published ones where they are stable, and are not shown where not.

Data gathered with Polis (compdemocracy.org/polis), CC BY 4.0, The Computational Democracy Project.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sklearn.metrics import adjusted_rand_score

pytestmark = pytest.mark.real
JIEYI = Path(sys.executable).with_name("jieyi")


def told(folder: Path, name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """What the command says of a conversation, and the published group of each participant who has one."""
    file = folder / "opinions" / name / "participants-votes.csv"
    done = subprocess.run([JIEYI, "opinions", file, "--json"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with file.open(encoding="utf-8") as lines:
        published = {row["participant"]: row["group-id"] for row in csv.DictReader(lines) if row["group-id"]}
    return json.loads(done.stdout), published


@pytest.mark.parametrize("name", ["vtaiwan.uberx", "15-per-hour-seattle"])
def test_groups_agree_with_the_published_ones(real_data: Path, name: str):
    """Adjusted Rand index of at least 0.7 over everybody who has a group in both."""
    said, published = told(real_data, name)
    ours = {who: number for number, group in enumerate(said["groups"]) for who in group["participants"]}
    both = sorted(set(ours) & set(published))
    assert len(both) >= 0.95 * len(published)
    assert adjusted_rand_score([published[who] for who in both], [ours[who] for who in both]) >= 0.7
    assert all(group["united_by"] and group["divided_by"] for group in said["groups"])


def test_groups_that_would_be_others_with_other_statements_are_not_shown(real_data: Path):
    """A small conversation: half of its statements divide people otherwise."""
    said, _ = told(real_data, "scoop-hivemind.freshwater")
    assert said["groups"] == []
    assert said["stability"] < 0.4
    assert said["note"]
    assert said["consensus"]
