"""Questions added, moved, copied, renamed and removed: conditions follow, groups stay whole, nothing is taken out unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planning.errors import Refusals
from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.choice_lines import choices_of, shown_lines
from planning.surveys.questionnaire.form_checks import hard_problems, problems_of_change, problems_of_form
from planning.surveys.questionnaire.question import Choice, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.typed import Typed, question_of, typed_of
from planning.surveys.questionnaire.xlsform import read_form
from planning.wording import Words
from tests.asked import every_kind
from tests.speaking import HOSTILE

K = QuestionKind


def asked() -> Questionnaire:
    """A form of every kind; whether there are children hangs on the first answer."""
    return read_form("needs.xlsx", every_kind()).questionnaire


def names(form: Questionnaire) -> list[str]:
    """Of the questions, in order."""
    return [question.name for question in form.questions]


def codes(refused: Refusals) -> list[tuple[str, object]]:
    """What is wrong, and where."""
    return [(problem.code, problem.where) for problem in refused.problems]


def test_a_question_that_another_asks_for_stays():
    """It is refused with the words of both; the other way round it goes."""
    form = asked()
    with pytest.raises(Refusals) as refused:
        editing.removed(form, "care")
    assert codes(refused.value) == [("still_asked_for", "children")]
    said = refused.value.problems[0].params
    assert (said["question"].zh, said["other"].zh) == ("需要托管吗？", "几个孩子？")
    assert "care" not in names(editing.removed(editing.removed(form, "children"), "care"))


def test_a_form_that_lost_what_it_asks_for_is_not_kept():
    """Also where it did not come by the editor's own operations."""
    form = asked()
    without = replace(form, questions=tuple(one for one in form.questions if one.name != "care"))
    assert [one.code for one in problems_of_change(form, without)] == ["unknown_answer"]
    assert problems_of_change(without, without) == ()


def test_what_is_asked_for_is_asked_under_its_new_name():
    """In conditions however they are written, in rules and in words; texts between quotation marks stay."""
    form = asked()
    other = Question("more", K.TEXT, Words("因为${care}"), condition="selected(../care, 'care') or ${ care } = 'no'", constraint="${care} != ''")  # fmt: skip
    form = editing.added(form, other)
    renamed = editing.changed(form, "care", replace(editing.question_named(form, "care"), name="child_care"))
    assert editing.question_named(renamed, "children").condition == "${child_care} = 'yes'"
    more = editing.question_named(renamed, "more")
    assert more.condition == "selected(../child_care, 'care') or ${ child_care } = 'no'"
    assert (more.constraint, more.label.zh) == ("${child_care} != ''", "因为${child_care}")
    assert [one.code for one in problems_of_form(renamed)] == [one.code for one in problems_of_form(form)]


def test_a_line_of_a_table_carries_its_conditions_along():
    """Renamed in its place."""
    form = editing.added(asked(), Question("why", K.TEXT, Words("为什么"), condition="${light} = 'bad'"))
    grid = editing.question_named(form, "grid")
    lines = (replace(grid.lines[0], name="lamps"), *grid.lines[1:])
    assert editing.question_named(editing.changed(form, "grid", replace(grid, lines=lines)), "why").condition == "${lamps} = 'bad'"  # fmt: skip


def following(
    lines: tuple[tuple[str, str], ...], condition: str = "${light} = 'bad' and ../trees = 'good'"
) -> Questionnaire:
    """The form whose table has these lines now, each as name and Chinese words; a question asks for the old ones."""
    form = editing.added(asked(), Question("why", K.TEXT, Words("为什么"), condition=condition))
    grid = editing.question_named(form, "grid")
    words = {line.label.zh: line.label for line in grid.lines}
    now = tuple(Choice(name, words.get(zh, Words(zh, zh))) for name, zh in lines)
    return editing.changed(form, "grid", replace(grid, lines=now))


@pytest.mark.parametrize(("lines", "condition"), [
    ((("trees", "路灯"), ("light", "行道树")), "${trees} = 'bad' and ../light = 'good'"),
    ((("trees", "路灯"), ("more", "行道树"), ("light", "新的")), "${trees} = 'bad' and ../more = 'good'"),
    ((("trees", "行道树"), ("light", "路灯")), "${light} = 'bad' and ../trees = 'good'"),
    ((("light", "路上的灯"), ("trees", "行道树")), "${light} = 'bad' and ../trees = 'good'"),
])  # fmt: skip
def test_conditions_follow_the_words_of_a_line(lines: tuple[tuple[str, str], ...], condition: str):
    """Names that are swapped or shifted follow their lines, all at once; a line that moves, or has other words, keeps its name."""
    assert editing.question_named(following(lines), "why").condition == condition


