"""An import of a million trees, against pandas reading the same file and a bare bulk insert into the same tables."""

from __future__ import annotations

import io
import json
import resource
import secrets
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import shapely

from planning import store
from planning.actions.communities import add_community
from planning.actions.importing import import_observations
from planning.people import SYSTEM
from planning.site import new_id
from planning.store import Database, open_database
from planning.store.migrating import migrate
from planning.surveys.observation import Tree
from planning.wording import Words
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import Result

ROWS = 1_000_000
NOW = datetime(2026, 5, 1, tzinfo=UTC)
SPECIES = ("女贞", "悬铃木", "银杏", "香樟", "紫薇", "栾树", "水杉", "黄葛树")


def csv_of(rows: int) -> bytes:
    """Trees of a whole city, in a square of twenty kilometres, with eight columns."""
    rng = np.random.default_rng(1)
    made = pd.DataFrame({
        "编号": [f"T{n:07}" for n in range(rows)], "树种": rng.choice(SPECIES, rows),
        "胸径(cm)": rng.integers(5, 120, rows), "树高(m)": rng.uniform(2, 30, rows).round(1),
        "冠幅(m)": rng.uniform(1, 15, rows).round(1), "街道": [f"街道{n % 400}" for n in range(rows)],
        "经度": rng.uniform(104.0, 104.2, rows).round(7), "纬度": rng.uniform(30.55, 30.75, rows).round(7),
    })  # fmt: skip
    return made.to_csv(index=False).encode()


def _fresh(folder: Path) -> tuple[Database, str]:
    database = open_database(f"sqlite:///{folder / 'house.sqlite3'}")
    migrate(database)
    return database, str(add_community(database, SYSTEM, NOW, new_id(), name=Words("大城", "City")))


def ours(data: bytes) -> float:
    """Seconds of the act, from bytes to the committed transaction."""
    with TemporaryDirectory() as folder:
        database, community_id = _fresh(Path(folder))
        begun = time.perf_counter()
        done = import_observations(
            database, SYSTEM, NOW, new_id(), community_id=community_id, kind="tree", file="trees.csv", data=data
        )
        took = time.perf_counter() - begun
        with database.reading() as session:
            there = store.count(session, Tree)
        database.close()
        if done["accepted"] != there:
            raise RuntimeError(done["problems"], done["refused"][:3])
        return took


def bare(data: bytes) -> float:
    """Seconds of pandas and of two bare statements, one for the sites and one for the trees."""
    with TemporaryDirectory() as folder:
        database, community_id = _fresh(Path(folder))
        database.close()
        connection = sqlite3.connect(Path(folder) / "house.sqlite3", isolation_level=None)
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON"
        )
        begun = time.perf_counter()
        _insert(connection, pd.read_csv(io.BytesIO(data)), community_id)
        took = time.perf_counter() - begun
        connection.close()
        return took


def _insert(connection: sqlite3.Connection, rows: pd.DataFrame, community_id: str) -> None:
    count = len(rows)
    lon, lat = rows["经度"].tolist(), rows["纬度"].tolist()
    points = shapely.to_wkb(shapely.points(lon, lat)).tolist()
    species = [json.dumps({"zh": name, "scientific": "", "en": ""}, ensure_ascii=False) for name in rows["树种"]]
    sites, trees = ([secrets.token_hex(11) for _ in range(count)] for _ in range(2))
    ids, streets = rows["编号"].tolist(), rows["街道"].tolist()
    here = [community_id] * count
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO planting_sites (id, community_id, external_id, street, lon, lat, pin, version) VALUES (?,?,?,?,?,?,?,1)",
        zip(sites, here, ids, streets, lon, lat, points, strict=True),
    )
    connection.executemany(
        "INSERT INTO trees (id, community_id, site_id, external_id, species, dbh_cm, height_m, crown_m, lon, lat, pin, condition, note, removal_reason, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,'unknown','','',1)",
        zip(trees, here, sites, ids, species, rows["胸径(cm)"].tolist(), rows["树高(m)"].tolist(), rows["冠幅(m)"].tolist(),
            lon, lat, points, strict=True),
    )  # fmt: skip
    connection.execute("COMMIT")


def a_million_rows(_: Installation) -> list[Result]:
    """One run after the other, three times: the middle one of each."""
    data = csv_of(ROWS)
    pairs = [(bare(data), ours(data)) for _ in range(3)]
    peer, value = (sorted(column)[1] for column in zip(*pairs, strict=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [Result(f"import of {ROWS:,} trees from {len(data) // 1_000_000} MB of CSV", value, "s", peer, 3 * peer,
                   f"peer: pandas.read_csv and bare executemany into the same tables; at most {memory} MB in use")]  # fmt: skip


BENCHMARKS = {"importing": a_million_rows}
