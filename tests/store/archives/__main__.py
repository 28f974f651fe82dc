"""Make the archive of the newest revision."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from planning.settings import Settings
from planning.store import journal, photo_files
from planning.store.archive.writing import back_up
from planning.store.migrating import head
from planning.surveys.photo import Photo
from planning.web.house import open_house
from tests.examples import kept_examples
from tests.makers import NOON

with TemporaryDirectory() as folder:
    house = open_house(Settings(data_dir=Path(folder)))
    with house.database.writing() as session:
        made = kept_examples(session)
        for number in range(3):
            journal.log(
                session, at=NOON, member_id="m", act="a", community_id="c", subject=f"s{number}", reason="因为",
                before=None, after={"n": number})  # fmt: skip
        photo_files.keep(session, house.settings.photo_dir, made[Photo].id, b"a picture")
    back_up(house.database, house.settings, Path(__file__).with_name(f"{head()}.zip"), NOON)
    house.database.close()
