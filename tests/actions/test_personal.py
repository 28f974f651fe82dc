"""Erasing and forgetting: words, names and photos go, references stay, and nothing else is touched."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect

from planning import store
from planning.actions.accounts import add_member, sign_in
from planning.actions.comments import hide_comment, show_comment, support_comment
from planning.actions.invitations import accept_invitation, invite, link_identity
from planning.actions.members import disable_member, enable_member
from planning.actions.own_comments import change_comment, withdraw_comment
from planning.actions.personal import erase_member, erase_my_data, erase_person, run_retention
from planning.actions.planners import enter_planner
from planning.errors import Refusals
from planning.people import SYSTEM, Identity, Member, Role, Visitor
from planning.queries.comments import comments
from planning.queries.integrity import log_check
from planning.queries.log import log_entries
from planning.queries.personal import member_data, my_data, person_data, texts_naming
from planning.queries.staff import members
from planning.site import Community, new_id
from planning.store import journal, naming
from planning.store.settling import overwrite_what_was_cut
from planning.store.starting import database_file
from planning.store.tables import Base
from planning.surveys.comment import Comment, Support, Wording
from planning.surveys.likeness import distance_m
from planning.surveys.photo import Owner, Photo
from planning.web.house import House
from tests import makers, trees
from tests.makers import NOON, Clock
from tests.rounds import opened
from tests.sending import FORM, sent, shot
from tests.speaking import kept, spoken

ME, OTHER = makers.visitor("browser-1"), makers.visitor("browser-2")
MODERATOR = makers.staff(Role.MODERATOR)
PASSWORD = "correct horse battery"


@pytest.fixture
def yulan(house: House) -> Community:
    """A community with bounds."""
    return makers.community(house)


@pytest.fixture
def written(house: House, yulan: Community) -> Comment:
    """With a photo, a name, an earlier wording and somebody's support; and I support a neighbour's."""
    sent(house, yulan, shot())
    said = spoken(house, yulan, "王老五家的狗", "browser-1", author="李四", form=FORM)
    change_comment(
        house.database, ME, NOON, new_id(), community_id=yulan.id, comment_id=said.id, version=1, topic="safety",
        stance="worry", text="那家的狗", author="李四",
    )  # fmt: skip
    other = spoken(house, yulan, "树荫好", "browser-2", lon=104.0612)
    support_comment(house.database, OTHER, NOON, community_id=yulan.id, comment_id=said.id)
    support_comment(house.database, ME, NOON, community_id=yulan.id, comment_id=other.id)
    return next(comment for comment in kept(house) if comment.id == said.id)


def everything(house: House) -> str:
    """The whole database file and every photo, as text: what is not in here is not kept."""
    with house.database.writer.connect() as connection:
        found = [row for table in ("comments", "comment_wordings", "supports", "photos", "acts", "log")
                 for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]  # noqa: S608 - names of ours  # fmt: skip
    return repr(found)


def count(house: House, kind: type, **conditions: Any) -> int:
    """How many are kept."""
    with house.database.reading() as session:
        return store.count(session, kind, **conditions)


def test_what_is_known_of_a_browser_is_told_in_full(house: House, written: Comment):
    """Comments with their wordings and photos, and "me too"s; of nobody else."""
    found = my_data(house.database, ME, NOON)
    assert [c["text"] for c in found["comments"]] == ["那家的狗"]
    assert [w["text"] for w in found["earlier_wordings"]] == ["王老五家的狗"]
    assert (len(found["photos"]), len(found["me_too"])) == (1, 1)
    assert my_data(house.database, makers.visitor(""), NOON)["comments"] == []
    assert person_data(house.database, SYSTEM, NOON, comment_id=written.id) == found


def test_a_browser_erases_what_it_wrote(house: House, yulan: Community, written: Comment):
    """No word, name, photo or browser of it is left anywhere; its number, its topic and others' words stay."""
    done = erase_my_data(house.database, ME, NOON, photo_place=house.settings.photo_place)
    assert done == {"comments": 1, "photos": 1, "answers": 0, "me_too": 1}
    told = everything(house)
    for gone in ("那家的狗", "王老五", "李四", "browser-1"):
        assert gone not in told
    assert list(house.settings.photo_dir.glob("*.jpg")) == []
    left = next(comment for comment in kept(house) if comment.id == written.id)
    assert (left.text, left.author, left.browser, left.topic) == ("", "", "", written.topic)
    assert 0 < distance_m(left.pin, written.pin) < 100
    assert comments(house.database, MODERATOR, NOON, community_id=yulan.id).total == 1
    with pytest.raises(Refusals) as refused:
        show_comment(
            house.database, MODERATOR, NOON, new_id(), community_id=yulan.id, comment_id=left.id, version=left.version,
            reason="x",
        )  # fmt: skip
    assert refused.value.code == "erased"
    again = erase_my_data(house.database, ME, NOON, photo_place=house.settings.photo_place)
    assert again == {"comments": 0, "photos": 0, "answers": 0, "me_too": 0}


