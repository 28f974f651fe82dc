"""Groups made, entered, left, named, dissolved: each stands in one piece, and nobody is asked other questions than before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.surveys.questionnaire import editing, grouping
from planning.surveys.questionnaire.asking import asked
from planning.surveys.questionnaire.form_checks import problems_of_change, problems_of_form
from planning.surveys.questionnaire.groups import group_at, members, paths, titles
from planning.surveys.questionnaire.question import Choice, Group, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.written import read, written
from planning.surveys.questionnaire.xlsform import read_form
from planning.surveys.questionnaire.xlsform_out import ZH, xlsform
from planning.wording import Words
from tests.asked import HEAD, workbook

K = QuestionKind
TODAY = date(2026, 11, 28)
YES = (Choice("yes", Words("是", "Yes")), Choice("no", Words("否", "No")))


def form(*said: tuple[str, tuple[str, ...]]) -> Questionnaire:
    """Questions by their names and groups; each is answered with yes or no."""
    questions = tuple(Question(name, K.SINGLE, Words(name, name), group=path, choices=YES) for name, path in said)
    return Questionnaire("f", Words("题", "F"), questions, (ZH, "English (en)"))


def plain() -> Questionnaire:
    """Four questions without a group."""
    return form(("a", ()), ("b", ()), ("c", ()), ("d", ()))


def where(made: Questionnaire) -> list[tuple[str, tuple[str, ...]]]:
    """Questions in order with their groups."""
    return [(question.name, question.group) for question in made.questions]


def test_a_group_is_made_around_questions():
    """From the first to the last; its name is made of its English title; inside it another one can be made."""
    made = grouping.grouped(plain(), "b", "c", Words("托管", "Child care"))
    assert where(made) == [("a", ()), ("b", ("child_care",)), ("c", ("child_care",)), ("d", ())]
    assert made.groups == (Group(("child_care",), Words("托管", "Child care")),)
    inner = grouping.grouped(made, "c", "c", Words("夜里"))
    path = inner.groups[1].path
    assert path[0] == "child_care"
    assert path[1].startswith("g_")
    outer = grouping.grouped(inner, "a", "c", Words("全部", "All of it"))
    assert where(outer)[2] == ("c", ("all_of_it", *path))
    assert [one.path for one in outer.groups] == [("all_of_it",), ("all_of_it", "child_care"), ("all_of_it", *path)]


def test_a_group_takes_whole_groups_or_none():
    """It ends in no middle of another; without words, or behind the end, it is refused with all that is wrong."""
    given_ = form(("a", ()), ("b", ("g",)), ("c", ("g",)), ("d", ()))
    assert [one.name for one in grouping.ends(given_, "a")] == ["a", "c", "d"]
    assert [one.name for one in grouping.ends(given_, "b")] == ["b", "c"]
    with pytest.raises(Refusals) as refused:
        grouping.grouped(given_, "a", "b", Words(""))
    assert [(one.code, one.where) for one in refused.value.problems] == [("empty_text", "zh"), ("bad_end", "last")]
    with pytest.raises(Refusals) as long:
        grouping.grouped(given_, "a", "c", Words("长" * 201))
    assert long.value.code == "long_text"


def test_a_question_enters_and_leaves():
    """Behind the last of the group, or where it stands if that is beside it; the last one that leaves takes the group along."""
    given_ = grouping.grouped(plain(), "b", "c", Words("组", "G"))
    assert where(grouping.regrouped(given_, "a", ("g",)))[0] == ("a", ("g",))
    assert where(grouping.regrouped(given_, "d", ("g",)))[3] == ("d", ("g",))
    assert where(grouping.regrouped(given_, "b", ()))[:2] == [("a", ()), ("b", ())]
    three = grouping.regrouped(given_, "d", ("g",))
    assert [name for name, _ in where(grouping.regrouped(three, "c", ()))] == ["a", "b", "d", "c"]
    far = grouping.regrouped(form(("a", ()), ("b", ()), ("c", ("g",)), ("d", ("g",)), ("e", ())), "a", ("g",))
    assert where(far) == [("b", ()), ("c", ("g",)), ("d", ("g",)), ("a", ("g",)), ("e", ())]
    gone = grouping.regrouped(grouping.regrouped(given_, "b", ()), "c", ())
    assert (paths(gone), gone.groups) == ((), ())
    with pytest.raises(Refusals) as refused:
        grouping.regrouped(gone, "a", ("g",))
    assert refused.value.code == "no_such_group"


def test_a_condition_on_a_group_is_on_all_that_lies_in_it():
    """Beside the conditions of its questions; in a group inside it too."""
    made = grouping.grouped(plain(), "b", "d", Words("组", "G"))
    made = grouping.conditioned(grouping.grouped(made, "c", "c", Words("里", "In")), ("g",), "${a} = 'yes'")
    made = editing.changed(made, "d", replace(editing.question_named(made, "d"), condition="${b} = 'no'"))
    for answers, names in (
        ({}, "a"), ({"a": "no", "b": "no"}, "a"), ({"a": "yes"}, "abc"), ({"a": "yes", "b": "no"}, "abcd"),
    ):  # fmt: skip
        assert "".join(one.name for one in asked(made, answers, TODAY)) == names


def test_dissolved_its_questions_are_asked_of_the_same_people():
    """The condition goes to the questions and to the groups inside; where both were picked it can be picked on."""
    made = grouping.grouped(plain(), "b", "d", Words("组", "G"))
    made = grouping.conditioned(grouping.grouped(made, "c", "c", Words("里", "In")), ("g",), "${a} = 'yes'")
    made = editing.changed(made, "d", replace(editing.question_named(made, "d"), condition="${b} = 'no'"))
    free = grouping.dissolved(made, ("g",))
    assert where(free) == [("a", ()), ("b", ()), ("c", ("in",)), ("d", ())]
    assert [one.condition for one in free.questions] == ["", "${a} = 'yes'", "", "${a} = 'yes' and ${b} = 'no'"]
    assert free.groups == (Group(("in",), Words("里", "In"), "${a} = 'yes'"),)
    assert grouping.both("${a} = 1 or ${b} = 2", "${c} = 3") == "(${a} = 1 or ${b} = 2) and (${c} = 3)"


def test_a_group_inside_that_is_called_like_one_outside():
    """Gets a name of its own when the one around it is dissolved."""
    free = grouping.dissolved(form(("a", ("x",)), ("b", ()), ("c", ("g", "x"))), ("g",))
    assert where(free) == [("a", ("x",)), ("b", ()), ("c", ("x_2",))]


def test_a_question_that_a_group_asks_for_stays():
    """It is refused with the title of the group; renamed, the condition of the group follows; its answers too."""
    made = grouping.grouped(plain(), "b", "c", Words("托管", "Care"))
    made = grouping.conditioned(made, ("care",), "${a} = 'yes'")
    with pytest.raises(Refusals) as refused:
        editing.removed(made, "a")
    assert refused.value.problems[0].params["other"] == Words("托管", "Care")
    question = editing.question_named(made, "a")
    renamed = editing.changed(made, "a", replace(question, name="z", choices=(replace(YES[0], name="y"), YES[1])))
    assert group_at(renamed, ("care",)).condition == "${z} = 'y'"
    lost = editing.changed(made, "a", replace(question, choices=YES[1:]))
    assert [(one.code, one.where) for one in problems_of_change(made, lost)] == [("choice_gone", "care")]
    later = editing.moved(made, "a", 3)
    assert [(one.code, one.where) for one in problems_of_form(later)] == [("asked_later", "care")]
    assert paths(editing.removed(editing.removed(made, "b"), "c")) == ()


def test_titles_stand_where_groups_begin():
    """Also of the questions that a sheet holds only; groups without a title are not told."""
    made = grouping.grouped(form(("a", ()), ("b", ()), ("c", ("x",))), "b", "c", Words("组", "G"))
    begins = [([one.label.zh for one in opens], closes) for opens, closes in titles(made, made.questions)]
    assert begins == [([], 0), (["组"], 0), ([], 1)]
    assert [len(opens) for opens, _ in titles(made, made.questions[2:])] == [1]


def test_groups_come_from_a_file_and_go_out_into_one():
    """Titles in both languages and conditions, one group inside another, and kept as they are."""
    data = workbook([HEAD,
        ["text", "who", "谁", "Who"],
        ["begin_group", "g", "托管", "Care", "", "${who} != ''"], ["text", "x", "一", "One"],
        ["begin_group", "h", "夜里", "At night", "", "${x} = 'a'"], ["text", "y", "二", "Two", "", "${x} = 'b'"], ["end_group"],
        ["end_group"],
        ["begin_group", "bare"], ["text", "z", "三", "Three"], ["end_group"],
    ])  # fmt: skip
    made = read_form("g.xlsx", data).questionnaire
    assert made.groups == (
        Group(("g",), Words("托管", "Care"), "${who} != ''"), Group(("g", "h"), Words("夜里", "At night"), "${x} = 'a'"),
    )  # fmt: skip
    assert [one.condition for one in made.questions] == ["", "", "${x} = 'b'", ""]
    assert read(written(made)) == made
    assert read_form("g.xlsx", xlsform(made)).questionnaire == made


def test_a_form_that_was_kept_before_there_were_groups():
    """Is read as it is."""
    made = plain()
    old = written(made).replace('"groups": [], ', "")
    assert "groups" not in old
    assert read(old) == made


@st.composite
def grouped_forms(draw: st.DrawFn) -> Questionnaire:
    """Groups made, entered, left and dissolved in any order, questions moved and copied between them."""
    made = form(*((name, ()) for name in "abcdef"))
    for _ in range(draw(st.integers(1, 8))):
        name = draw(st.sampled_from([one.name for one in made.questions]))
        known = paths(made)
        what = draw(st.sampled_from(["make", "enter", "leave", "dissolve", "move", "copy", "ask"]))
        if what == "make":
            last = draw(st.sampled_from(grouping.ends(made, name))).name
            made = grouping.grouped(made, name, last, Words("组", draw(st.sampled_from(["G", "H", "2 x"]))))
        elif what == "enter" and known:
            made = grouping.regrouped(made, name, draw(st.sampled_from(known)))
        elif what == "leave":
            made = grouping.regrouped(made, name, ())
        elif what == "dissolve" and known:
            made = grouping.dissolved(made, draw(st.sampled_from(known)))
        elif what == "ask" and known:
            made = grouping.conditioned(made, draw(st.sampled_from(known)), "${a} = 'yes'")
        elif what == "move":
            made = editing.moved(made, name, draw(st.integers(-3, 3)))
        elif what == "copy":
            made = editing.copied(made, name)
    return made


@given(made=grouped_forms())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_group_stands_in_one_piece(made: Questionnaire):
    """Whatever was done: its questions follow each other, what is said belongs to a group that is there, names differ."""
    for path in paths(made):
        at = [made.questions.index(one) for one in members(made, path)]
        assert at == list(range(at[0], at[-1] + 1))
    assert {one.path for one in made.groups} <= set(paths(made))
    assert len({question.name for question in made.questions} | {path[-1] for path in paths(made)}) == len(
        made.questions
    ) + len(paths(made))


@given(made=grouped_forms())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_groups_come_back_out_of_a_file(made: Questionnaire):
    """As XLSForm and in again."""
    back = read_form("again.xlsx", xlsform(made)).questionnaire
    assert (back.questions, back.groups) == (made.questions, made.groups)


@given(made=grouped_forms(), said=st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["yes", "no"])))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_dissolving_changes_nobody_s_questions(made: Questionnaire, said: dict[str, str]):
    """The same answers lead to the same questions before and after."""
    before = [one.name for one in asked(made, said, TODAY)]
    for path in paths(made):
        assert [one.name for one in asked(grouping.dissolved(made, path), said, TODAY)] == before
