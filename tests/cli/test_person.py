"""`jieyi person` and `jieyi retention`, as somebody at the machine runs them."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from planning.actions.accounts import add_member
from planning.actions.comments import hide_comment
from planning.cli.main import main
from planning.people import SYSTEM, Role
from planning.site import new_id
from planning.surveys.comment import Comment
from planning.web.house import House
from tests import makers
from tests.makers import NOON
from tests.sending import FORM, sent, shot
from tests.speaking import kept, spoken


@pytest.fixture
def written(house: House, monkeypatch: pytest.MonkeyPatch) -> Comment:
    """A comment with a photo; commands work on this house."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(house.settings.data_dir))
    here = makers.community(house)
    sent(house, here, shot())
    return spoken(house, here, "我的话", "browser-1", form=FORM)


def run(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, words)


def test_a_person_gets_everything_as_one_file(written: Comment, tmp_path: Path):
    """data.json and the photos; an older file is not written over."""
    out = tmp_path / "person.zip"
    done = run("person", "export", "--comment", written.id, str(out))
    assert (done.exit_code, done.stdout) == (0, f"wrote {out}\n")
    with zipfile.ZipFile(out) as file:
        found = json.loads(file.read("data.json"))
        [photo] = found["photos"]
        assert Image.open(BytesIO(file.read(f"photos/{photo['id']}.jpg"))).size == (60, 40)
    assert (found["browser"], [c["text"] for c in found["comments"]]) == ("browser-1", ["我的话"])
    again = run("person", "export", "--browser", "browser-1", str(out))
    assert (again.exit_code, again.stdout) == (2, "")
    assert "file_exists" in again.stderr


def test_a_person_is_erased_with_a_reason(house: House, written: Comment):
    """By the id of their browser."""
    assert run("person", "erase", "--browser", "browser-1").exit_code == 2
    done = run("person", "erase", "--browser", "browser-1", "--reason", "asked for")
    assert (done.exit_code, done.stdout) == (0, "erased: 1 comments, 1 photos, 0 answers, 0 me_too\n")
    assert kept(house)[0].text == ""


def test_an_account_is_exported_and_erased(house: House, written: Comment, tmp_path: Path):
    """Its password is in no file."""
    for name in ("Lin", "Wang"):
        add_member(house.database, SYSTEM, NOON, name=name, password="correct horse", role=Role.ADMINISTRATOR)
    out = tmp_path / "member.zip"
    assert run("person", "export", "--member", "Wang", str(out)).exit_code == 0
    with zipfile.ZipFile(out) as file:
        assert json.loads(file.read("data.json"))["name"] == "Wang"
        assert b"argon2" not in file.read("data.json")
    assert run("person", "erase", "--member", "Wang", "--reason", "left").exit_code == 0
    assert "unknown_member" in run("person", "export", "--member", "Wang", str(tmp_path / "x.zip")).stderr


@pytest.mark.parametrize("words", [(), ("--browser", "b", "--member", "m")])
def test_one_person_at_a_time(written: Comment, tmp_path: Path, words: tuple[str, ...]):
    """Nobody, or two at once: exit 2 and one line."""
    done = run("person", "export", *words, str(tmp_path / "x.zip"))
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_retention_says_what_it_did(written: Comment):
    """As JSON for scripts."""
    done = run("retention", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["files"] == 0
    assert "comments" in run("retention").stdout


def test_texts_that_name_somebody_are_listed(house: House, written: Comment):
    """A line each, or one JSON list; nobody named is no fault."""
    moderator = makers.staff(Role.MODERATOR)
    hide_comment(
        house.database, moderator, NOON, new_id(), community_id=written.community_id, comment_id=written.id,
        version=written.version, reason="赵六请求",
    )  # fmt: skip
    listed = run("person", "named", "赵六")
    assert (listed.exit_code, listed.stdout.splitlines()[0]) == (
        0, f"comments {written.id} hidden_reason: 赵六请求",
    )  # fmt: skip
    found = json.loads(run("person", "named", "赵六", "--json").stdout)
    assert {one["table"] for one in found} == {"comments", "log_texts"}
    assert run("person", "named", "无此人").stdout == ""
    assert run("person", "named", " ").exit_code == 2