def test_without_a_cookie_nothing_is_erased(house: House, yulan: Community):
    """Comments whose browser was forgotten do not belong to everybody who has none."""
    spoken(house, yulan, "老意见", "")
    with pytest.raises(Refusals) as refused:
        erase_my_data(house.database, makers.visitor(""), NOON, photo_place=house.settings.photo_place)
    assert refused.value.code == "no_browser"
    assert kept(house)[0].text == "老意见"


def test_an_administrator_erases_for_who_asks_in_person(house: House, yulan: Community, written: Comment):
    """By one comment everything of its browser; the log says so and names nobody."""
    done = erase_person(
        house.database, SYSTEM, NOON, comment_id=written.id, photo_place=house.settings.photo_place, reason="asked for"
    )
    assert done == {"comments": 1, "photos": 1, "answers": 0, "me_too": 1}
    with house.database.writer.connect() as connection:
        [line] = connection.exec_driver_sql(
            "SELECT subject, text FROM log JOIN log_texts USING (seq) WHERE act = 'erase_person' AND part = 'reason'"
        ).all()
    assert tuple(line) == (f"comment:{written.id}", '"asked for"')
    for who in (ME, MODERATOR, makers.staff(Role.ADMINISTRATOR, yulan.id)):
        with pytest.raises(Refusals) as refused:
            erase_person(house.database, who, NOON, browser="browser-2", photo_place="", reason="x")
        assert refused.value.code == "not_allowed"


def test_a_comment_whose_browser_is_forgotten_is_erased_by_its_number(house: House, yulan: Community):
    """That one only: nothing leads to the others."""
    one, two = (spoken(house, yulan, text, "", lon=lon) for text, lon in (("第一", 104.06), ("第二", 104.0612)))
    erase_person(house.database, SYSTEM, NOON, comment_id=one.id, photo_place=house.settings.photo_place, reason="x")
    assert {c.id: c.text for c in kept(house)} == {one.id: "", two.id: "第二"}


def test_a_member_is_erased_and_the_log_still_reads(house: House, yulan: Community):
    """Name and password go, the session ends, the log shows a number; the last administrator stays."""
    add_member(house.database, SYSTEM, NOON, name="老大", password=PASSWORD, role=Role.ADMINISTRATOR)
    add_member(
        house.database, SYSTEM, NOON, name="王管理", password=PASSWORD, role=Role.MODERATOR, community_id=yulan.id
    )
    token = sign_in(house.database, NOON, name="王管理", password=PASSWORD)
    assert token
    found = member_data(house.database, SYSTEM, NOON, name="王管理")
    assert (found["name"], found["has_password"], found["signed_in_browsers"]) == ("王管理", True, 1)
    assert PASSWORD not in repr(found)
    erase_member(house.database, SYSTEM, NOON, name="王管理", reason="left")
    assert [
        a.member.name for a in members(house.database, SYSTEM, NOON, community_id=yulan.id) if not a.disabled_at
    ] == ["老大"]
    assert sign_in(house.database, NOON, name="王管理", password=PASSWORD) is None
    assert log_entries(house.database, SYSTEM, NOON, community_id=yulan.id).entries
    with house.database.writer.connect() as connection:
        left = connection.exec_driver_sql("SELECT name, password_hash FROM members ORDER BY created_at, name").all()
    assert "王管理" not in repr(left)
    for name, code in (("老大", "last_administrator"), ("没有", "unknown_member")):
        with pytest.raises(Refusals) as refused:
            erase_member(house.database, SYSTEM, NOON, name=name, reason="x")
        assert refused.value.code == code


