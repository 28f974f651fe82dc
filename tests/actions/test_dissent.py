"""Dissent is kept: objections are entered, visited and answered; no decision passes by one that nobody visited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.accounts import add_member
from planning.actions.case_decisions import record_decision, take_back_decision
from planning.actions.dissent import (
    answer_objection,
    change_objection,
    change_visit,
    record_objection,
    record_visit,
    take_out_objection,
)
from planning.actions.households import forget_household
from planning.actions.own_comments import withdraw_comment
from planning.cases.case import Case, Phase
from planning.cases.decision import CaseDecision, Force, Way
from planning.cases.dissent import Objection, Outcome
from planning.cases.household import Household, HouseholdState
from planning.errors import Refusals
from planning.i18n.translator import Translator
from planning.options.round import Round
from planning.people import SYSTEM, Member, Role, Visitor
from planning.period import Period
from planning.queries.dissent import DissentView, Worklist, dissent_view, objections_at_work
from planning.queries.timeline import case_timeline
from planning.reports.dissent import passed_by
from planning.site import Community, new_id
from planning.store import erasing, naming
from planning.surveys.comment import Comment, Topic
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.makers import NOON
from tests.speaking import say

DOING: dict[str, Any] = {
    act.__name__: act
    for act in (
        record_objection, change_objection, take_out_objection, record_visit, change_visit, answer_objection, record_decision, take_back_decision,
    )
}  # fmt: skip
DOOR, MINE = "7-2-301", "树荫没了，老人怎么走路"


@dataclass
class Matter:
    """A case with its staff."""

    house: House
    here: Community
    case: Case
    zhou: Visitor
    board: Visitor

    def do(self, name: str, by: Visitor | None = None, act_id: str = "", **arguments: Any) -> str:
        """Do an act as the social worker, or as somebody else."""
        done: str = DOING[name](self.house.database, by or self.zhou, NOON, act_id or new_id(), **arguments)
        return done

    def object(self, **instead: Any) -> str:
        """Enter an objection."""
        assert self.zhou.member
        usual: dict[str, Any] = {
            "case_id": self.case.id, "topic": Topic.SHADE, "who": DOOR, "text": MINE, "shown": False, "owner_id": self.zhou.member.id,
        }  # fmt: skip
        return self.do("record_objection", **(usual | instead))

    def visit(self, objection_id: str, outcome: Outcome, **instead: Any) -> str:
        """Note a visit."""
        usual: dict[str, Any] = {"day": NOON.date(), "went": "Zhou Xiaomei", "explained": "分段施工"}
        return self.do("record_visit", objection_id=objection_id, outcome=outcome, **(usual | instead))

    def decide(self, who: Visitor | None = None, **instead: Any) -> str:
        """Record a decision."""
        usual: dict[str, Any] = {
            "case_id": self.case.id, "decided": Words("换", "Replace"), "way": Way.CONSENSUS, "force": Force.ADVISORY,
            "day": NOON.date(), "present": 23, "attending": "Lao Li",
        }  # fmt: skip
        return self.do("record_decision", who or self.board, **(usual | instead))

    def read(self) -> DissentView:
        """What everybody reads."""
        return dissent_view(
            self.house.database, makers.visitor(), NOON, community_id=self.here.id, case_id=self.case.id
        )

    def work(self) -> Worklist:
        """What those read who work on it."""
        return objections_at_work(self.house.database, self.zhou, NOON, community_id=self.here.id, case_id=self.case.id)


@pytest.fixture
def matter(house: House) -> Matter:
    """A case, a social worker and a board."""
    here = makers.community(house)
    case = Case(new_id(), here.id, Words("树"), Words("换吗"), Words(""), Phase.DECIDE, NOON)
    with house.database.writing() as session:
        store.add(session, case)
    staff: list[Visitor] = []
    for role in (Role.SOCIAL_WORKER, Role.BOARD):
        made: Member = add_member(
            house.database, SYSTEM, NOON, name=f"Staff {role}", password="correct horse battery", role=role, community_id=here.id
        )  # fmt: skip
        staff.append(Visitor(made))
    return Matter(house, here, case, *staff)


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_everybody_reads_what_stands_and_never_who(matter: Matter):
    """Words that may be shown, of the others topic and answer; the number of those that were met or withdrawn; no door, no name."""
    loud, quiet, met, gone, new = (matter.object(text=f"{MINE}{n}", shown=n in {0, 2}) for n in range(5))
    for id_, outcome in (
        (loud, Outcome.STANDS),
        (quiet, Outcome.STANDS),
        (met, Outcome.MET),
        (gone, Outcome.WITHDRAWN),
    ):
        matter.visit(id_, outcome)
    matter.do("answer_objection", matter.board, objection_id=quiet, version=1, answer=Words("分段", "In sections"))
    tally = matter.read().tally
    assert (tally.total, tally.met, tally.withdrawn) == (5, 1, 1)
    said = {(one.words, one.answer["en"], one.visits) for one in tally.standing}
    assert said == {(f"{MINE}0", "", 1), ("", "In sections", 1), ("", "", 0)}
    became = {(one.words, one.outcome) for one in tally.settled}
    assert became == {(f"{MINE}2", Outcome.MET), ("", Outcome.WITHDRAWN)}
    assert DOOR not in repr(matter.read())
    assert "Zhou" not in repr(matter.read())
    assert new in {line.objection.id for line in matter.work().lines if line.outcome is None}


def test_the_latest_visit_counts(matter: Matter):
    """Whoever withdrew and objects again stands again, in whichever order the visits were noted."""
    id_ = matter.object()
    matter.visit(id_, Outcome.STANDS)
    earlier = matter.visit(id_, Outcome.WITHDRAWN, day=NOON.date() - timedelta(days=3))
    assert matter.work().lines[0].outcome is Outcome.STANDS
    matter.do("change_visit", visit_id=earlier, version=1, day=NOON.date() - timedelta(days=3), went="Zhou", explained="x", outcome=Outcome.MET)  # fmt: skip
    assert len(matter.read().tally.standing) == 1


def test_no_decision_passes_by_an_unvisited_objection(matter: Matter):
    """Refused, and nothing is kept; with the board's reason it is recorded, and the reason is there to read."""
    matter.visit(matter.object(), Outcome.STANDS)
    matter.object()
    assert refused(matter.decide) == ["unvisited"]
    assert matter.read().decisions == ()
    matter.decide(unvisited_reason="The rains come.")
    decision = matter.read().decisions[0].decision
    assert (decision.unvisited, decision.unvisited_reason, decision.present) == (1, "The rains come.", 23)
    assert decision.attending == ""
    assert matter.work().decisions[0].decision.attending == "Lao Li"