def test_a_line_in_the_place_of_another_is_not_asked_for():
    """A condition is not carried to another line that nobody named: the change is refused with the question that lost its answer."""
    before, after = (
        following((("light", "路灯"), ("trees", "行道树"))),
        following((("lift", "电梯"), ("trees", "行道树"))),
    )
    assert editing.question_named(after, "why").condition == "${light} = 'bad' and ../trees = 'good'"
    (lost,) = problems_of_change(before, after)
    assert (lost.code, lost.where, lost.params["name"]) == ("unknown_answer", "why", "light")


def with_choices(condition: str, choices: str) -> tuple[Questionnaire, Questionnaire]:
    """A form in which a question hangs on a choice, and the same with other choices of that one."""
    before = editing.added(asked(), Question("why", K.TEXT, Words("为什么"), condition=condition))
    care = editing.question_named(before, "care")
    return before, editing.changed(before, "care", replace(care, choices=choices_of(choices, care.choices)))


def test_a_value_that_is_renamed_under_its_words_is_asked_for_under_the_new_one():
    """However it is written, and swapped at once; the same text compared with another answer stays."""
    condition = "${care} = 'yes' or \"no\" != ../care or selected(${care}, 'yes') or ${words} = 'yes'"
    before, after = with_choices(condition, "no = 需要 | Yes\nnever = 不需要 | No")
    assert editing.question_named(after, "why").condition == "${care} = 'no' or \"never\" != ../care or selected(${care}, 'no') or ${words} = 'yes'"  # fmt: skip
    assert editing.question_named(after, "children").condition == "${care} = 'no'"
    assert problems_of_change(before, after) == ()


def test_an_answer_that_is_asked_for_is_not_taken_away():
    """Removed, or another in its place: the words of both questions are told; what was wrong before does not keep others from work."""
    before, after = with_choices("${care} = 'yes'", "maybe = 也许 | Maybe\nno = 不需要 | No")
    problems = problems_of_change(before, after)
    assert [(one.code, one.where) for one in problems] == [("choice_gone", "children"), ("choice_gone", "why")]
    assert (problems[1].params["question"], problems[1].params["other"]) == (Words("为什么", ""), Words("需要托管吗？", "Do you need child care?"))  # fmt: skip
    for later in (editing.copied(after, "why"), editing.moved(after, "why", -8), editing.moved(after, "care", 1)):
        assert problems_of_change(after, later) == ()


def test_an_old_fault_blocks_nothing_and_hides_nothing():
    """A question that asks for a lost answer is renamed and copied; a second answer that it loses is told."""
    why = Question("why", K.TEXT, Words("为什么"), condition="${lost} = 1 and ${words} != ''")
    form = editing.added(asked(), why)
    for later in (
        editing.changed(form, "why", replace(why, name="reason", label=Words("缘由"))),
        editing.copied(form, "why"),
    ):
        assert problems_of_change(form, later) == ()
    without = replace(form, questions=tuple(one for one in form.questions if one.name != "words"))
    assert [(one.code, one.params["name"]) for one in problems_of_change(form, without)] == [
        ("unknown_answer", "words")
    ]


def test_figures_stay_as_they_were_typed():
    """To nine decimals, as answers have them; more are refused with their field."""
    form = asked()
    children = editing.question_named(form, "children")
    typed = replace(typed_of(children), least="0.000000001", most="123456789012345.123456789")
    assert (
        question_of(form, K.NUMBER, typed, children).constraint == ". >= 0.000000001 and . <= 123456789012345.123456789"
    )
    with pytest.raises(Refusals) as refused:
        question_of(form, K.NUMBER, replace(typed, least="0.0000000001"), children)
    assert codes(refused.value) == [("bad_number", "least")]


def test_long_words_of_a_form_that_came_in_keep_nothing_from_being_saved():
    """A hint and a sentence about answers, longer than the fields take: only what is changed is measured."""
    form = asked()
    long = replace(editing.question_named(form, "children"), hint=Words("长" * 700), refusal=Words("长" * 700))
    made = question_of(form, K.NUMBER, replace(typed_of(long), zh="几个？"), long)
    assert (made.hint, made.refusal) == (long.hint, long.refusal)
    with pytest.raises(Refusals) as refused:
        question_of(form, K.NUMBER, replace(typed_of(long), hint_zh="长" * 701), long)
    assert codes(refused.value) == [("long_text", "hint_zh")]


