"""What all acts share: done once, allowed or not done, logged for staff, and without secrets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from planning import access, store
from planning.actions import act as acts
from planning.actions.accounts import add_member, found_house, sign_in
from planning.actions.act import Doing, act, fleeting
from planning.actions.comments import hide_comment
from planning.actions.pinning import pin_comment
from planning.errors import Refusal, Refusals
from planning.people import SYSTEM, Role, Visitor
from planning.site import Community, Courtyard, new_id
from planning.store import journal
from planning.surveys.comment import Comment
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.makers import NOON, staff, visitor

PASSWORD = "correct horse battery"
SAID = {"lon": 104.06, "lat": 30.63, "topic": "fruit", "stance": "worry", "text": "黑果子掉在车上。"}


@pytest.fixture
def yulan(house: House) -> Community:
    """A community."""
    return makers.community(house)


@pytest.fixture
def no_new_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test makes an act of is forgotten afterwards, and anybody may do it."""
    monkeypatch.setattr(acts, "ACTS", dict(acts.ACTS))
    monkeypatch.setattr(access, "RULES", access.RULES | {"act.put_up_courtyard": access.anyone})


def pin(house: House, yulan: Community, act_id: str, by: Visitor | None = None, **other: object) -> str:
    """Pin a comment."""
    return pin_comment(house.database, by or visitor(), NOON, act_id, community_id=yulan.id, **(SAID | other))  # type: ignore[arg-type]


def counted(house: House) -> tuple[int, int]:
    """Comments, and acts that were carried out."""
    with house.database.reading() as session:
        return store.count(session, Comment), session.execute(text("SELECT COUNT(*) FROM acts")).scalar() or 0


def test_the_same_act_again_changes_nothing_and_gives_the_same_result(house: House, yulan: Community):
    """A double click, a rerun or a replay: one comment, one answer."""
    first = pin(house, yulan, "act-1")
    assert [pin(house, yulan, "act-1") for _ in range(3)] == [first] * 3
    assert counted(house) == (1, 1)


@pytest.mark.parametrize("other", [{"text": "另一句"}, {"lon": 104.061}, {"by": visitor("browser-2")}], ids=str)
def test_the_same_act_id_for_something_else_is_refused(house: House, yulan: Community, other: dict[str, object]):
    """Other contents, or another person, under an id that was used: refused, and the first act stays."""
    pin(house, yulan, "act-1")
    with pytest.raises(Refusals) as refused:
        pin(house, yulan, "act-1", **other)  # type: ignore[arg-type]
    assert refused.value.code == "act_reused"
    assert counted(house) == (1, 1)


def test_another_act_under_the_same_id_is_refused(house: House, yulan: Community):
    """An id belongs to one act."""
    comment_id = pin(house, yulan, "act-1")
    with pytest.raises(Refusals) as refused:
        hide_comment(
            house.database, SYSTEM, NOON, "act-1", community_id=yulan.id, comment_id=comment_id, version=1, reason="x"
        )
    assert refused.value.code == "act_reused"


def test_a_refused_act_leaves_nothing_and_may_be_corrected(house: House, yulan: Community):
    """No row, no entry, and the id is still free for what was meant."""
    with pytest.raises(Refusals):
        pin(house, yulan, "act-1", text="", lon=0)
    assert counted(house) == (0, 0)
    pin(house, yulan, "act-1")
    assert counted(house) == (1, 1)


def test_hidden_and_broken_characters_do_not_break_an_act(house: House, yulan: Community):
    """A lone surrogate or a NUL in what was typed is taken out, not answered with an error page."""
    comment_id = pin(house, yulan, "act-1", text="果\ud800子\x00\u202e")
    with house.database.reading() as session:
        assert store.get(session, Comment, comment_id).text == "果子"


