"""Words as people type them: cleaned, counted as a reader counts, and harmless wherever they are shown."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.errors import Refusals
from planning.wording import (
    Sentence,
    Words,
    checked,
    clean,
    english,
    for_cell,
    for_map,
    for_markdown,
    is_named,
    length,
    listed,
)  # fmt: skip

FAMILY = "👨‍👩‍👧‍👦"
ZALGO = "h" + "\u0301\u0302\u0303\u0304\u0305\u0306\u0307" * 20 + "i"
BREAKOUTS = (
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "`+alert(1)+`",
    "</script><script>alert(1)</script>",
    "\\${alert(1)}",
    "\\`;alert(1)//",
    "{{constructor.constructor('alert(1)')()}}",
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "&lt;script&gt;",
)
MARKDOWN = (
    "![x](https://evil.example/x.png)",
    "[x](javascript:alert(1))",
    "<https://evil.example>",
    "https://evil.example/x",
    "www.evil.example",
    "someone@evil.example",
    "$\\LaTeX$",
    "$$x$$",
    ":red[x]",
    ":material/home:",
    ":streamlit:",
    "# heading",
    "- list",
    "1. list",
    "> quote",
    "```\ncode\n```",
    "`code`",
    "**bold** _em_ ~~gone~~",
    "| a | b |\n|---|---|",
    "<b>bold</b>",
    "&copy;",
    "[^1]",
    "---",
)


@pytest.mark.parametrize("text", BREAKOUTS)
def test_nothing_breaks_out_on_the_map(text: str):
    """No sign that HTML or a script template reads is left; what a reader sees is what was typed."""
    made = for_map(text)
    assert not set(made) & set("<>\"'`$\\{}")
    assert html.unescape(made) == text


def test_lines_on_the_map_are_lines():
    """The one piece of markup that is ours."""
    assert for_map("一\n\n\n\n二") == "一<br><br>二"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_text_on_the_map(text: str):
    """For every text: only our own line breaks are markup, and unescaping gives the cleaned text."""
    made = for_map(text).replace("<br>", "\n")
    assert not set(made) & set("<>\"'`$\\{}")
    assert html.unescape(made) == clean(text, lines=True)


@pytest.mark.parametrize("text", MARKDOWN)
def test_nothing_comes_to_life_in_markdown(text: str):
    """Every sign that begins something in Markdown is escaped."""
    made = for_markdown(text)
    assert not re.search(r"(?<!\\)[`*_{}\[\]()#+\-!|<>~$:&@/.]", made.replace("\\\\", ""))
    assert made.replace("  \n", "\n").replace("\\", "") == text.replace("\\", "")


@given(st.text(max_size=60))
def test_markdown_takes_escaped_text_back_to_what_was_typed(text: str):
    """Unescaping as a Markdown reader does gives the cleaned text."""
    made = for_markdown(text).replace("  \n", "\n")
    assert re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", made) == clean(text, lines=True)


@pytest.mark.parametrize("sign", list("=+-@\t\r\n＝＋－＠"))
def test_a_spreadsheet_sees_no_formula(sign: str):
    """Whatever would begin a formula, in full width too, becomes text."""
    assert for_cell(f"{sign}HYPERLINK(1)")[0] == "'"


@pytest.mark.parametrize("text", ["", "女贞", "5", "a=b", "'quoted"])
def test_plain_cells_stay_as_they_are(text: str):
    """Nothing is added where nothing is dangerous."""
    assert for_cell(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202eevil\u202c", "evil"),
        ("a\u200bb\u2060c\ufeff", "abc"),
        ("a\x00b\x07", "ab"),
        ("a\ud800b", "ab"),
        ("e\u0301", "é"),
        ("  一 \t 二  ", "一   二"),
        (FAMILY, FAMILY),
        ("🌳𠮷", "🌳𠮷"),
        ("one\r\ntwo", "one two"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(typed: str, kept: str):
    """Direction overrides, hidden marks, NUL and lone surrogates go; emoji families and rare characters stay."""
    assert clean(typed) == kept


def test_piled_up_accents_are_cut():
    """Zalgo text keeps four marks on a letter, so that no line runs over its neighbours."""
    assert max(len(run) for run in re.findall(r"[\u0300-\u036f]+", unicodedata.normalize("NFD", clean(ZALGO)))) <= 5


def test_length_is_what_a_reader_counts():
    """A family, a flag and a letter with accents are one each."""
    assert length(f"{FAMILY}🇨🇳e\u0301好") == 4


@given(st.text(max_size=80))
def test_cleaning_again_changes_nothing(text: str):
    """What is kept comes back equal when it is edited and saved again, and can always be written as UTF-8."""
    once = clean(text, lines=True)
    assert clean(once, lines=True) == once
    assert once.encode().decode() == once
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=80))
def test_one_line_is_one_line(text: str):
    """A name never spans lines, and is trimmed."""
    made = clean(text)
    assert not set(made) & set("\n\r\t\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
    assert made == made.strip()


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e\n"])
def test_nothing_is_refused_where_something_is_needed(text: str):
    """Invisible words are no words."""
    with pytest.raises(Refusals) as refused:
        checked(text, field="text", longest=10)
    assert (refused.value.code, refused.value.problems[0].where) == ("empty_text", "text")
    assert checked(text, field="text", longest=10, needed=False) == ""


def test_the_limit_counts_graphemes():
    """A thousand families are a thousand; one more is refused with the limit in the sentence."""
    assert length(checked(FAMILY * 1000, field="text", longest=1000)) == 1000
    for long in (FAMILY * 1001, "字" * 1_000_000):
        with pytest.raises(Refusals, match="at most 1000") as refused:
            checked(long, field="text", longest=1000)
        assert refused.value.code == "long_text"


def test_words_stand_in_for_one_another():
    """A name given in one language only is shown in both."""
    assert Words("玉兰巷")["en"] == "玉兰巷"
    assert Words("", "Yulan Lane")["zh"] == "Yulan Lane"
    assert (Words("玉兰巷", "Yulan Lane")["zh"], Words("玉兰巷", "Yulan Lane")["en"]) == ("玉兰巷", "Yulan Lane")


def test_sentences_say_bilingual_words_and_lists():
    """Placeholders may hold words in two languages, and lists of them; braces without parameters stay."""
    trees = (Words("香樟", "Camphor"), Words("女贞", "Privet"), "Ginkgo")
    assert str(Sentence("{trees} are tied.", {"trees": trees})) == "Camphor, Privet and Ginkgo are tied."
    assert str(Sentence("{as it is}")) == "{as it is}"
    assert english(3) == 3


def test_lists_are_said_as_each_language_says_them():
    """甲、乙和丙 / A, B and C; one alone, none at all."""
    assert listed(["甲", "乙", "丙"], "zh") == "甲、乙和丙"
    assert listed(["A", "B"], "en") == "A and B"
    assert (listed(["A"], "en"), listed([], "zh")) == ("A", "")


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("王管理", "请王管理来看", True), ("王", "国王街", False), ("王", "找 王 问问", True), ("Lin", "under the linden", False),
        ("Lin", "lin was rude", True), ("Lin", "请Lin来", True), ("a.b", "axb", False), ("(", "a ( b", True), ("", "x", False),
    ],
)  # fmt: skip
def test_whether_a_text_names_a_person(name: str, text: str, named: bool):
    """Chinese names inside of sentences; short names and names in letters as whole words."""
    assert is_named(name, text) is named