def test_a_decision_needs_no_reason_once_everybody_was_visited(matter: Matter):
    """A reason that is not needed is not kept either."""
    matter.visit(matter.object(), Outcome.STANDS)
    matter.decide(unvisited_reason="Because.")
    assert matter.read().decisions[0].decision.unvisited_reason == ""


def test_only_the_board_decides(matter: Matter):
    """Whoever visits does not decide."""
    assert refused(matter.decide, matter.zhou) == ["not_allowed"]


def test_all_that_is_wrong_with_a_decision_is_said_at_once(matter: Matter):
    """More votes than people, nobody there, a day to come, no words, no round."""
    tomorrow = NOON.date() + timedelta(days=1)
    votes = {"way": Way.SHOW_OF_HANDS, "present": 3, "in_favour": 3, "against": 1}
    assert refused(matter.decide, day=tomorrow, decided=Words(""), **votes) == ["not_yet", "empty_text", "more_votes"]
    assert refused(matter.decide, present=0) == ["nobody_there"]
    assert refused(matter.decide, way=Way.REPRESENTATIVES, in_favour=-1, against=2) == ["more_votes"]
    assert refused(matter.decide, way=Way.ROUND) == ["no_round"]


@pytest.mark.parametrize(("closed", "ours"), [(True, True), (False, True), (True, False)])
def test_a_decision_by_a_round_names_a_closed_round_of_the_case(matter: Matter, closed: bool, ours: bool):
    """Neither one that is open nor one of another case; the title of the round is there to read."""
    end = NOON + timedelta(hours=-1 if closed else 1)
    round_ = Round(
        new_id(), matter.here.id, Words("题", "Trees?"), Words("?"), case_id=matter.case.id if ours else None,
        period=Period(end - timedelta(days=2), end),
    )  # fmt: skip
    with matter.house.database.writing() as session:
        store.add(session, round_)
    if not (closed and ours):
        assert refused(matter.decide, way=Way.ROUND, of_round=round_.id) == ["no_round"]
        return
    matter.decide(way=Way.ROUND, of_round=round_.id)
    seen = matter.read().decisions[0]
    assert (seen.round_title, seen.decision.present) == (round_.title, 0)


