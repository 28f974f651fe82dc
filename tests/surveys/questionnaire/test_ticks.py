"""Words at steps of a scale: at its ends from the editor, anywhere from a file; they follow the ends and are lost nowhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planning.errors import Refusals
from planning.surveys.questionnaire import editing
from planning.surveys.questionnaire.question import Choice, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.results import Given, results
from planning.surveys.questionnaire.ticks import ends_of, only_ends, told, words_at
from planning.surveys.questionnaire.typed import Typed, question_of, typed_of
from planning.surveys.questionnaire.written import read, written
from planning.surveys.questionnaire.xlsform import read_form
from planning.surveys.questionnaire.xlsform_out import xlsform
from planning.wording import Words
from tests.asked import HEAD, workbook

K = QuestionKind
BAD, GOOD = Words("很不满意", "Very dissatisfied"), Words("很满意", "Very satisfied")


def scaled() -> Questionnaire:
    """A form with one scale from 1 to 5, with words at both ends, and in the middle."""
    data = workbook(
        [HEAD, ["range", "content", "满意吗？", "Content?", "", "", "", "", "start=1 end=5 step=1 tick_labelset=ends"]],
        [["list_name", "name", "label::中文 (zh)", "label::English (en)"], ["ends", "1", "很不满意", "Very dissatisfied"], ["ends", "3", "一般", "So so"], ["ends", "5", "很满意", "Very satisfied"]],
    )  # fmt: skip
    return read_form("scale.xlsx", data).questionnaire


def test_words_come_from_a_file_and_go_out_into_one():
    """As the list that the scale names; conditions on it are not held against that list; kept as they are."""
    form = scaled()
    (scale,) = form.questions
    assert (scale.choices, ends_of(scale), only_ends(scale)) == ((), (BAD, GOOD), False)
    assert told(scale, "en") == "1 = Very dissatisfied · 3 = So so · 5 = Very satisfied"
    assert read_form("scale.xlsx", xlsform(form)).questionnaire == form
    assert read(written(form)) == form
    assert question_of(form, K.SCALE, typed_of(scale), scale) == scale


def test_a_form_that_was_kept_before_there_were_words_at_steps():
    """Is read as it is."""
    form = Questionnaire("f", Words("f"), (Question("a", K.SCALE, Words("甲"), least=1, most=5),))
    old = written(form).replace('"ticks": [], ', "").replace(', "ticks": []', "")
    assert "ticks" not in old
    assert read(old) == form


def test_words_follow_the_ends():
    """Another end has the same words; a step in between stays while it is one; what was the end is no step in between."""
    form = scaled()
    (scale,) = form.questions
    longer = question_of(form, K.SCALE, replace(typed_of(scale), most="7"), scale)
    assert {step: words.zh for step, words in words_at(longer).items()} == {"1": "很不满意", "3": "一般", "7": "很满意"}
    shorter = question_of(form, K.SCALE, replace(typed_of(scale), most="2"), scale)
    assert {step: words.zh for step, words in words_at(shorter).items()} == {"1": "很不满意", "2": "很满意"}
    without = question_of(form, K.SCALE, replace(typed_of(scale), least_zh="", least_en=""), scale)
    assert list(words_at(without)) == ["3", "5"]


def test_words_are_typed_in_either_language():
    """One stands in for the other; too many are refused with their field; other kinds have none."""
    form = editing.empty_form(Words("题"))
    made = question_of(form, K.SCALE, Typed(zh="满意吗", least="0", most="10", step="1", least_zh="不", most_en="Very"))
    assert made.ticks == (Choice("0", Words("不", "不")), Choice("10", Words("Very", "Very")))
    with pytest.raises(Refusals) as refused:
        question_of(form, K.SCALE, Typed(zh="满意吗", least="0", most="10", step="1", most_zh="很" * 41))
    assert [(one.code, one.where) for one in refused.value.problems] == [("long_text", "most_zh")]
    assert question_of(form, K.NUMBER, Typed(zh="几个", least_zh="不")).ticks == ()


def test_words_that_ask_for_an_answer_follow_its_name():
    """As all words do."""
    form = scaled()
    form = editing.added(form, Question("why", K.SCALE, Words("为什么"), ticks=(Choice("0", Words("${content}")),)))
    renamed = editing.changed(form, "content", replace(form.questions[0], name="happy"))
    assert renamed.questions[1].ticks[0].label.zh == "${happy}"


def test_results_say_what_a_step_means():
    """Beside the steps that have words; the others are their number."""
    form = scaled()
    given_ = [Given(form, {"content": str(step)}, date(2026, 11, 28)) for step in (1, 5, 5, 5, 2)]
    (told_,) = results([form], given_, lambda _counts: frozenset(), 1)
    assert [(one.label.zh, one.count) for one in told_.tables[0].counts] == [
        ("1 很不满意", 1), ("2", 1), ("3 一般", 0), ("4", 0), ("5 很满意", 3),
    ]  # fmt: skip