def test_questions_move_and_stop_at_the_ends():
    """One place up or down; beyond the first or the last nothing changes."""
    form = asked()
    first, second, *_ = names(form)
    assert names(editing.moved(form, first, 1))[:2] == [second, first]
    assert editing.moved(form, first, -1) == form
    assert editing.moved(editing.moved(form, second, 3), second, -3) == form


def test_a_group_stays_in_one_piece():
    """Who is moved between its questions belongs to it; who is moved out of it does not."""
    form = Questionnaire("f", Words("f"), tuple(Question(name, K.TEXT, Words(name), group=group) for name, group in (
        ("a", ()), ("b", ("g",)), ("c", ("g",)), ("d", ()))))  # fmt: skip
    groups = {one.name: one.group for one in editing.moved(form, "a", 1).questions}
    assert groups == {"b": ("g",), "a": ("g",), "c": ("g",), "d": ()}
    assert {one.name: one.group for one in editing.moved(form, "c", 1).questions}["c"] == ()
    assert [one.group for one in editing.moved(form, "c", -1).questions] == [(), ("g",), ("g",), ()]


def test_a_copy_has_names_of_its_own():
    """The question and the lines of a table."""
    form = editing.copied(asked(), "grid")
    copy = editing.question_named(form, "grid_2")
    assert [line.name for line in copy.lines] == ["light_2", "trees_2"]
    assert hard_problems(form) == ()


def test_choices_are_lines():
    """With and without a value, in one language or two, in full width; a value that is not said is made of the words."""
    made = choices_of("yes = 需要 | Yes\n\n不需要｜No\nＯther＝其他\nPerhaps later")
    assert [(one.name, one.label.zh, one.label.en) for one in made] == [
        ("yes", "需要", "Yes"), ("no", "不需要", "No"), ("Ｏther", "其他", "其他"), ("perhaps_later", "Perhaps later", "Perhaps later"),
    ]  # fmt: skip
    assert choices_of(shown_lines(made)) == made
    again = choices_of("不需要 | No\nyes = 要 | Yes", made)
    assert [one.name for one in again] == ["no", "yes"]
    (chinese,) = choices_of("需要")
    assert choices_of("需要")[0].name == chinese.name


def test_all_that_is_wrong_with_lines_is_said_at_once():
    """Each with its line; markup stays words."""
    with pytest.raises(Refusals) as refused:
        choices_of(f"a = 一\na = 二\nb =\n{'长' * 300}")
    assert [(one.code, one.params["line"]) for one in refused.value.problems] == [("value_twice", 2), ("no_label", 3), ("long_text", 4)]  # fmt: skip
    assert choices_of(f"a = {HOSTILE}")[0].label.zh == HOSTILE


def test_a_line_that_stands_as_it_was_shown_is_what_it_was():
    """Even where its words would be read otherwise."""
    odd = (Choice("需 要", Words("左 | 右", "left = right")), Choice("b", Words("", "only English")))
    changed = choices_of(shown_lines(odd) + "\nc = 三", odd)
    assert changed[:2] == odd


def test_everything_that_is_wrong_with_a_question_is_said_at_once():
    """Words, answers, short name: each with its field."""
    with pytest.raises(Refusals) as refused:
        question_of(asked(), K.MATRIX, Typed(name="2 b", choices="a = 一\na = 二"))
    assert codes(refused.value) == [
        ("empty_text", "zh"), ("bad_name", "name"), ("value_twice", "choices"), ("no_lines", "lines"),
    ]  # fmt: skip
    with pytest.raises(Refusals) as scale:
        question_of(asked(), K.SCALE, Typed(zh="满意吗", name="care", least="５", most="5", step="0"))
    assert codes(scale.value) == [("name_twice", "name"), ("bad_ends", "least"), ("bad_step", "step")]


def test_a_name_is_made_of_the_words():
    """The same words have the same name next year, and another name where it is taken."""
    form = asked()
    first = question_of(form, K.TEXT, Typed(zh="为什么？", en="Why did you come?"))
    assert first.name == "why_did_you_come"
    assert (
        question_of(editing.added(form, first), K.TEXT, Typed(zh="又", en="Why did you come?")).name
        == "why_did_you_come_2"
    )
    assert question_of(form, K.TEXT, Typed(zh="为什么")).name == question_of(asked(), K.DATE, Typed(zh="为什么")).name


