"""The roll 选民名册 as a table: read as a whole, with everything that is wrong in it at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace

from planning.errors import N_, Problem, Refusals
from planning.options.electorate import Voter, VoterKind
from planning.site import new_id
from planning.wording import checked

MOST_LINES = 50_000

HEADINGS = {
    "kind": "kind", "类别": "kind", "类型": "kind",
    "label": "label", "door": "label", "门牌": "label", "门牌号": "label", "名称": "label",
    "courtyard": "courtyard", "院落": "courtyard", "院落编号": "courtyard",
    "street_front": "street_front", "street front": "street_front", "临街": "street_front", "沿街": "street_front",
}  # fmt: skip
"""Names that a column may have."""

KINDS = {
    "household": VoterKind.HOUSEHOLD, "住户": VoterKind.HOUSEHOLD, "家庭": VoterKind.HOUSEHOLD, "户": VoterKind.HOUSEHOLD,
    "shop": VoterKind.SHOP, "商铺": VoterKind.SHOP, "店铺": VoterKind.SHOP, "商户": VoterKind.SHOP,
}  # fmt: skip


def parse_roll(
    text: str, *, community_id: str, round_id: str, courtyards: Mapping[str, str], enrolled: Iterable[Voter] = ()
) -> list[Voter]:
    """Voters from CSV with the columns ``kind, label, courtyard, street_front``.

    :param courtyards: ids of the community's courtyards by their codes.
    :param enrolled: who is on the roll already; a door cannot be enrolled twice.

    Raises :class:`Refusals`, one problem a fault, each with its line counted from 1.
    """
    blank = Voter("", community_id, round_id, VoterKind.HOUSEHOLD, "")
    seen = {(voter.kind, voter.label, voter.courtyard_id) for voter in enrolled}
    problems: list[Problem] = []
    voters = []
    for number, line in _lines(text):
        voter = _voter(line, number, problems, courtyards, blank)
        if voter is None:
            continue
        door = (voter.kind, voter.label, voter.courtyard_id)
        if door in seen:
            problems.append(
                _problem(number, "enrolled_twice", N_("Line {line}: {text} is on the roll already."), voter.label)
            )
        seen.add(door)
        voters.append(voter)
    if problems:
        raise Refusals(problems)
    return voters


def _lines(text: str) -> list[tuple[int, dict[str, str]]]:
    """Lines by field, with their numbers; raises when the table as a whole cannot be read."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise Refusals(
            [
                _problem(
                    reader.line_num,
                    "unreadable",
                    N_("Line {line} cannot be read: look for a quotation mark that is not closed."),
                )
            ]
        ) from None
    if len(rows) < 2:
        raise Refusals(
            [
                _problem(
                    1, "empty_table", N_("There is no line in this table: give a heading and one line for each door.")
                )
            ]
        )
    if len(rows) > MOST_LINES:
        raise Refusals(
            [_problem(MOST_LINES, "too_long", N_("This table is too long: a roll has fewer than {line} lines."))]
        )
    fields = [HEADINGS.get(cell.strip().lower(), "") for cell in rows[0][1]]
    missing = [name for name in ("kind", "label") if name not in fields]
    if missing:
        raise Refusals(
            [
                _problem(
                    1,
                    "missing_column",
                    N_("The heading has no column {text}: name the columns kind, label, courtyard, street_front."),
                    name,
                )
                for name in missing
            ]
        )
    return [
        (number, {field: cell for field, cell in zip(fields, row, strict=False) if field}) for number, row in rows[1:]
    ]


def _voter(
    line: Mapping[str, str], number: int, problems: list[Problem], courtyards: Mapping[str, str], blank: Voter
) -> Voter | None:
    """A copy of ``blank`` with what a line says, or None; what is wrong with it goes to ``problems``."""
    before = len(problems)
    kind = KINDS.get(line.get("kind", "").strip().lower())
    if kind is None:
        problems.append(_problem(
            number, "unknown_kind", N_("Line {line}: {text} is neither household nor shop."), line.get("kind", "")))  # fmt: skip
    code = line.get("courtyard", "").strip()
    if code and code not in courtyards:
        problems.append(_problem(number, "unknown_courtyard", N_("Line {line}: there is no courtyard {text}."), code))
    label = _text(line.get("label", ""), number, problems, needed=True)
    front = _text(line.get("street_front", ""), number, problems, needed=False)
    if len(problems) > before or kind is None:
        return None
    courtyard_id = courtyards[code] if code else None
    return replace(blank, id=new_id(), kind=kind, label=label, courtyard_id=courtyard_id, street_front=front)


def _text(text: str, number: int, problems: list[Problem], *, needed: bool) -> str:
    try:
        return checked(text, field="label", longest=80, needed=needed)
    except Refusals as refused:
        empty = refused.code == "empty_text"
        sentence = (
            N_("Line {line}: the label is empty.") if empty else N_("Line {line}: {text} is longer than 80 characters.")
        )
        problems.append(_problem(number, refused.code, sentence, text))
        return ""


def _problem(number: int, code: str, sentence: str, text: str = "") -> Problem:
    return Problem(code, sentence, {"line": number, "text": text[:40]}, number)
