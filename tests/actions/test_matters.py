"""The public-opinion channel: what is raised is answered, merged, handed up, turned into a case or closed, never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from planning import store
from planning.actions.matters import enter_matter, support_matter, take_back_matter, unsupport_matter
from planning.actions.personal import erase_matter, run_retention
from planning.cases.case import Case, Phase
from planning.cases.matter import Deed, Level, Matter, MatterState
from planning.errors import Refusals
from planning.options.electorate import new_code
from planning.people import SYSTEM, Role
from planning.queries.log import log_entries
from planning.queries.matter_work import matter_at_work
from planning.queries.matters import similar_matters, supported_matters
from planning.site import new_id
from planning.store import erasing
from planning.web.house import House
from planning.wording import Words
from tests import makers
from tests.databases import dump
from tests.makers import NOON, Clock
from tests.matters import FRUIT, SAID, Channel, channel


@pytest.fixture
def street(house: House) -> Channel:
    """An empty channel."""
    return channel(house)


def refused(function: Any, *arguments: Any, **named: Any) -> list[str]:
    """The codes of all problems."""
    with pytest.raises(Refusals) as caught:
        function(*arguments, **named)
    return [problem.code for problem in caught.value.problems]


def test_the_same_word_raises_the_same_matter(street: Channel):
    """Row 1 and 11: sent twice it is one matter; row 2: other contents under the word are refused and change nothing."""
    id_, word = street.raised()
    assert street.raised(word=word.lower().replace("-", " ")) == (id_, word.lower().replace("-", " "))
    assert refused(street.raised, "别的事", word) == ["act_reused"]
    assert [card.matter.text for card in street.list().cards] == [FRUIT]


def test_all_that_is_wrong_is_said_at_once(street: Channel):
    """Neither a word, nor words, nor a topic, nor a courtyard of ours."""
    found = refused(street.raised, "", "short", topic="magic", courtyard_id="elsewhere", place="x" * 99)
    assert found == ["bad_word", "unknown_topic", "empty_text", "long_text", "unknown_courtyard"]


def test_whoever_holds_the_word_sees_what_became_of_it_and_nobody_else_what_is_not_shown(street: Channel):
    """Words for staff only are read by the holder; the public list has topic and state; no answer carries the hash."""
    id_, word = street.raised(shown=False, place="3 栋北侧")
    street.step(id_, Deed.ANSWERED)
    held, public = street.held(word), street.read(id_)
    assert (held.card.matter.text, held.steps[-1].words) == (FRUIT, SAID)
    assert (public.card.matter.text, public.card.matter.place, public.card.matter.state) == (
        "",
        "",
        MatterState.ANSWERED,
    )
    assert street.list(text="果子").total == 0
    with street.house.database.reading() as session:
        hash_ = store.get(session, Matter, id_).word_hash
    assert hash_ is not None
    for told in (held, public, street.list()):
        assert hash_ not in repr(told)
    assert refused(street.held, new_code()) == refused(street.held, "x") == ["unknown_word"]
    assert word.replace("-", "") not in repr(dump(street.house.database))


def test_an_answer_that_is_late_is_visibly_late_until_it_comes(street: Channel, clock: Clock):
    """The promise of the day on which it was raised counts; a later promise changes nothing of it."""
    street.do("promise_days", community_id=street.here.id, days=3)
    id_, _ = street.raised()
    street.do("promise_days", community_id=street.here.id, days=30)
    assert (street.list().days, street.list().counts.overdue) == (30, 0)
    clock.forward(days=3)
    assert street.list().counts.overdue == 0
    clock.forward(seconds=1)
    assert (street.list().counts.overdue, street.list(overdue=True).cards[0].is_overdue) == (1, True)
    street.step(id_, Deed.ANSWERED)
    assert (street.list().counts.overdue, street.list(overdue=True).total) == (0, 0)
    assert refused(street.do, "promise_days", community_id=street.here.id, days=0) == ["bad_days"]


def test_handed_up_it_waits_again_and_the_reply_comes_back(street: Channel, clock: Clock):
    """Up only, step by step or over one; what the city answers is the answer, and the promise begins anew."""
    id_, word = street.raised()
    street.do("receive_matter", matter_id=id_, version=1)
    assert refused(street.step, id_, Deed.REPLIED) == ["wrong_step"]
    assert refused(street.step, id_, Deed.HANDED_UP, level=Level.COURTYARD) == ["not_above"]
    clock.forward(days=5)
    street.step(id_, Deed.HANDED_UP, level=Level.SUB_DISTRICT)
    street.step(id_, Deed.HANDED_UP, level=Level.CITY)
    assert street.kept(id_).due_at == clock.now + timedelta(days=7)
    assert refused(street.step, id_, Deed.HANDED_UP, level=Level.CITY) == ["not_above"]
    street.step(id_, Deed.REPLIED)
    held = street.held(word)
    assert (held.card.matter.state, held.steps[-1].deed, held.steps[-1].level) == (
        MatterState.ANSWERED, Deed.REPLIED, Level.CITY,
    )  # fmt: skip
    assert street.steps(id_) == [Deed.RECEIVED, Deed.HANDED_UP, Deed.HANDED_UP, Deed.REPLIED]


def test_what_was_merged_answers_together_and_is_parted_where_it_stood(street: Channel):
    """Voices add up, a browser that supports both counts once; the word of the merged one leads to the answer."""
    one, _ = street.raised()
    other, word = street.raised("女贞果子掉一地，老人滑倒了")
    for browser, id_ in (("a", one), ("a", other), ("b", other)):
        support_matter(street.house.database, makers.visitor(browser), NOON, community_id=street.here.id, matter_id=id_)
    street.do("receive_matter", matter_id=other, version=1)
    street.do("merge_matter", matter_id=other, version=2, into_id=one)
    [card] = street.list().cards
    assert (card.matter.id, card.supports, card.merged, street.list().counts.total) == (one, 2, 1, 1)
    street.step(one, Deed.ANSWERED)
    held = street.held(word)
    assert held.head is not None
    assert (held.head.matter.state, held.head_steps[-1].words) == (MatterState.ANSWERED, SAID)
    assert refused(street.step, other, Deed.ANSWERED) == ["merged"]
    assert refused(street.do, "merge_matter", matter_id=one, version=2, into_id=other) == ["not_found"]
    third, _ = street.raised("第三件")
    assert refused(street.do, "merge_matter", matter_id=one, version=2, into_id=third) == ["has_merged"]
    street.do("part_matter", matter_id=other, version=3)
    assert street.kept(other).state is MatterState.RECEIVED
    assert {card.matter.id: card.supports for card in street.list().cards} == {one: 1, other: 2, third: 0}
    assert street.steps(other) == [Deed.RECEIVED, Deed.MERGED, Deed.UNMERGED]


def test_an_overdue_matter_stays_overdue_in_the_one_that_it_was_merged_with(street: Channel, clock: Clock):
    """What was promised first binds, in the counts, the list and the card, until it is answered, promised anew or parted."""
    late, _ = street.raised()
    clock.forward(days=8)
    due = street.kept(late).due_at
    fresh, _ = street.raised("女贞果子掉一地，老人滑倒了")
    street.do("merge_matter", matter_id=late, version=1, into_id=fresh)
    [card] = street.list(overdue=True).cards
    assert (card.matter.id, card.is_overdue, card.matter.due_at, street.list().counts.overdue) == (fresh, True, due, 1)
    street.do("part_matter", matter_id=late, version=2)
    assert [one.matter.id for one in street.list(overdue=True).cards] == [late]
    street.do("merge_matter", matter_id=late, version=3, into_id=fresh)
    street.step(fresh, Deed.HANDED_UP, level=Level.CITY)
    assert (street.list().counts.overdue, street.kept(late).due_at) == (0, clock.now + timedelta(days=7))
    clock.forward(days=8)
    assert street.list().counts.overdue == 1
    street.step(fresh, Deed.REPLIED)
    assert (street.list().counts.overdue, street.list(overdue=True).total) == (0, 0)


def test_nothing_that_waits_is_merged_into_a_closed_matter(street: Channel):
    """It would be silenced without a word: the other one is reopened first."""
    closed, _ = street.raised()
    fresh, _ = street.raised("女贞果子掉一地，老人滑倒了")
    street.step(closed, Deed.CLOSED)
    assert refused(street.do, "merge_matter", matter_id=fresh, version=1, into_id=closed) == ["into_closed"]
    street.step(closed, Deed.REOPENED)
    street.do("merge_matter", matter_id=fresh, version=1, into_id=closed)
    assert street.kept(fresh).merged_into == closed


def test_a_head_that_is_taken_back_leaves_what_was_merged_with_it_where_it_stood(street: Channel):
    """Others raised the same: their matters are in the list again, and wait for an answer of their own."""
    one, word = street.raised()
    other, others_word = street.raised("女贞果子掉一地，老人滑倒了")
    street.do("merge_matter", matter_id=other, version=1, into_id=one)
    for _ in range(2):
        take_back_matter(street.house.database, makers.visitor(), NOON, community_id=street.here.id, word=word)
    assert [card.matter.id for card in street.list().cards] == [other]
    assert (street.held(others_word).head, street.kept(other).merged_into, street.kept(other).version) == (
        None,
        None,
        3,
    )
    assert street.steps(other) == [Deed.MERGED, Deed.UNMERGED]


def test_any_other_contents_under_a_word_are_refused(street: Channel):
    """Row 2: place, courtyard, whether it is shown, and how it came in are contents as the words are."""
    id_, word = street.raised(place="3 栋")
    for other in ({"place": "4 栋"}, {"place": "3 栋", "shown": False}):
        assert refused(street.raised, FRUIT, word, **other) == ["act_reused"]
    told: dict[str, Any] = {
        "community_id": street.here.id, "word": word, "topic": "fruit", "text": FRUIT, "place": "3 栋", "via": "door",
    }  # fmt: skip
    assert refused(enter_matter, street.house.database, street.board, NOON, **told) == ["act_reused"]
    assert street.raised(FRUIT, word, place="3 栋")[0] == id_


def test_staff_read_of_the_matter_that_answers_what_everybody_reads(street: Channel):
    """The head may be of another courtyard: what its raiser kept for staff there is not shown beside what was merged."""
    one, _ = street.raised("只给工作人员看的话", shown=False)
    other, _ = street.raised()
    street.do("merge_matter", matter_id=other, version=1, into_id=one)
    work = matter_at_work(
        street.house.database, street.board, NOON, community_id=street.here.id, matter_id=other
    )  # fmt: skip
    assert work.head is not None
    assert (work.head.matter.id, work.head.matter.text) == (one, "")


def test_closed_with_a_reason_and_opened_again(street: Channel, clock: Clock):
    """No reason, no closing; reopened, it waits for an answer within the promise again."""
    id_, _ = street.raised()
    with pytest.raises(Refusals) as empty:
        street.do("step_matter", matter_id=id_, version=1, deed=Deed.CLOSED, words=Words(""))
    assert empty.value.code == "empty_text"
    street.step(id_, Deed.CLOSED)
    assert refused(street.step, id_, Deed.ANSWERED) == ["wrong_step"]
    clock.forward(days=20)
    street.step(id_, Deed.REOPENED)
    assert (street.kept(id_).state, street.kept(id_).is_overdue(clock.now)) == (MatterState.RECEIVED, False)


def test_a_case_answers_for_the_matter_that_it_came_from(street: Channel):
    """The list leads to the case, its phase and its next step; reopened, it is a matter of its own again."""
    case = Case(new_id(), street.here.id, Words("换树"), Words("换吗"), Words(""), Phase.SURVEY, NOON, Words("走访"))
    elsewhere = makers.community(street.house)
    with street.house.database.writing() as session:
        store.add(session, case)
        store.add(session, Case("theirs", elsewhere.id, Words("x"), Words("x"), Words(""), Phase.SURVEY, NOON))
    id_, _ = street.raised()
    assert refused(street.do, "matter_to_case", matter_id=id_, version=1, case_id="theirs") == ["unknown_case"]
    street.do("matter_to_case", matter_id=id_, version=1, case_id=case.id)
    assert street.read(id_).card.case == case
    street.step(id_, Deed.ANSWERED)
    assert street.kept(id_).state is MatterState.IN_CASE
    street.step(id_, Deed.REOPENED)
    assert (street.kept(id_).case_id, street.kept(id_).state) == (None, MatterState.RECEIVED)


def test_two_who_work_on_it_at_once_do_not_overwrite_each_other(street: Channel):
    """Row 49: the second is told to look again; a double click is one step."""
    id_, _ = street.raised()
    given = {"matter_id": id_, "version": 1, "deed": Deed.ANSWERED, "words": SAID}
    assert street.do("step_matter", "act-1", **given) == street.do("step_matter", "act-1", **given) == 2
    assert refused(street.do, "step_matter", "act-2", **given) == ["edited_meanwhile"]
    assert street.steps(id_) == [Deed.ANSWERED]


def test_hidden_words_stay_with_their_writer_who_is_told_why(street: Channel):
    """The list, its search and its duplicates know them no more; what becomes of the matter stays to be read."""
    moderator = makers.staff(Role.ADMINISTRATOR, street.here.id)
    street.board = moderator
    id_, word = street.raised()
    street.do("hide_matter", matter_id=id_, version=1, reason="写了邻居的姓名")
    assert FRUIT not in repr(street.list()) + repr(street.read(id_))
    assert street.list(text="女贞").total == 0
    assert "姓名" not in repr(street.read(id_))
    assert (street.held(word).card.matter.text, street.held(word).card.matter.hidden_reason) == (
        FRUIT,
        "写了邻居的姓名",
    )
    alike = similar_matters(
        street.house.database, makers.visitor(), NOON, community_id=street.here.id, topic="fruit", text=FRUIT
    )
    assert alike == []
    street.do("show_matter", matter_id=id_, version=2, reason="姓名已删")
    assert street.read(id_).card.matter.text == FRUIT


def test_taken_back_its_words_are_gone_and_nothing_more_is_done(street: Channel):
    """Only by the word; a second time changes nothing; the number of the list goes down."""
    id_, word = street.raised(place="3 栋")
    for _ in range(2):
        take_back_matter(street.house.database, makers.visitor(), NOON, community_id=street.here.id, word=word)
    assert (street.kept(id_).text, street.kept(id_).place, street.list().total) == ("", "", 0)
    assert refused(street.step, id_, Deed.ANSWERED) == ["withdrawn"]
    assert street.steps(id_) == [Deed.WITHDRAWN]
    assert FRUIT not in repr(dump(street.house.database))


def test_what_was_hidden_long_ago_is_erased_and_what_somebody_asks_for_in_person(street: Channel, clock: Clock):
    """After the days of the setting, and by an administrator where the word is lost; the steps and the log stay whole."""
    street.board = makers.staff(Role.ADMINISTRATOR, street.here.id)
    one, word = street.raised(place="3 栋")
    other, _ = street.raised("王大爷的事")
    street.do("hide_matter", matter_id=one, version=1, reason=f"引用：{FRUIT}")
    run_retention(street.house.database, SYSTEM, clock.forward(days=30), settings=street.house.settings)
    assert street.held(word).card.matter.text == FRUIT
    done = run_retention(street.house.database, SYSTEM, clock.forward(days=400), settings=street.house.settings)
    assert (done["matters"], street.held(word).card.matter.text, street.steps(one)) == (1, "", [Deed.HIDDEN])
    assert FRUIT not in repr(dump(street.house.database))
    erase_matter(street.house.database, SYSTEM, clock.now, matter_id=other, reason="本人要求")
    assert (street.kept(other).text, street.kept(other).state) == ("", MatterState.RAISED)
    assert refused(erase_matter, street.house.database, street.board, clock.now, matter_id=other, reason="x") == [
        "not_allowed"
    ]


def test_me_too_counts_once_for_each_browser_and_goes_with_its_data(street: Channel):
    """A second one changes nothing; taken back it is gone; erasing the browser takes the others, and a year forgets whose."""
    id_, _ = street.raised()
    asked: dict[str, Any] = {"community_id": street.here.id, "matter_id": id_}
    for _ in range(2):
        assert support_matter(street.house.database, makers.visitor("a"), NOON, **asked) == 1
    assert support_matter(street.house.database, makers.visitor("b"), NOON, **asked) == 2
    assert unsupport_matter(street.house.database, makers.visitor("b"), NOON, **asked) == 1
    [mine] = supported_matters(street.house.database, makers.visitor("a"), NOON, community_id=street.here.id)
    assert mine.matter.id == id_
    assert refused(support_matter, street.house.database, makers.visitor(""), NOON, **asked) == ["no_browser"]
    with street.house.database.writing() as session:
        assert len(erasing.of_browser(session, "a")["me_too_of_matters"]) == 1
        late = NOON + timedelta(days=1)
        erasing.forget_before(session, wordings=NOON, browsers=late, forms=NOON, sessions=NOON)
        assert erasing.of_browser(session, "a")["me_too_of_matters"] == []
    assert street.read(id_).card.supports == 1
    support_matter(street.house.database, makers.visitor("c"), NOON, **asked)
    with street.house.database.writing() as session:
        done = erasing.erase_browser(session, street.house.settings.photo_place, "c", NOON)
    assert (done["me_too"], street.read(id_).card.supports) == (1, 1)


def test_duplicates_are_found_by_their_words(street: Channel):
    """The most alike first, on the same topic; closed ones are none."""
    one, _ = street.raised()
    street.raised("路灯坏了三天没人修", topic="light")
    asked: dict[str, Any] = {"community_id": street.here.id, "topic": "fruit", "text": "女贞果子掉一地，老人滑倒"}
    found = similar_matters(street.house.database, makers.visitor(), NOON, **asked)
    assert [card.matter.id for card in found] == [one]
    street.step(one, Deed.CLOSED)
    assert similar_matters(street.house.database, makers.visitor(), NOON, **asked) == []


def test_staff_write_down_what_they_are_told_and_the_log_keeps_no_words(street: Channel):
    """At the counter, on the telephone: the person gets the word, the log a line without what was said."""
    word = new_code()
    worker = makers.staff(Role.SOCIAL_WORKER, street.here.id)
    given: dict[str, Any] = {
        "community_id": street.here.id,
        "word": word,
        "topic": "fruit",
        "text": FRUIT,
        "via": "telephone",
    }
    id_ = enter_matter(street.house.database, worker, NOON, **given)
    assert enter_matter(street.house.database, worker, NOON, **given) == id_
    street.step(id_, Deed.ANSWERED)
    assert street.held(word).card.matter.via == "telephone"
    entries = log_entries(street.house.database, street.board, NOON, community_id=street.here.id)
    assert {entry.act for entry in entries.entries} >= {"enter_matter", "step_matter"}
    assert FRUIT not in repr(entries)
    assert refused(enter_matter, street.house.database, makers.visitor(), NOON, **given) == ["not_allowed"]