@pytest.mark.usefixtures("no_new_acts")
def test_an_act_that_asks_no_permission_is_rolled_back(house: House, yulan: Community):
    """Forgetting the check is a fault that changes nothing: deny by default."""

    def put_up_courtyard(doing: Doing, *, asks: bool) -> None:
        store.add(doing.session, Courtyard(new_id(), yulan.id, "1", Words("一院")))
        if asks:
            doing.permit_in(yulan.id)

    def courtyards() -> int:
        with house.database.reading() as session:
            return store.count(session, Courtyard)

    kept, unkept = act(put_up_courtyard), fleeting(put_up_courtyard)
    with pytest.raises(RuntimeError, match="asked for no permission"):
        kept(house.database, visitor(), NOON, "act-1", asks=False)
    with pytest.raises(RuntimeError, match="asked for no permission"):
        unkept(house.database, visitor(), NOON, asks=False)
    assert courtyards() == 0
    kept(house.database, visitor(), NOON, "act-1", asks=True)
    assert courtyards() == 1


def test_staff_leave_a_line_in_the_log_and_residents_none(house: House, yulan: Community):
    """Who, what, on what, why, before and after; who comments freely is not recorded there."""
    comment_id = pin(house, yulan, "act-1")
    by = staff(Role.MODERATOR, yulan.id)
    asked = {"community_id": yulan.id, "comment_id": comment_id, "version": 1, "reason": "Names a neighbour."}
    hide_comment(house.database, by, NOON, "act-2", **asked)  # type: ignore[arg-type]
    hide_comment(house.database, by, NOON, "act-2", **asked)  # type: ignore[arg-type]
    with house.database.reading() as session:
        (entry,) = journal.entries(session, yulan.id)
    assert by.member is not None
    assert (entry.member_id, entry.act, entry.subject) == (by.member.id, "hide_comment", f"comment:{comment_id}")
    assert (entry.reason, entry.at) == ("Names a neighbour.", NOON)
    assert (entry.before, entry.after) == ({"hidden_at": None}, {"hidden_at": NOON.isoformat()})


def test_a_refused_act_of_staff_leaves_no_line(house: House, yulan: Community):
    """The log tells what was done, not what was tried."""
    with pytest.raises(Refusals):
        hide_comment(
            house.database, staff(Role.MODERATOR, yulan.id), NOON, "act-1", community_id=yulan.id, comment_id="none",
            version=1, reason="x",
        )  # fmt: skip
    with house.database.reading() as session:
        assert journal.entries(session, yulan.id) == []


def test_an_act_in_no_community_is_refused(house: House):
    """An unknown community is not here."""
    with pytest.raises(Refusals) as refused:
        pin_comment(house.database, visitor(), NOON, "act-1", community_id="none", **SAID)  # type: ignore[arg-type]
    assert refused.value.code == "not_found"


def test_no_password_and_no_token_is_kept_anywhere(house: House):
    """Of a password the argon2 hash, of a session's token the SHA-256: nowhere else, and nothing in the clear."""
    member = found_house(house.database, visitor(), NOON, name="Lin", password=PASSWORD, community=None)
    add_member(house.database, Visitor(member), NOON, name="Wu", password=PASSWORD + "2", role=Role.BOARD)
    token = sign_in(house.database, NOON, name="Lin", password=PASSWORD)
    assert token
    kept = dump(house.database)
    assert "add_member" in kept["log"]
    for name, contents in kept.items():
        assert PASSWORD not in contents, name
        assert token not in contents, name
        assert ("$argon2" in contents) == (name == "members"), name


def test_the_hash_of_a_request_knows_who_and_what():
    """The same request has one hash, whatever the order of its arguments; everything else has another."""
    one = acts.request_hash("a", visitor(), {"x": 1, "y": (Words("一"), NOON)})
    assert one == acts.request_hash("a", visitor(), {"y": [Words("一"), NOON], "x": 1})
    others = [
        acts.request_hash("b", visitor(), {"x": 1, "y": (Words("一"), NOON)}),
        acts.request_hash("a", visitor("other"), {"x": 1, "y": (Words("一"), NOON)}),
        acts.request_hash("a", visitor(), {"x": 1, "y": (Words("二"), NOON)}),
        acts.request_hash("a", replace(SYSTEM), {"x": 1, "y": (Words("一"), NOON)}),
    ]
    assert len({one, *others}) == 5


def test_a_refusal_inside_an_act_reaches_the_caller_as_it_is(house: House, yulan: Community):
    """With its code, so that pages and routes can answer fittingly."""
    with pytest.raises(Refusal) as refused:
        hide_comment(
            house.database, visitor(), NOON, "act-1", community_id=yulan.id, comment_id="x", version=1, reason="x"
        )
    assert refused.value.code == "not_allowed"
