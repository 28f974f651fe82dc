"""What a board is asked at the end of a case: nothing that the record hides follows from it, and nothing of a small roll is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from planning import store
from planning.cases.case import Case, Phase
from planning.options.ballot import Ballot, Channel
from planning.options.electorate import Contact, Voter, VoterKind
from planning.options.paper.figures import PaperFigures
from planning.options.record.paper import PaperPart
from planning.options.round import Round
from planning.period import Period
from planning.queries.case_answers import Channels, RoundAnswers, case_answers
from planning.site import new_id
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
