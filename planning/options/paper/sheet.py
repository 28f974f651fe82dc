"""A sheet: what somebody typed from a paper ballot, box by box from top to bottom, read as a ballot or as invalid.

``17 213`` is sheet 17 with 2, 1 and 3 in its boxes; ``-`` is an empty box. A yes or no is ``y``, ``n`` or ``a``; an
approval is ``1`` for a mark, a score ballot has its points. What cannot count is ``b`` (blank), ``u`` (unreadable), ``w`` (wrong form) or ``o`` and words;
a rank that was given twice is found by itself. An invalid sheet has its reason and is never an abstention.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planning.errors import N_, Refusal
from planning.options.ballot import Ranking
from planning.options.ballot_kinds import ONE_AT_EACH_RANK
from planning.options.round import CHOICES, ONE_RANK, BallotKind, Round
from planning.options.score_ballot import Unscored, graded
from planning.wording import clean

LONGEST_LINE, LONGEST_WORDS = 400, 200
HIGHEST_NUMBER = 9_999_999


class Invalid(StrEnum):
    """Why a paper ballot cannot count."""

    BLANK = "blank"
    REPEATED = "repeated"
    UNREADABLE = "unreadable"
    WRONG_FORM = "wrong_form"
    OTHER = "other"


LETTERS = {"b": Invalid.BLANK, "u": Invalid.UNREADABLE, "?": Invalid.UNREADABLE, "w": Invalid.WRONG_FORM}
EMPTY, MARKED = frozenset("-_.0"), frozenset("1xv")
ANSWERS = dict(zip("yna", CHOICES, strict=True)) | dict(zip("123", CHOICES, strict=True))


@dataclass(frozen=True, slots=True)
class Reading:
    """What one person read on a sheet: a ranking, or a reason why there is none (``other`` with words)."""

    ranking: Ranking = ()
    invalid: Invalid | None = None
    words: str = ""

    def agrees(self, other: Reading | None) -> bool:
        """Whether somebody else read the same. The words beside a reason may differ."""
        return other is not None and (self.ranking, self.invalid) == (other.ranking, other.invalid)


def built(decoded: dict[str, Any]) -> Reading:
    """A reading from its JSON."""
    reason = Invalid(decoded["invalid"]) if decoded["invalid"] else None
    return Reading(tuple(tuple(rank) for rank in decoded["ranking"]), reason, decoded["words"])


def read_line(typed: str, round_: Round, options: Sequence[str]) -> tuple[int, Reading]:
    """Number and reading of a sheet from one typed line.

    Raises :class:`Refusal` (``bad_line``, ``bad_number``, ``bad_boxes``, ``bad_box``): slips of the keyboard, which are
    no faults of the ballot.

    :param options: keys of the options in the order of the printed boxes.
    """
    line = unicodedata.normalize("NFKC", clean(typed[:LONGEST_LINE])).strip()
    number, _, marks = line.partition(" ")
    if not marks.strip():
        raise Refusal("bad_line", N_("Type the number of the sheet, a space, and then its boxes from top to bottom, such as 17 213."), where="line")  # fmt: skip
    return sheet_number(number), read_marks(marks.strip(), round_, options)


def sheet_number(text: str) -> int:
    """The number of a sheet; zeros before it may be left out. Raises :class:`Refusal` (``bad_number``)."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:20]) <= HIGHEST_NUMBER):
        raise Refusal("bad_number", N_("“{number}” is no number of a sheet: type the number that is printed on it."), where="line", number=text[:20])  # fmt: skip
    return int(text)


def read_marks(marks: str, round_: Round, options: Sequence[str]) -> Reading:
    """What stands in the boxes, as the kind of ballot that the round announced."""
    letter = marks.lower()
    if letter in LETTERS:
        return Reading(invalid=LETTERS[letter])
    if letter == "o" or letter.startswith("o "):
        return _other(marks[1:].strip())
    return _answer(letter) if round_.ballot is BallotKind.YES_NO else _of_boxes(letter, round_, options)


