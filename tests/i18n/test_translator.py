"""The translator: the same sentence in both languages, numbers and dates as each writes them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from planning.errors import Problem, Refusals
from planning.i18n import translator
from planning.i18n.translator import catalogue
from planning.wording import Sentence, Words

ZH, EN = translator("zh"), translator("en")
TIED = "{options} are tied."


def plural() -> tuple[str, str]:
    """A message about a number that the catalogue holds."""
    return "{count} comment", "{count} comments"


@pytest.mark.parametrize("count", [0, 1, 2, 11, 1000])
def test_english_counts_and_chinese_has_one_form(count: int):
    """1 comment, 2 comments; 1 条意见, 2 条意见."""
    assert EN.n(*plural(), count) == f"{count} comment{'' if count == 1 else 's'}"
    translated = catalogue("zh")["{count} comment"]
    form = translated if isinstance(translated, str) else translated[0]
    assert ZH.n(*plural(), count) == form.format(count=count)


def test_an_unknown_sentence_is_said_as_it_stands():
    """Better English than nothing; a test of the catalogues finds it."""
    assert ZH("Nobody ever wrote this, {name}.", name="x") == "Nobody ever wrote this, x."


def test_words_and_lists_are_said_in_the_reader_s_language():
    """Bilingual values inside a sentence, several of them too."""
    options = (Words("香樟", "Camphor"), Words("女贞", "Privet"))
    assert EN(TIED, options=options) == "Camphor and Privet are tied."
    assert "香樟和女贞" in ZH(TIED, options=options)
    assert ZH.words(Words("香樟", "Camphor")) == "香樟"


def test_a_refusal_is_said_sentence_by_sentence():
    """With a space between sentences in English only."""
    refused = Refusals([Problem("a", "First {n}.", {"n": 1}), Problem("b", "Second.")])
    assert EN.refusal(refused) == "First 1. Second."
    assert ZH.refusal(refused) == "First 1.Second."
    assert EN.sentences([Sentence("One."), Sentence("{n}.", {"n": 2})]) == "One. 2."


@pytest.mark.parametrize(
    ("at", "zone", "zh", "en"),
    [
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), "Asia/Shanghai", "2026年11月25日 00:00", "25 Nov 2026 00:00"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Europe/Vienna", "2026年3月29日 01:59", "29 Mar 2026 01:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Europe/Vienna", "2026年3月29日 03:00", "29 Mar 2026 03:00"),
        (datetime(2026, 1, 1, 3, 5, tzinfo=UTC), "UTC", "2026年1月1日 03:05", "1 Jan 2026 03:05"),
    ],
    ids=["after midnight in Chengdu", "before summer time", "in summer time", "one digit"],
)
def test_times_are_those_of_the_community(at: datetime, zone: str, zh: str, en: str):
    """Kept in UTC, shown in the zone of the place."""
    assert (ZH.time(at, zone), EN.time(at, zone)) == (zh, en)
    assert EN.date(at, zone) == en[:-6]


@pytest.mark.parametrize("language", ["fr", "", "ZH", "en-GB"])
def test_a_language_that_we_do_not_speak_is_answered_in_chinese(language: str):
    """Never with an error page."""
    assert translator(language).language == "zh"
