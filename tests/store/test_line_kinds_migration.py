"""Kinds of lines that the program before did not know: taken apart, it can read what is left."""

from __future__ import annotations

from alembic import command
from sqlalchemy import text

from planning import store
from planning.store.migrating import configuration, migrate
from planning.surveys.observation import Pipe, PipeKind
from planning.web.house import House
from tests.examples import kept_examples


def test_lines_of_new_kinds_are_of_old_ones_before(house: House):
    """Reclaimed water is water again, fences and walls are lines of no known kind; the line itself stays."""
    with house.database.writing() as session:
        kept_examples(session)
        known = store.find(session, Pipe)
    new = (PipeKind.RECLAIMED, PipeKind.FENCE, PipeKind.RETAINING_WALL)
    with house.database.writer.begin() as connection:
        for n, kind in enumerate(new):
            connection.execute(
                text("UPDATE pipes SET carries = :kind WHERE id = :id"), {"kind": kind, "id": known[n % len(known)].id}
            )
            command.downgrade(configuration(connection), "opened_early")
            found = connection.execute(text("SELECT carries FROM pipes")).scalars().all()
            assert not set(new) & set(found)
            assert len(found) == len(known)
            command.upgrade(configuration(connection), "head")
    migrate(house.database)
