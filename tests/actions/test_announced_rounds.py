"""What staff can still do to a round once a ballot lies in its box: close, extend, withdraw; everything else is refused."""

from __future__ import annotations

import inspect
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from planning.actions.act import ACTS
from planning.cases.fund import Fund
from planning.errors import Refusals
from planning.options.option import Option
from planning.options.round import Round
from planning.people import SYSTEM
from planning.site import new_id
from planning.store import add, find, get
from planning.store.settling import definition_of
from planning.surveys.comment import Comment
from planning.surveys.questionnaire.survey import Survey
from planning.web.house import House
from tests.examples import kept_examples
from tests.house.test_tenants import PLAIN, is_fleeting
from tests.rounds import Poll, opened

MAY = {"close_round", "extend_round", "withdraw_option"}
OF_VOTERS = {
    "cast_ballot",
    "take_practice_code",
    "enrol_voters",
    "issue_codes",
    "reissue_codes",
    "clear_roll",
    "note_contact",
}
"""Acts about who votes: they change nothing of what is voted on."""
BESIDE: dict[str, type | None] = {
    "say_fate": Comment, "change_survey": Survey, "set_aside_for_round": Fund, "weigh_by_round": None,
}  # fmt: skip
"""Acts that name a round or an option and write into tables of their own, with what they need one of: tried as well."""
TOUCHING = sorted(
    name
    for name, act in ACTS.items()
    if {"round_id", "option_id"} & set(inspect.signature(act.__wrapped__).parameters) and name not in OF_VOTERS  # type: ignore[attr-defined]
)


@pytest.fixture
def poll(house: House) -> Poll:
    """An open round with one ballot."""
    poll = opened(house)
    poll.cast()
    return poll


def try_it(poll: Poll, name: str) -> str | None:
    """Do an act to the round as the administrator of the house; the code of its refusal, if it is refused."""
    act, here = ACTS[name], {"round_id": poll.round_id, "option_id": poll.view.wares[0].option.id}
    parameters = list(inspect.signature(act.__wrapped__).parameters.values())[1:]  # type: ignore[attr-defined]
    known: dict[str, Any] = PLAIN | here | {"closes": poll.house.clock() + timedelta(days=9), "reason": "Because."}
    known |= {"opens": poll.house.clock(), "pictures": ("x",), "target": "place", "case_id": ""}
    kind = BESIDE.get(name)
    known |= about(poll, kind) if kind else {}
    taken = {p.name: known[p.name] for p in parameters if p.default is inspect.Parameter.empty or p.name in here}
    ids = [] if is_fleeting(name) else [new_id()]
    try:
        act(poll.house.database, SYSTEM, poll.house.clock(), *ids, **taken)
    except Refusals as refused:
        return refused.code
    return None


def about(poll: Poll, kind: type) -> dict[str, Any]:
    """The id of a comment, a questionnaire or a fund of the round's own community."""
    with poll.house.database.writing() as session:
        example = kept_examples(session)[kind]
        ours = {f.name: None for f in fields(example) if f.name in {"courtyard_id", "case_id", "round_id", "before_id"}}
        made = add(session, replace(example, id=new_id(), community_id=poll.community.id, **ours))
    return {"community_id": poll.community.id, f"{kind.__name__.lower()}_id": made.id}


def test_the_acts_that_touch_a_round_are_known():
    """A new one is tried below, and either refused or written into the list of those that may be done."""
    assert set(TOUCHING) >= MAY | set(BESIDE)
    assert {"open_round", "add_option", "change_option", "picture_option", "choose_receipts"} <= set(TOUCHING)


@pytest.mark.parametrize("name", TOUCHING)
def test_only_closing_extending_and_withdrawing_are_left(house: House, poll: Poll, name: str):
    """Whatever else is tried, round and options stay as they were announced."""
    with house.database.reading() as session:
        before = get(session, Round, poll.round_id), find(session, Option, round_id=poll.round_id)
    code = try_it(poll, name)
    with house.database.reading() as session:
        after = get(session, Round, poll.round_id), find(session, Option, round_id=poll.round_id)
        announced = definition_of(session, poll.round_id)
    if name in MAY:
        assert code is None
        assert after != before
    else:
        assert name in BESIDE or code in {"already_sealed", "not_closed", "no_paper"}
        assert after == before
    assert announced is not None
    assert announced.hash == after[0].definition_hash


@pytest.mark.parametrize("name", ["close_round", "extend_round", "withdraw_option"])
def test_each_of_the_three_needs_a_reason(poll: Poll, name: str):
    """Everybody can read it."""
    act = ACTS[name]
    arguments: dict[str, dict[str, Any]] = {
        "close_round": {"round_id": poll.round_id},
        "extend_round": {"round_id": poll.round_id, "closes": poll.house.clock() + timedelta(days=9)},
        "withdraw_option": {"option_id": poll.view.wares[0].option.id},
    }
    with pytest.raises(Refusals) as refused:
        act(poll.house.database, SYSTEM, poll.house.clock(), new_id(), **arguments[name], reason=" ")
    assert refused.value.code == "empty_text"