def test_bounds_of_a_number_are_a_rule():
    """They are read from a form, changed and taken away; a rule of another shape stays."""
    form = asked()
    children = editing.question_named(form, "children")
    typed = typed_of(children)
    assert (typed.least, typed.most) == ("1", "9")
    assert question_of(form, K.NUMBER, replace(typed, most="12"), children).constraint == ". >= 1 and . <= 12"
    assert question_of(form, K.NUMBER, replace(typed, least="", most=""), children).constraint == ""
    own = replace(children, constraint=". > 0 or . = -1")
    assert question_of(form, K.NUMBER, replace(typed_of(own), zh="几个？", least="7"), own).constraint == own.constraint


def test_the_whole_form_is_looked_through():
    """No question, no answers, names twice, a condition on a later question, on an answer that is gone, on nobody's answer."""
    assert [one.code for one in problems_of_form(editing.empty_form(Words("空")))] == ["no_question"]
    yes = Choice("yes", Words("是"))
    form = Questionnaire("f", Words("f"), (
        Question("a", K.SINGLE, Words("甲"), condition="${b} = 'x' and ${z} = 1"),
        Question("b", K.SINGLE, Words("乙"), choices=(yes, yes)),
        Question("c", K.SCALE, Words("丙"), least=5, most=1, condition="${b} = 'no' or not(selected(${b}, 'yes'))"),
        Question("c", K.TEXT, Words(""), condition="uuid() = ''"),
    ))  # fmt: skip
    assert [(one.code, one.where) for one in problems_of_form(form)] == [
        ("no_choices", "a"), ("unknown_answer", "a"), ("choice_gone", "a"), ("value_twice", "b"), ("bad_ends", "c"), ("name_twice", "c"), ("choice_gone", "c"),
        ("no_words", "c"), ("name_twice", "c"), ("always_asked", "c"),
    ]  # fmt: skip
    later = Questionnaire("f", Words("f"), (replace(form.questions[0], condition="${b} = 'yes'"), form.questions[1]))
    assert ("asked_later", "a") in [(one.code, one.where) for one in problems_of_form(later)]


def _asking_for(condition: str) -> Questionnaire:
    choices = (Choice("1", Words("是")), Choice("2", Words("否")))
    rule = "not(selected(., '1') and count-selected(.) > 1) or . = 2"
    return Questionnaire("f", Words("f"), (
        Question("n", K.MULTIPLE, Words("甲"), choices=choices, constraint=rule, default="2 1"),
        Question("why", K.TEXT, Words("乙"), condition=condition),
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("${n} = 1", "${n} = 'yes'"), ("${n} != 2 or ${n} = 1", "${n} != 2 or ${n} = 'yes'"), ("1 = ${n}", "'yes' = ${n}"),
        ("selected(${n}, 1)", "selected(${n}, 'yes')"), ("${n} = 10", "${n} = 10"),
    ],
)  # fmt: skip
def test_an_answer_written_as_a_number_follows(before: str, after: str):
    """Forms write the name of a choice without quotes where it is a number; a longer number is another one."""
    form = _asking_for(before)
    renamed = replace(form.questions[0], choices=(Choice("yes", Words("是")), Choice("2", Words("否"))))
    assert editing.question_named(editing.changed(form, "n", renamed), "why").condition == after


def test_an_answer_written_as_a_number_is_missed_when_it_goes():
    """As one in quotes is."""
    form = _asking_for("${n} = 1.0")
    assert problems_of_form(form) == ()
    without = editing.changed(form, "n", replace(form.questions[0], choices=form.questions[0].choices[1:], default=""))
    assert [(one.code, one.params["value"]) for one in problems_of_change(form, without)] == [("choice_gone", "1")]


def test_a_rule_of_its_own_and_its_beginning_follow():
    """What excludes a choice goes on excluding it, and what is chosen at the beginning is offered."""
    form = _asking_for("")
    renamed = replace(form.questions[0], choices=(Choice("yes", Words("是")), Choice("no", Words("否"))))
    made = editing.question_named(editing.changed(form, "n", renamed), "n")
    assert made.constraint == "not(selected(., 'yes') and count-selected(.) > 1) or . = 'no'"
    assert made.default == "no yes"


def test_a_new_scale_has_its_ends_from_somebody():
    """Emptied fields are not the ends that nobody wrote."""
    with pytest.raises(Refusals) as refused:
        question_of(asked(), K.SCALE, Typed(zh="满意吗"))
    assert codes(refused.value) == [("no_ends", "least")]