def _of_boxes(letter: str, round_: Round, options: Sequence[str]) -> Reading:
    """A sheet with a box for each option."""
    boxes = _boxes(letter, len(options))
    nothing = EMPTY - {"0"} if round_.ballot is BallotKind.SCORE else EMPTY  # 0 is points, too
    if all(box in nothing for box in boxes):
        return Reading(invalid=Invalid.BLANK)
    if round_.ballot in ONE_RANK:
        return _approved(boxes, options)
    if round_.ballot is BallotKind.SCORE:
        return _scored(boxes, options, round_)
    return _ranked(boxes, options, allow_equal=round_.method not in ONE_AT_EACH_RANK)


def _other(words: str) -> Reading:
    if not words:
        raise Refusal("bad_line", N_("Say in a few words why the sheet cannot count, such as: o torn in two."), where="line")  # fmt: skip
    return Reading(invalid=Invalid.OTHER, words=words[:LONGEST_WORDS])


def _answer(letter: str) -> Reading:
    """One of yes, no and abstain; two marks on a sheet are no answer."""
    marks = letter.replace(" ", "")
    if marks and set(marks) <= EMPTY:
        return Reading(invalid=Invalid.BLANK)
    if not marks or not all(mark in ANSWERS for mark in marks):
        raise Refusal("bad_box", N_("Type y for yes, n for no or a for abstain; b if nothing is marked."), where="line")
    chosen = {ANSWERS[mark] for mark in marks}
    return Reading(invalid=Invalid.REPEATED) if len(chosen) > 1 else Reading(((chosen.pop(),),))


def _boxes(marks: str, count: int) -> list[str]:
    """Boxes one by one: each sign is one, or what commas and spaces part, where a rank has two figures."""
    apart = re.split(r"[\s,;、]+", marks.strip(" ,;、"))
    boxes = apart if len(apart) > 1 or count == 1 else list(marks)
    if len(boxes) != count:
        raise Refusal("bad_boxes", N_("You typed {typed} boxes, and this ballot has {count}: type each box, with - for an empty one."), where="line", typed=len(boxes), count=count)  # fmt: skip
    return boxes


def _approved(boxes: Sequence[str], options: Sequence[str]) -> Reading:
    for box in boxes:
        if box not in EMPTY | MARKED:
            raise _bad_box(box)
    return Reading((tuple(option for option, box in zip(options, boxes, strict=True) if box in MARKED),))


def _scored(boxes: Sequence[str], options: Sequence[str], round_: Round) -> Reading:
    """Points in the boxes; an empty box gives none, which makes a sheet invalid where the round refuses that."""
    given: dict[str, int] = {}
    for option, box in zip(options, boxes, strict=True):
        if box in EMPTY and box != "0":
            continue
        if not (box.isascii() and box.isdigit() and len(box) <= 3):
            raise _bad_box(box)
        given[option] = int(box)
    lacking = round_.unscored is Unscored.REFUSED and len(given) < len(options)
    if lacking or max(given.values()) > round_.most_points:
        return Reading(invalid=Invalid.WRONG_FORM)
    return Reading(graded(given, round_.most_points))


def _ranked(boxes: Sequence[str], options: Sequence[str], *, allow_equal: bool) -> Reading:
    """The options by the ranks in their boxes; a rank that nobody got closes up, since the order is clear without it."""
    ranks: dict[int, list[str]] = {}
    for option, box in zip(options, boxes, strict=True):
        if box in EMPTY:
            continue
        if not (box.isascii() and box.isdigit() and len(box) <= 3):
            raise _bad_box(box)
        ranks.setdefault(int(box), []).append(option)
    if not allow_equal and any(len(rank) > 1 for rank in ranks.values()):
        return Reading(invalid=Invalid.REPEATED)
    return Reading(tuple(tuple(ranks[rank]) for rank in sorted(ranks)))


def _bad_box(box: str) -> Refusal:
    return Refusal("bad_box", N_("“{box}” cannot be read as a box: type what is written in it, - for an empty one, or u if nobody can read it."), where="line", box=box[:20])  # fmt: skip
