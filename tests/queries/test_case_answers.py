"""What a board is asked at the end of a case: nothing that the record hides follows from it, nothing of a small roll is told, and
an option that does not stand was put out by somebody, in a role.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planning import store
from planning.actions.options import withdraw_option
from planning.cases.case import Case, Phase
from planning.options.ballot import Ballot, Channel
from planning.options.electorate import Contact, Voter, VoterKind
from planning.options.option import Option
from planning.options.paper.figures import PaperFigures
from planning.options.record.paper import PaperPart
from planning.options.round import Round
from planning.people import Grant, Member, Role, Visitor
from planning.period import Period
from planning.queries.case_answers import Channels, PutOut, RoundAnswers, case_answers
from planning.site import Community, new_id
from planning.store import accounts, journal
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.makers import NOON

DAY = timedelta(days=1)


def answers(house: House, *, box: dict[Channel, int], roll: dict[Contact, int], hours: int = -1) -> tuple[RoundAnswers, list[Ballot]]:  # fmt: skip
    """What is told of a round with such ballots and such a roll, which closed so many hours ago, and its box."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.VOTE, NOON)
    closes = NOON + timedelta(hours=hours)
    round_ = Round(new_id(), here.id, Words("换"), Words("换吗"), case_id=case.id, period=Period(closes - DAY, closes))
    ballots = [Ballot(new_id(), here.id, round_.id, (), channel=way) for way, n in box.items() for _ in range(n)]
    voters = [
        Voter(new_id(), here.id, round_.id, VoterKind.HOUSEHOLD, f"{contact} {n}", contact=contact)
        for contact, count in roll.items() for n in range(count)
    ]  # fmt: skip
    with house.database.writing() as session:
        store.add_all(session, [case])
        store.add_all(session, [round_])
        store.add_all(session, ballots)
        store.add_all(session, voters)
    told = case_answers(house.database, makers.visitor(), NOON, community_id=here.id, case_id=case.id)
    return told.rounds[round_.id], ballots


@pytest.mark.parametrize(
    ("box", "told"),
    [
        ({Channel.PHONE: 20, Channel.WEB: 3, Channel.PAPER: 12}, Channels(23, 12)),
        ({Channel.PHONE: 20, Channel.WEB: 3}, Channels(23, 0)),
        ({Channel.PHONE: 20, Channel.WEB: 9, Channel.PAPER: 3}, None),
        ({Channel.PHONE: 2, Channel.WEB: 2, Channel.PAPER: 12}, None),
        ({Channel.PHONE: 9}, None),
        ({}, None),
    ],
)
def test_ballots_by_channel_are_told_as_the_record_tells_them(house: House, box, told):
    """Two ways of hiding the same ballots would give away what each of them hides."""
    found, ballots = answers(house, box=box, roll={Contact.REACHED: 40})
    assert found.channels == told
    public = PaperPart(PaperFigures("first"), ballots).public
    assert (public and Channels(public["phone"], public["paper"])) == told


def test_no_channel_is_told_while_people_vote(house: House):
    """Nobody follows who has voted how."""
    found, _ = answers(house, box={Channel.PHONE: 30}, roll={Contact.REACHED: 40}, hours=1)
    assert found.channels is None


@pytest.mark.parametrize(
    ("roll", "on_roll", "contacts"),
    [
        ({Contact.NOT_REACHED: 3}, None, dict.fromkeys(Contact)),
        ({Contact.REACHED: 4}, None, dict.fromkeys(Contact)),
        ({Contact.REACHED: 2, Contact.NOT_REACHED: 2}, None, dict.fromkeys(Contact)),
        ({Contact.REACHED: 5}, 5, dict.fromkeys(Contact, 0) | {Contact.REACHED: 5}),
        ({}, 0, dict.fromkeys(Contact, 0)),
    ],
)
def test_of_a_small_roll_nothing_is_told(house: House, roll, on_roll, contacts):
    """Three on the roll and "not reached: not shown" says that three were not reached."""
    found, _ = answers(house, box={}, roll=roll)
    assert (found.on_roll, dict(found.contacts)) == (on_roll, contacts)


def voted_on(house: House) -> tuple[Community, Round, list[Option]]:
    """A round of a case with four options, while people vote."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.VOTE, NOON)
    round_ = Round(
        new_id(), here.id, Words("选"), Words("哪种"), case_id=case.id, period=Period(NOON - DAY, NOON + DAY)
    )
    options = [Option(new_id(), here.id, round_.id, key, n, Words(key)) for n, key in enumerate("abcd")]
    with house.database.writing() as session:
        store.add(session, case)
        store.add(session, round_)
        store.add_all(session, options)
    return here, round_, options


def put_out(house: House, round_: Round) -> list[PutOut]:
    """What everybody reads of it."""
    of = {"community_id": round_.community_id, "case_id": round_.case_id or ""}
    return list(case_answers(house.database, makers.visitor(), NOON, **of).rounds[round_.id].out)


def enrolled(house: House, here: Community, *roles: Role) -> Member:
    """An account with these roles."""
    member = Member(new_id(), new_id(), frozenset(Grant(role, here.id) for role in roles))
    with house.database.writing() as session:
        accounts.add_member(session, member, "", NOON)
    return member


def test_by_whom_is_told_in_the_role_of_that_day(house: House):
    """Who is a planner and no board any more put it out as the board; a moderator could not, an administrator could."""
    here, round_, options = voted_on(house)
    once = enrolled(house, here, Role.BOARD)
    both = enrolled(house, here, Role.MODERATOR, Role.ADMINISTRATOR)
    for member, option in ((once, options[0]), (both, options[1])):
        withdraw_option(house.database, Visitor(member), NOON, new_id(), option_id=option.id, reason="None to be had.")
    with house.database.writing() as session:
        accounts.take(session, once.id, Grant(Role.BOARD, here.id))
        accounts.give(session, once.id, Grant(Role.PLANNER, here.id))
        accounts.set_disabled(session, both.id, NOON)
    assert [(one.role, one.is_gone) for one in put_out(house, round_)] == [
        (Role.BOARD, False), (Role.ADMINISTRATOR, True),
    ]  # fmt: skip


def test_of_an_older_entry_it_is_told_in_which_role_it_could_be_done_today(house: House):
    """The log said no role: an account without one any more is not told as one that is gone; of an unknown entry nothing is told."""
    here, round_, options = voted_on(house)
    board, nobody, gone = (enrolled(house, here, *roles) for roles in ((Role.PLANNER, Role.BOARD), (), (Role.BOARD,)))
    with house.database.writing() as session:
        accounts.set_disabled(session, gone.id, NOON)
        for option in options:
            store.change(session, replace(option, withdrawn_at=NOON))
        for member, option in zip((board, nobody, gone), options, strict=False):
            journal.log(
                session, at=NOON, member_id=member.id, act="withdraw_option", community_id=here.id, subject=f"option:{option.id}",
                before=None, after={"withdrawn_at": NOON.isoformat(), "key": option.key}, reason="None to be had.",
            )  # fmt: skip
    assert [(one.title.zh, one.reason, one.role, one.is_gone) for one in put_out(house, round_)] == [
        ("a", "None to be had.", Role.BOARD, False), ("b", "None to be had.", None, False), ("c", "None to be had.", None, True),
        ("d", "", None, False),
    ]  # fmt: skip
