"""The installation that is measured: the illustrative community, and the 2,500 park trees of Taipei where they are at hand."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx

from planning import addresses
from planning.web.door import STAFF_COOKIE, VOTER_COOKIE
from tests.benchmarks.server import Server, jieyi

NAME, PASSWORD = "bench", "a password for the bench"
TAIPEI = "taipei_park_trees_daan_utf8.csv"


@dataclass(frozen=True)
class Installation:
    """Where it lies, and the ids of what is looked at."""

    folder: Path
    here: str
    case: str
    closed_round: str
    open_round: str
    code: str
    taipei: str | None

    def staff_cookies(self, server: Server) -> dict[str, str]:
        """Of an administrator who has signed in."""
        answer = httpx.post(f"{server.address}{addresses.SIGN_IN}", data={"name": NAME, "password": PASSWORD})
        return {STAFF_COOKIE: answer.cookies[STAFF_COOKIE]}

    def voter_cookies(self, server: Server) -> dict[str, str]:
        """Of a voter who has entered a code."""
        answer = httpx.post(f"{server.address}{addresses.VOTE_SESSION}", json={"token": self.code})
        return {VOTER_COOKIE: answer.cookies[VOTER_COOKIE]}


def install(folder: Path) -> Installation:
    """Made by the command line, as an installer would."""
    codes = folder / "codes.csv"
    said = jieyi(folder, "demo", "--codes", str(codes))
    named = dict(line.rsplit(" ", 1) for line in said.splitlines() if ":" not in line)
    jieyi(folder, "admin", "add", NAME, "--password-stdin", stdin=PASSWORD)
    with codes.open(encoding="utf-8-sig", newline="") as file:
        code = next(csv.DictReader(file))["code"]
    return Installation(
        folder, named["community"], named["case"], named["closed round"], named["open round"], code, _taipei(folder)
    )


def _taipei(folder: Path) -> str | None:
    """The community of the imported trees; None where no real data is named."""
    real = os.environ.get("JIEYI_REAL_DATA")
    if not real:
        return None
    jieyi(folder, "communities", "add", "大安森林公園")
    file = Path(real) / "geodata" / TAIPEI
    jieyi(folder, "import", str(file), "--kind", "tree", "--community", "大安森林公園", "--crs", "EPSG:3826")
    found = json.loads(jieyi(folder, "communities", "--json"))
    return str(next(one["id"] for one in found if one["zh"] == "大安森林公園"))
