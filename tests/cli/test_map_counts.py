"""`jieyi map-counts`, as an administrator calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from planning.cli.map_counts import map_counts
from planning.settings import Settings
from planning.store.tables.map_counts import CELLS
from planning.web.house import House, open_house
from tests import makers, trees


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the command opens."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    return open_house(Settings(data_dir=tmp_path))


def run(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(map_counts, list(words))


@pytest.mark.sqlite
def test_a_wrong_count_is_told_and_counted_anew(here: House):
    """All is well; somebody's hand in the file; exit code 1 with what to do; mended."""
    trees.keep(here, trees.facility(makers.community(here)))
    assert (run().exit_code, run().stdout) == (0, "The counts of the map are those of the objects.\n")
    with here.database.writing() as session:
        session.execute(update(CELLS).where(CELLS.c.level == 0).values(n=7))
    told = run()
    assert (told.exit_code, told.stdout) == (1, "")
    assert "run `jieyi map-counts --rebuild`" in told.stderr
    assert run("--rebuild").exit_code == 0
    assert run().exit_code == 0