def test_a_decision_is_taken_back_once_and_stays_to_be_read(matter: Matter):
    """With its reason; who was there is forgotten."""
    id_ = matter.decide()
    matter.do("take_back_decision", matter.board, decision_id=id_, version=1, reason="A wrong date.")
    seen = matter.work().decisions[0].decision
    assert (seen.withdrawn_reason, seen.attending, seen.withdrawn_at) == ("A wrong date.", "", NOON)
    assert refused(
        matter.do, "take_back_decision", matter.board, decision_id=id_, version=2, reason="Again."
    ) == ["taken_back"]  # fmt: skip


def test_a_decision_passes_by_no_objection_that_was_only_said_elsewhere(matter: Matter):
    """Comments against it and households that object are entered, or the board says why: everybody reads how many comments, of
    households only that there are some; a comment in favour and one that was taken back bind nobody.
    """
    against = [say(matter.house, matter.here, f"别砍 {n}", case_id=matter.case.id, stance="objection", browser=f"b{n}") for n in range(2)]  # fmt: skip
    say(matter.house, matter.here, "换吧", case_id=matter.case.id, stance="support", browser="b3")
    doors = [Household(new_id(), matter.here.id, matter.case.id, None, f"3-{n}", "", NOON, state) for n, state in enumerate((HouseholdState.OBJECTED, HouseholdState.AGREED))]  # fmt: skip
    with matter.house.database.writing() as session:
        store.add_all(session, doors)
    assert refused(matter.decide) == ["unentered"]
    assert (matter.work().against, [one.door for one in matter.work().doors]) == (2, ["3-0"])
    told = matter.decide(unvisited_reason="They were all heard in the hall.")
    seen = {one.decision.id: one.decision for one in matter.read().decisions}[told]
    assert (seen.unentered, seen.unentered_doors, seen.unvisited_reason) == (
        2,
        True,
        "They were all heard in the hall.",
    )
    assert passed_by(Translator("en"), seen) == (
        "2 comments against it were not entered as objections. Households object that were not entered as objections. "
        "The board says why: They were all heard in the hall."
    )
    entered = [matter.object(comment_id=one, text="", who="a walker") for one in against]
    entered.append(matter.object(household_id=doors[0].id, who="", text="the sheds stay"))
    assert refused(matter.object, household_id=doors[0].id) == ["entered_before"]
    assert refused(matter.object, household_id="gone") == ["not_found"]
    for one in entered:
        matter.visit(one, Outcome.STANDS)
    clean = matter.decide(unvisited_reason="Nothing.")
    seen = {one.decision.id: one.decision for one in matter.read().decisions}[clean]
    assert (seen.unentered, seen.unentered_doors, seen.unvisited_reason) == (0, False, "")
    forget_household(matter.house.database, matter.board, NOON, new_id(), household_id=doors[0].id)
    with matter.house.database.reading() as session:
        kept = store.get(session, Objection, entered[-1])
    assert (kept.who, kept.text, kept.household_id) == ("", "", None)
    assert matter.zhou.member
    again = matter.do(
        "change_objection", topic=Topic.SHADE, owner_id=matter.zhou.member.id, objection_id=kept.id, version=kept.version,
        who="", text="", shown=False,
    )  # fmt: skip
    assert again == kept.id


def test_a_note_of_the_staff_is_never_shown_as_the_words_of_who_objects(matter: Matter):
    """Where it stands in for words that nobody typed; words that were typed are shown as the objector allowed."""
    doors = [
        Household(new_id(), matter.here.id, matter.case.id, None, f"3-{n}", "", NOON, HouseholdState.OBJECTED, note="他家晚上才在")
        for n in range(2)
    ]  # fmt: skip
    with matter.house.database.writing() as session:
        store.add_all(session, doors)
    for door, text in zip(doors, (" ", MINE), strict=True):
        matter.object(household_id=door.id, who="", text=text, shown=True)
    assert {one.words for one in matter.read().tally.standing} == {"", MINE}
    assert {(line.objection.text, line.objection.shown) for line in matter.work().lines} == {
        ("他家晚上才在", False),
        (MINE, True),
    }


