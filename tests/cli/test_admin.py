"""`jieyi admin`, as it is called at the machine itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planning.actions.accounts import sign_in, who
from planning.actions.invitations import accept_invitation
from planning.cli.admin import admin
from planning.people import Grant, Role
from planning.settings import Settings
from planning.web.house import House, open_house
from tests import makers

PASSWORD = "correct horse battery"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house that the commands open."""
    monkeypatch.setenv("JIEYI_DATA_DIR", str(tmp_path))
    return open_house(Settings(data_dir=tmp_path))


def run(*words: str, stdin: str = "") -> Result:
    """Run the command."""
    return CliRunner().invoke(admin, list(words), input=stdin)


def test_an_account_is_shut_and_opened_again(here: House):
    """Out at once, also where it is signed in; the list says so in words and as JSON."""
    assert run("add", "Lin", "--password-stdin", stdin=PASSWORD).exit_code == 0
    token = sign_in(here.database, here.clock(), name="Lin", password=PASSWORD)
    assert run("disable", "Lin").stdout == "disabled Lin\n"
    assert who(here.database, token, "", here.clock()).member is None
    assert run("list").stdout == "Lin\tadministrator\tshut\n"
    assert json.loads(run("list", "--json").stdout) == [
        {"name": "Lin", "disabled": True, "roles": [["administrator", None, None]]}
    ]
    assert run("enable", "Lin").stdout == "enabled Lin\n"
    assert sign_in(here.database, here.clock(), name="Lin", password=PASSWORD)


def test_an_invitation_is_printed_and_works(here: House):
    """The end of a link, for one community or for all."""
    community = makers.community(here)
    for words, place in ((("--community", "玉兰巷社区"), community.id), ((), None)):
        printed = run("invite", "resident_planner", *words).stdout
        assert printed.startswith("/invitation#")
        token = printed.strip().partition("#")[2]
        made = accept_invitation(
            here.database, makers.visitor(), here.clock(), token=token, name=f"Zhou {place}", password=PASSWORD
        )
        assert made.grants == {Grant(Role.RESIDENT_PLANNER, place)}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("disable", "Nobody"), "unknown_account"),
        (("enable", "Nobody"), "unknown_account"),
        (("invite", "board", "--community", "nowhere"), "unknown_community"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_two(here: House, words: tuple[str, ...], code: str):
    """Nothing on standard output."""
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"admin {words[0]}:0: {code}: ")
    assert done.stderr.count("\n") == 1
