"""Open answers, read so that a person can group them: their words, what many speak of, and those that say the same.

Nothing here decides what an answer means: it lays similar ones side by side. Who names the themes is a person.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import rjieba
from scipy.sparse import csc_matrix, csr_matrix
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from planning.wording import clean

ALIKE = 0.4
"""From this cosine of their weighted words on, two answers stand side by side."""
MOST_KEYWORDS = 24
_CARRYING = frozenset("nvaijlzt")
"""Parts of speech that carry a meaning, by the first letter of jieba's tags: nouns, verbs, adjectives, idioms, times."""
_FOREIGN = "eng"
_MANNERS = frozenset(
    [
        "希望",
        "建议",
        "应该",
        "可以",
        "能够",
        "觉得",
        "感觉",
        "最好",
        "麻烦",
        "请问",
        "谢谢",
        "感谢",
        "辛苦",
        "多谢",
        "进行",
        "尽快",
        "解决",
        "问题",
        "方面",
        "有点",
        "不要",
        "不能",
        "没有",
        "还有",
        "就是",
        "已经",
        "社区",
        "小区",
        "我们",
        "大家",
        "时候",
        "现在",
        "反映",
    ]
)
"""Words of every second answer, which tell of manners and not of a matter."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that answers speak of, and in how many of them it stands."""

    word: str
    count: int


def terms(text: str) -> tuple[str, ...]:
    """The words of an answer that carry its meaning, in small letters, each as often as it stands there.

    Chinese is cut by jieba. An answer without any such word ("无", a smiling face) is one word as a whole.
    """
    said = unicodedata.normalize("NFKC", clean(text)).casefold()
    tagged = rjieba.tag(said)
    found = tuple(word for word, tag in tagged if _carries(word, tag))
    bare = "".join(word for word, _ in tagged if word not in _MANNERS and unicodedata.category(word[0])[0] not in "PZ")
    return found or ((bare or said,) if said else ())


def _carries(word: str, tag: str) -> bool:
    if tag == _FOREIGN:
        return len(word) > 1 and word not in ENGLISH_STOP_WORDS
    return tag[0] in _CARRYING and len(word) > 1 and word not in _MANNERS


def _as_they_are(found: tuple[str, ...]) -> tuple[str, ...]:
    return found


def keywords(read: Sequence[tuple[str, ...]], most: int = MOST_KEYWORDS) -> tuple[Keyword, ...]:
    """What the answers speak of, by the weight of a word in all of them (TF-IDF), the heaviest first.

    A word that stands in one answer only is none, nor is one where nothing else is.
    """
    counts = Counter(word for found in read for word in set(found))
    if not counts:
        return ()
    weigher = TfidfVectorizer(analyzer=_as_they_are)
    sums = np.asarray(weigher.fit_transform(read).sum(axis=0)).ravel()
    weights = dict(zip(weigher.get_feature_names_out(), sums, strict=True))
    several = [word for word, count in counts.items() if count > 1]
    ranked = sorted(several, key=lambda word: (-weights[word], word))
    return tuple(Keyword(word, counts[word]) for word in ranked[:most])


def side_by_side(read: Sequence[tuple[str, ...]]) -> tuple[tuple[int, ...], ...]:
    """Positions of answers in groups of similar ones, the largest group first; in each the most typical answer first.

    Each group gathers around one answer that has much in common with all others, in few words (leader clustering);
    everything in it is at least :data:`ALIKE` to that one. Equal answers are compared once.
    """
    same: dict[tuple[str, ...], list[int]] = {}
    for at, found in enumerate(read):
        same.setdefault(tuple(sorted(found)), []).append(at)
    kinds = list(same)
    if not any(kinds):
        return tuple((at,) for places in same.values() for at in places)
    counts = np.array([len(same[kind]) for kind in kinds], dtype=np.float64)
    weighed = csr_matrix(TfidfVectorizer(analyzer=_as_they_are).fit_transform(kinds))
    groups = [[place for kind in group for place in same[kinds[kind]]] for group in _gathered(weighed, counts)]
    return tuple(tuple(group) for group in sorted(groups, key=lambda group: (-len(group), group[0])))


def _gathered(weighed: csr_matrix, counts: np.ndarray) -> list[list[int]]:
    """Rows around their leaders, each with the most alike first; one leader at a time, so that memory stays small."""
    # Who speaks of one thing leads, not who speaks of two.
    common = weighed @ (weighed.T @ counts) / np.maximum(np.diff(weighed.indptr), 1)
    words = csc_matrix(weighed)
    free = np.ones(weighed.shape[0], dtype=bool)
    groups = []
    for leader in sorted(range(len(common)), key=lambda at: (-common[at], at)):
        if not free[leader]:
            continue
        near = _likenesses(weighed, words, leader)
        near[leader] = 2.0  # itself first, and in any case
        members = np.flatnonzero(free & (near >= ALIKE))
        free[members] = False
        groups.append([int(at) for at in members[np.argsort(-near[members], kind="stable")]])
    return groups


def _likenesses(weighed: csr_matrix, words: csc_matrix, row: int) -> np.ndarray:
    """Cosines of one row with all, looked up word by word: only rows that share a word are touched."""
    near = np.zeros(weighed.shape[0])
    for at in range(weighed.indptr[row], weighed.indptr[row + 1]):
        word = weighed.indices[at]
        there = slice(words.indptr[word], words.indptr[word + 1])
        near[words.indices[there]] += weighed.data[at] * words.data[there]
    return near