def test_an_entry_made_by_mistake_counts_no_more_and_says_why(matter: Matter):
    """It binds no decision, is told by its number, takes neither visit nor answer; its comment may be entered anew."""
    comment = say(matter.house, matter.here, "别砍", case_id=matter.case.id, stance="objection")
    id_ = matter.object(comment_id=comment, text="")
    out: dict[str, Any] = {"objection_id": id_, "version": 1}
    assert refused(matter.do, "take_out_objection", reason=" ", **out) == ["empty_text"]
    matter.do("take_out_objection", reason="Another case.", **out)
    assert refused(matter.do, "take_out_objection", reason="Again.", **out | {"version": 2}) == ["taken_out"]
    assert (matter.read().tally.total, matter.read().tally.mistaken, matter.work().unvisited) == (0, 1, 0)
    assert refused(matter.visit, id_, Outcome.STANDS) == ["taken_out"]
    assert refused(matter.do, "answer_objection", matter.board, **out | {"version": 2}, answer=Words("答")) == [
        "taken_out"
    ]
    assert refused(matter.decide) == ["unentered"]
    matter.visit(matter.object(comment_id=comment, text=""), Outcome.STANDS)
    matter.decide()
    told = case_timeline(
        matter.house.database, makers.visitor(), NOON, community_id=matter.here.id, case_id=matter.case.id
    )
    assert "Another case." in {one.reason for one in told.happened if one.what == "take_out_objection"}


def test_a_double_click_enters_one_objection(matter: Matter):
    """Row 1: the same form twice is one entry."""
    assert matter.object(act_id="act-1") == matter.object(act_id="act-1")
    assert len(matter.work().lines) == 1


def test_an_objection_needs_a_label_words_and_an_owner_of_this_community(matter: Matter):
    """All at once; staff of another community are no owner."""
    assert refused(matter.object, who=" ", text="", owner_id="nobody") == ["empty_text", "empty_text", "no_owner"]
    assert refused(matter.object, text="x" * 1001) == ["long_text"]
    assert refused(matter.visit, matter.object(), Outcome.MET, day=NOON.date() + timedelta(days=1)) == ["not_yet"]


def test_an_older_copy_is_not_saved_over_a_newer_one(matter: Matter):
    """Two members of staff answer at once: the second one is told."""
    id_ = matter.object()
    for version, told in ((1, None), (1, ["edited_meanwhile"])):
        arguments: dict[str, Any] = {"objection_id": id_, "version": version, "answer": Words("答")}
        if told is None:
            matter.do("answer_objection", matter.board, **arguments)
        else:
            assert refused(matter.do, "answer_objection", matter.board, **arguments) == told


def test_an_objection_is_made_from_a_comment_once(matter: Matter):
    """Its words stand in; they are shown as long as the comment is, and go with it when it is erased."""
    comment = say(matter.house, matter.here, "别砍", case_id=matter.case.id)
    matter.object(comment_id=comment, text="", shown=True)
    assert refused(matter.object, comment_id=comment) == ["entered_before"]
    assert refused(matter.object, comment_id="gone") == ["not_found"]
    assert matter.read().tally.standing[0].words == "别砍"
    withdraw_comment(
        matter.house.database,
        makers.visitor("neighbour"),
        NOON,
        new_id(),
        community_id=matter.here.id,
        comment_id=comment,
        version=1,
    )
    assert matter.read().tally.standing[0].words == ""
    with matter.house.database.writing() as session:
        erasing.erase_comments(session, matter.house.settings.photo_place, store.find(session, Comment), NOON)
    with matter.house.database.reading() as session:
        kept = store.find(session, Objection)[0]
    assert (kept.who, kept.text, kept.shown, kept.topic) == ("", "", False, Topic.SHADE)


def test_the_log_keeps_no_words_of_who_objects_and_mending_forgets_a_name(matter: Matter):
    """Texts that name a person are found, and are gone once they are mended: label, words, visit, who was there."""
    name = "Wang Guiying"
    id_ = matter.object(who=name, text=f"{name} says no")
    call = matter.visit(id_, Outcome.STANDS, explained=f"to {name}")
    decision = matter.decide(attending=name)
    with matter.house.database.reading() as session:
        found = {(m.table, m.column) for m in naming.mentions(session, name)}
    assert found == {
        ("objections", "who"), ("objections", "text"), ("objection_visits", "explained"), ("case_decisions", "attending"),
    }  # fmt: skip
    assert matter.zhou.member
    matter.do("change_objection", objection_id=id_, version=1, topic=Topic.SHADE, who="a door", text="no", shown=False, owner_id=matter.zhou.member.id)  # fmt: skip
    matter.do("change_visit", visit_id=call, version=1, day=NOON.date(), went="Zhou", explained="x", outcome=Outcome.MET)  # fmt: skip
    matter.do("take_back_decision", matter.board, decision_id=decision, version=1, reason="Mended.")
    with matter.house.database.reading() as session:
        assert naming.mentions(session, name) == []
        assert store.get(session, CaseDecision, decision).present == 23
    assert name not in repr(dump(matter.house.database))
