"""The illustrative street for the tests of pages: made once a session, copied for whoever changes something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planning.actions.illustrative import Loaded
from tests.pages.visiting import Street, build, close, copied


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Loaded]:
    """The folder of the house, closed, and what was loaded."""
    folder = tmp_path_factory.mktemp("street")
    return folder, build(folder)


@pytest.fixture(scope="module")
def street(built: tuple[Path, Loaded], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """A street to look at: one for a module, since looking changes nothing."""
    found = copied(built, tmp_path_factory.mktemp("looked_at"))
    yield found
    close(found)


@pytest.fixture
def own_street(built: tuple[Path, Loaded], tmp_path: Path) -> Iterator[Street]:
    """A street to change."""
    found = copied(built, tmp_path)
    yield found
    close(found)
