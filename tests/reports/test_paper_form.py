"""A questionnaire on paper: every question and choice stands on it in both languages, and conditions in words."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest

from planning.i18n import translator
from planning.reports.conditions_in_words import Teller
from planning.reports.paper_form import document, form_pdf
from planning.site import Community
from planning.surveys.questionnaire.paper import FormToPrint, PaperRun
from planning.surveys.questionnaire.question import Choice, Group, Question, QuestionKind, Questionnaire
from planning.surveys.questionnaire.survey import Admission, Survey
from planning.surveys.questionnaire.xlsform import read_form
from planning.wording import Words
from tests.asked import every_kind
from tests.makers import NOON
from tests.speaking import HOSTILE

HERE = Community("here", Words("玉兰巷社区", "Yulan Lane"))


def printed(
    form: Questionnaire, *, entry: Admission = Admission.OPEN, count: int = 2, title: str = "需求问卷"
) -> FormToPrint:
    """A run of a form, from number 7 on."""
    survey = Survey(
        "s", "here", Words(title, "Needs"), Words("说说需要什么", "Say what you need"), entry, NOON, asks_courtyard=True
    )
    return FormToPrint(HERE, survey, form, 3, PaperRun("r", "here", "s", "e", 7, count) if count else None)


def text_of(data: bytes) -> str:
    """All text of all pages, without breaks."""
    book = pdfium.PdfDocument(io.BytesIO(data))
    try:
        pages = [page.get_textpage().get_text_range() for page in book]
    finally:
        book.close()
    return "".join("".join(page.split()) for page in pages)


def test_every_question_and_choice_stands_on_each_sheet_in_both_languages():
    """Its number, too; what no paper can hold does not."""
    form = read_form("needs.xlsx", every_kind()).questionnaire
    told = text_of(form_pdf(printed(form)))
    for question in form.questions:
        words = "".join(question.label.zh.split())
        assert (words in told) is (question.kind not in {QuestionKind.PHOTO, QuestionKind.LINE, QuestionKind.AREA}), (
            question.name
        )
        for choice in question.choices:
            assert "".join(choice.label.en.split()) in told
    assert "No.ofthesheet7" in told
    assert "No.ofthesheet8" in told
    assert "问卷第3版" in told
    assert form_pdf(printed(form)) == form_pdf(printed(form))


def test_conditions_are_words_that_say_where_to_go_on():
    """If …, go on here; if not, go to the next question that everybody is asked."""
    form = read_form("needs.xlsx", every_kind()).questionnaire
    items = {item["number"]: item for item in document(printed(form))["items"] if item["number"]}
    assert items["1"]["jump"] is None
    assert items["2"]["jump"] == [
        "如果第1题选了“需要”，请继续答本题；否则请跳到第3题。",
        "If in question 1 you chose “Yes”: go on here. If not: go to question 3.",
    ]
    assert items["3"]["jump"] is None


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("${a} = 'x'", "in question 1 you chose “Shade”"),
        ("${a} != 'x'", "in question 1 you did not choose “Shade”"),
        ("selected(${a}, 'y')", "in question 1 you chose “Bench”"),
        ("not(selected(${a}, 'y'))", "it is not so that in question 1 you chose “Bench”"),
        ("${n} > 3", "your answer to question 2 is more than 3"),
        ("3 <= ${n}", "your answer to question 2 is 3 or more"),
        ("${n} != ''", "you answered question 2"),
        ("${a} = 'x' and ${n} < 2", "in question 1 you chose “Shade”, and your answer to question 2 is less than 2"),
        ("${a} = 'x' or ${a} = 'y'", "in question 1 you chose “Shade”, or in question 1 you chose “Bench”"),
        ("${a} = 'x' and (${n} < 2 or ${n} > 8)", "in question 1 you chose “Shade”, and (your answer to question 2 is less than 2, or your answer to question 2 is more than 8)"),
        ("${a} = 'x' or ${a} = 'y' and ${n} = 2", "in question 1 you chose “Shade”, or (in question 1 you chose “Bench”, and your answer to question 2 is 2)"),
        ("not(${a} = 'x' or ${n} = 2)", "it is not so that (in question 1 you chose “Shade”, or your answer to question 2 is 2)"),
        ("${n} > 1234567", "your answer to question 2 is more than 1234567"),
        ("${n} >= 0.00001", "your answer to question 2 is 0.00001 or more"),
        ("${s} = 1", "in question 4 you chose “Yes”"),
        ("1 != ${s}", "in question 4 you did not choose “Yes”"),
        ("${s} < 2", "${s} < 2 holds"),
        ("${s} = 7", "${s} = 7 holds"),
        ("${light} = 'bad'", "in question 5 you chose “Bad” (line “Lamps”)"),
        ("${light} != ''", "you answered question 5 (line “Lamps”)"),
        ("string-length(${n}) > 3", "string-length(${n}) > 3 holds"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_condition_in_words(condition: str, words: str):
    """What has no words is shown as the form has it, never left out."""
    choices = (Choice("x", Words("树荫", "Shade")), Choice("y", Words("长椅", "Bench")))
    form = Questionnaire("f", Words("题"), (
        Question("a", QuestionKind.MULTIPLE, Words("甲", "A"), choices=choices), Question("n", QuestionKind.NUMBER, Words("乙", "B")),
        Question("q", QuestionKind.TEXT, Words("丙", "C"), condition=condition),
        Question("s", QuestionKind.SINGLE, Words("丁", "D"), choices=(Choice("1", Words("是", "Yes")), Choice("2", Words("否", "No")))),
        Question("m", QuestionKind.MATRIX, Words("戊", "E"), choices=(Choice("bad", Words("差", "Bad")),),
                 lines=(Choice("light", Words("路灯", "Lamps")), Choice("trees", Words("行道树", "Trees")))),
    ))  # fmt: skip
    assert Teller(translator("en"), form, {"a": 1, "n": 2, "q": 3, "s": 4, "m": 5}).when(form.questions[2]) == words


def test_words_of_people_are_never_obeyed():
    """Markup of typst and hidden signs stay words, on a specimen without a number."""
    rude = Words(HOSTILE + ' #panic("x") $x$ \\', "")
    form = Questionnaire(
        "f", rude, (Question("a", QuestionKind.SINGLE, rude, hint=rude, choices=(Choice("x", rude),)),)
    )
    told = text_of(form_pdf(printed(form, count=0, title='#import "x"', entry=Admission.CODES)))
    assert "panic" in told
    assert "样张" in told


def test_a_title_stands_over_its_group():
    """Once, before its first question on paper; the condition of the group is told like that of a question, with where others go on."""
    groups = (Group(("g",), Words("托管", "Child care"), "${a} = 'yes'"),)
    yes = (Choice("yes", Words("是", "Yes")),)
    form = Questionnaire("f", Words("题"), (
        Question("a", QuestionKind.SINGLE, Words("要吗", "Do you?"), choices=yes),
        Question("p", QuestionKind.PHOTO, Words("照片", "Photo"), group=("g",)),
        Question("b", QuestionKind.TEXT, Words("何时", "When?"), group=("g",)),
        Question("c", QuestionKind.TEXT, Words("何地", "Where?"), group=("g",)),
        Question("d", QuestionKind.TEXT, Words("谁", "Who?")),
    ), groups=groups)  # fmt: skip
    items = document(printed(form))["items"]
    assert [one["opens"] for one in items] == [[], [["托管", "Child care"]], [], []]
    assert [bool(one["jump"]) for one in items] == [False, True, False, False]
    assert "go to question 4" in items[1]["jump"][1].replace("\N{WORD JOINER}", "")
    assert "Childcare" in text_of(form_pdf(printed(form)))
