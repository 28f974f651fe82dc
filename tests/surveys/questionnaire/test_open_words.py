"""Open answers by their words: Chinese and English are cut, similar ones lie side by side, whatever was typed."""

from __future__ import annotations

import time

import pytest

from planning.surveys.questionnaire.open_words import keywords, side_by_side, terms
from tests.speaking import HOSTILE

LIFT = ["希望加装电梯", "加装电梯！", "老人上下楼不便，请加装电梯", "We need a lift 电梯"]
LAMPS = ["路灯太暗", "晚上路灯太暗了", "The street lamps are too dark", "street lamps: dark"]
NOTHING = ["无", "无。", "👍🏽", "👨‍👩‍👧‍👦"]


def grouped(texts: list[str]) -> list[set[str]]:
    """Groups as sets of texts."""
    return [{texts[at] for at in group} for group in side_by_side([terms(text) for text in texts])]


def test_words_that_carry_a_meaning_are_kept():
    """Manners, small words, figures and signs are not; capitals and full-width letters are all one."""
    assert terms("希望社区尽快加装电梯，谢谢！") == ("加装", "电梯")
    assert terms("Ｗe need BENCHES near the benches 123") == ("need", "benches", "near", "benches") or terms(
        "Ｗe need BENCHES near the benches 123"
    ) == ("need", "benches", "benches")
    assert terms("") == terms("  ") == ()


@pytest.mark.parametrize("text", [*NOTHING, "？？？", "1", "\u202e\u200b", HOSTILE, "𠮷" * 50, "a" * 5000, "的"])
def test_whatever_was_typed_has_words_or_is_one(text: str):
    """Rows 33, 36 and 37: emoji, signs, directions, markup, rare characters, one endless word: nothing fails."""
    found = terms(text)
    assert side_by_side([found, found, terms("路灯")]) == ((0, 1), (2,))
    assert all(isinstance(word, str) and word for word in found)


def test_similar_answers_lie_side_by_side():
    """Of two matters two groups, in both languages; what speaks of nothing else is with nobody else."""
    found = grouped([*LIFT[:3], *LAMPS[:2], "女贞果子掉一地", "无", "无。"])
    assert set(LIFT[:3]) in found
    assert set(LAMPS[:2]) in found
    assert {"无", "无。"} in found
    assert {"女贞果子掉一地"} in found
    assert [len(one) for one in found] == sorted((len(one) for one in found), reverse=True)


def test_every_answer_is_in_one_group():
    """None is lost, none is there twice, and the same answers give the same groups."""
    texts = [*LIFT, *LAMPS, *NOTHING] * 3
    groups = side_by_side([terms(text) for text in texts])
    assert sorted(at for group in groups for at in group) == list(range(len(texts)))
    assert groups == side_by_side([terms(text) for text in texts])
    assert side_by_side([]) == ()


def test_keywords_count_the_answers_in_which_they_stand():
    """A word twice in one answer counts once; a word of one answer alone is none."""
    found = {
        one.word: one.count for one in keywords([terms(text) for text in ["电梯电梯", "加装电梯", "路灯", "路灯暗"]])
    }
    assert found == {"电梯": 2, "路灯": 2}
    assert keywords([]) == keywords([()]) == ()


def test_five_thousand_answers_that_have_nothing_in_common_are_read_in_time():
    """The worst there can be: a group for each; memory is that of one row, time that of a page that says it is at work."""
    texts = [
        f"{chr(0x4E00 + number)}{chr(0x5E00 + number)}{chr(0x6F00 + number)} x{number:05d}y" for number in range(5000)
    ]
    begun = time.process_time()
    groups = side_by_side([terms(text) for text in texts])
    assert sum(len(group) for group in groups) == 5000
    assert time.process_time() - begun < 10