def dumped(house: House) -> str:
    """Every row of every table, as text."""
    with house.database.writer.connect() as connection:
        tables = inspect(connection).get_table_names()
        rows = [tuple(row) for table in tables for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')]  # noqa: S608 - names of ours
    return json.dumps(rows, ensure_ascii=False, default=str)


@pytest.fixture
def staffed(house: House, yulan: Community) -> Member:
    """王管理: invited with a note, linked to another provider, signed in, in the register twice, named in reasons."""
    boss = Visitor(add_member(house.database, SYSTEM, NOON, name="老大", password=PASSWORD, role=Role.ADMINISTRATOR))
    token = invite(house.database, boss, NOON, role=Role.ADMINISTRATOR, community_id=yulan.id, note="给王管理")
    invite(house.database, boss, NOON, role=Role.MODERATOR, community_id=yulan.id, note="王管理的同事")
    invite(house.database, boss, NOON, role=Role.MODERATOR, community_id=yulan.id, note="给赵六")
    member = accept_invitation(
        house.database, makers.visitor("browser-9"), NOON, token=token, name="王管理", password=PASSWORD
    )
    link_identity(house.database, Visitor(member), NOON, identity=Identity("https://id.example", "wang-guanli"))
    sign_in(house.database, NOON, name="王管理", password=PASSWORD)
    for linked in (member.id, None):
        enter_planner(
            house.database, boss, NOON, new_id(), community_id=yulan.id, name="王管理", resident=True,
            profession="木工", training="", member_id=linked,
        )  # fmt: skip
    disable_member(house.database, boss, NOON, new_id(), member_id=member.id, reason="王管理吵架")
    enable_member(house.database, boss, NOON, new_id(), member_id=member.id)
    for said, lon in (("一", 104.06), ("二", 104.0612)):
        comment = spoken(house, yulan, said, "browser-1", lon=lon)
        hide_comment(
            house.database, MODERATOR, NOON, new_id(), community_id=yulan.id, comment_id=comment.id,
            version=comment.version, reason="王管理让藏的" if said == "一" else "重复",
        )  # fmt: skip
        show_comment(
            house.database, MODERATOR, NOON, new_id(), community_id=yulan.id, comment_id=comment.id,
            version=comment.version + 1, reason="放回",
        )  # fmt: skip
    return member


def test_no_table_holds_the_name_of_an_erased_member(house: House, staffed: Member):
    """Nor the identity: account, invitations, register and the log's words; what names somebody else stays."""
    assert dumped(house).count("王管理") >= 7
    erase_member(house.database, SYSTEM, NOON, name="王管理", reason="left")
    left = dumped(house)
    assert "王管理" not in left
    assert "wang-guanli" not in left
    assert "id.example" not in left
    for kept_ in ("给赵六", "老大", '\\"重复\\"', '\\"left\\"', staffed.id):
        assert kept_ in left, kept_


@pytest.mark.sqlite
def test_the_file_itself_holds_the_name_no_more(house: House, staffed: Member):
    """Freed pages are written over, once SQLite's write-ahead log is emptied."""
    file = database_file(house.settings)
    assert file
    overwrite_what_was_cut(house.database)
    assert "王管理".encode() in file.read_bytes()
    erase_member(house.database, SYSTEM, NOON, name="王管理", reason="left")
    overwrite_what_was_cut(house.database)
    assert "王管理".encode() not in file.read_bytes()


def test_the_chain_is_whole_after_an_erasure(house: House, yulan: Community, staffed: Member):
    """The head is the one of the erasure itself; who did what is still told, under a number."""
    before = log_check(house.database, SYSTEM, NOON, community_id=None, known=())
    erase_member(house.database, SYSTEM, NOON, name="王管理", reason="left")
    walked = log_check(house.database, SYSTEM, NOON, community_id=None, known=(before.head.hash,))
    assert walked.problem is None
    assert (walked.entries, walked.erased > before.erased) == (before.entries + 1, True)
    with house.database.reading() as session:
        shut = [one for one in journal.entries(session, yulan.id) if one.act == "disable_member"]
    assert [(one.subject, set(one.after or ()), one.reason) for one in shut] == [
        (f"member:{staffed.id}", {"disabled_at"}, "")
    ]


def test_the_reason_of_an_erasure_may_not_name_the_person(house: House, staffed: Member):
    """It would stay in the log."""
    with pytest.raises(Refusals) as refused:
        erase_member(house.database, SYSTEM, NOON, name="王管理", reason="王管理走了")
    assert refused.value.code == "reason_names"
    assert "王管理" in dumped(house)


def test_why_a_comment_was_hidden_goes_with_it(house: House, yulan: Community, written: Comment):
    """A reason may quote it or name its writer; the entry and its chain stay."""
    hide_comment(
        house.database, MODERATOR, NOON, new_id(), community_id=yulan.id, comment_id=written.id,
        version=written.version, reason="骂了张三",
    )  # fmt: skip
    assert "骂了张三" in dumped(house)
    erase_person(
        house.database, SYSTEM, NOON, comment_id=written.id, photo_place=house.settings.photo_place, reason="x"
    )
    assert "骂了张三" not in dumped(house)
    assert log_check(house.database, SYSTEM, NOON, community_id=None, known=()).problem is None


def retention(house: House) -> dict[str, int]:
    """Run it now."""
    return run_retention(house.database, SYSTEM, house.clock(), settings=house.settings)


def test_everything_is_forgotten_at_its_time_and_not_before(
    house: House, yulan: Community, written: Comment, clock: Clock
):
    """A wording after 30 days, a hidden comment after 365, browsers after 400, sent forms after 90."""
    withdrawn = spoken(house, yulan, "收回的话", "browser-3", lon=104.0614)
    withdraw_comment(
        house.database, makers.visitor("browser-3"), NOON, new_id(), community_id=yulan.id, comment_id=withdrawn.id,
        version=1,
    )  # fmt: skip
    hidden = spoken(house, yulan, "隐藏的话", "browser-4", lon=104.0616)
    hide_comment(
        house.database, MODERATOR, NOON, new_id(), community_id=yulan.id, comment_id=hidden.id, version=1, reason="x"
    )
    clock.now = NOON + timedelta(days=30)
    assert sum(retention(house).values()) == 0
    clock.forward(seconds=1)
    assert {k: v for k, v in retention(house).items() if v} == {"comments": 1, "earlier_wordings": 1}
    assert "收回的话" not in everything(house)
    assert "王老五" not in everything(house)
    clock.now = NOON + timedelta(days=90, seconds=1)
    assert retention(house)["sent_forms"] > 0
    clock.now = NOON + timedelta(days=365, seconds=1)
    assert retention(house)["comments"] == 1
    assert "隐藏的话" not in everything(house)
    clock.now = NOON + timedelta(days=400, seconds=1)
    done = retention(house)
    assert (done["browsers_of_comments"], done["browsers_of_me_too"]) == (2, 2)
    assert "browser-" not in everything(house)
    assert count(house, Support) == 2
    assert {c.text for c in kept(house)} == {"那家的狗", "树荫好", ""}
    assert sum(retention(house).values()) == 0


def test_an_expired_invitation_is_forgotten(house: House, yulan: Community, clock: Clock):
    """Ninety days after its link expired, with the note for whom it was."""
    invite(house.database, SYSTEM, NOON, role=Role.MODERATOR, community_id=yulan.id, note="给赵六")
    clock.now = NOON + timedelta(days=97)
    assert retention(house)["invitations"] == 0
    clock.forward(seconds=1)
    assert retention(house)["invitations"] == 1
    assert "赵六" not in dumped(house)


def test_unused_photos_and_orphans_are_swept(house: House, yulan: Community, written: Comment, clock: Clock):
    """After a day: a photo that was sent and not used, a file without a row, half of an upload; nothing else."""
    waiting = sent(house, yulan, shot(90), form="other")
    orphan, half = house.settings.photo_dir / "orphan123456.jpg", house.settings.upload_dir / "half.part"
    half.parent.mkdir(exist_ok=True)
    for path in (orphan, half):
        path.write_bytes(b"x")
        os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    clock.now = NOON + timedelta(hours=23)
    assert sum(retention(house).values()) == 0
    clock.now = NOON + timedelta(hours=25)
    done = retention(house)
    assert (done["unused_photos"], done["files"]) == (1, 2)
    assert count(house, Photo, id=waiting.id) == 0
    assert count(house, Photo, owner=Owner.COMMENT) == 1
    assert [path.suffix for path in house.settings.photo_dir.iterdir()] == [".jpg"]


def test_days_are_settings(house: House, yulan: Community, written: Comment):
    """An installation that keeps wordings for a day only."""
    settings = replace(house.settings, keep_withdrawn_days=1)
    at = NOON + timedelta(days=1, seconds=1)
    assert run_retention(house.database, SYSTEM, at, settings=settings)["earlier_wordings"] == 1
    assert count(house, Wording) == 0


def test_what_others_wrote_of_somebody_is_listed_to_be_mended(house: House, yulan: Community):
    """Notes, reasons, captions, rolls, other people's comments: each with its place and the words around the name."""
    poll = opened(house, here=yulan, roll="kind,label\nhousehold,王老五\nhousehold,1-1-102\n", count=0)
    tree = trees.tree(yulan, planted := trees.site(yulan), note="找王老五商量过，他同意修枝")
    shed = trees.structure(yulan, note='王老五说"下月拆"')
    trees.keep(house, planted, tree, shed, trees.structure(yulan, id=new_id(), note="无人"))
    said = spoken(house, yulan, "王老五家的狗", "browser-2")
    hide_comment(house.database, MODERATOR, NOON, new_id(), community_id=yulan.id, comment_id=said.id, version=1, reason="王老五请求")  # fmt: skip
    found = texts_naming(house.database, SYSTEM, NOON, name=" 王老五 ")
    places = {(one.table, one.column) for one in found}
    assert places >= {
        ("trees", "note"), ("rooftop_structures", "note"), ("comments", "text"), ("comments", "hidden_reason"),
        ("voters", "label"), ("log_texts", "text"),
    }  # fmt: skip
    by_place = {(one.table, one.column): one for one in found}
    assert by_place["rooftop_structures", "note"].words == '王老五说"下月拆"'
    assert (by_place["trees", "note"].id, by_place["trees", "note"].community_id) == (tree.id, yulan.id)
    assert poll.round_id
    assert texts_naming(house.database, SYSTEM, NOON, name="王六") == []
    with pytest.raises(Refusals) as refused:
        texts_naming(house.database, SYSTEM, NOON, name=" ")
    assert refused.value.code == "no_name"


def test_every_text_that_is_kept_is_looked_through():
    """A new table of words is searched from its first day; those left out hold ids, hashes, figures and choices."""
    words = {table.name for table in Base.metadata.sorted_tables if naming.texts_of(table)}
    left = {table.name for table in Base.metadata.sorted_tables} - words
    assert left <= naming.NO_WORDS | {"choice_sums", "codes"}
