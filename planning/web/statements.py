"""Statements on light pages: one at a time with three large buttons, then what unites and what divides people.

Everything is a plain form: a vote is set, not counted up, so that sending it twice changes nothing.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
from starlette.responses import Response

from planning import addresses
from planning.actions.statements import add_statement, vote_statement
from planning.errors import N_, Refusals
from planning.i18n.names import name_of
from planning.queries.statements import Findings, Turn, findings, statement_turn, votes_for_download
from planning.site import Community, new_id
from planning.surveys.opinions.telling import LEAST_SEEN, Stance
from planning.surveys.statements import LONGEST_STATEMENT
from planning.web import light
from planning.web.door import Door, route
from planning.web.sent import CLIENT_ID, here_of, to
from planning.wording import clean, for_cell

WHY_NONE = {
    "few_people": N_("No groups are shown: too few people have voted on enough statements."),
    "few_opinions": N_("No groups are shown: everybody votes in one of a few ways, and there is nothing to group."),
    "unstable": N_("No groups to trust: half of the statements would give other ones, so none are shown."),
    "small_group": N_("No groups are shown: one would hold so few people that single ones could be told."),
}
BAR = 300
"""Width of a bar in its own units."""


@route("GET", addresses.STATEMENTS)
def statement_page(door: Door) -> Response:
    """The statement whose turn it is, or the one that is named (``n``), to change a vote."""
    return _page(door, here_of(door))


def _page(door: Door, here: Community, refused: Refusals | None = None) -> Response:
    turn: Turn = door.ask(
        statement_turn, community_id=here.id, conversation_id=_conversation(door), number=_number(door.asked("n"))
    )
    values: dict[str, Any] = {
        **_around(door, here), "turn": turn, "longest": LONGEST_STATEMENT, "form": new_id(),
        "done": door.asked("done") == "added", "name": lambda code: name_of(door.t, code),
        "change": lambda one: to(door, addresses.STATEMENTS, here, conversation=turn.conversation.id, n=str(one.number)),
        "far": door.t("{seen} of {total}", seen=turn.seen, total=turn.total),
        "votes": ((1, door.t("I agree")), (-1, door.t("I disagree")), (0, door.t("Pass"))),
        "told": {1: door.t("agree"), -1: door.t("disagree"), 0: door.t("passed")},
    }  # fmt: skip
    if refused is not None:
        return light.refused(door, "statement.html", refused, **values)
    return light.page(door, "statement.html", typed={"text": ""}, **values)


def _conversation(door: Door) -> str:
    return clean(door.path("conversation"))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 7 else 0


def _around(door: Door, here: Community) -> dict[str, Any]:
    id_ = _conversation(door)
    return {
        "here": here, "action": to(door, addresses.STATEMENTS, here, conversation=id_),
        "add": to(door, addresses.STATEMENT_ADD, here, conversation=id_),
        "findings": to(door, addresses.FINDINGS, here, conversation=id_),
        "case_page": lambda case: f"/case?community={here.id}&case={case.id}&lang={door.t.language}",
    }  # fmt: skip


@route("POST", addresses.STATEMENTS)
def vote_on_statement(door: Door) -> Response:
    """Set a vote, then the next statement."""
    here = here_of(door)
    said = door.form.get("vote", "")
    door.house.limits.writes.take(door.visitor.browser, door.address)
    try:
        vote_statement(
            door.house.database, door.visitor, door.now, community_id=here.id, conversation_id=_conversation(door),
            statement_id=clean(door.form.get("statement", "")), vote=_number(said) if said in {"1", "-1", "0"} else 9,
        )  # fmt: skip
    except Refusals as refused:
        return _page(door, here, refused)
    return light.gone(to(door, addresses.STATEMENTS, here, conversation=_conversation(door)))


@route("POST", addresses.STATEMENT_ADD)
def add_statement_by_form(door: Door) -> Response:
    """A resident adds a statement; sent twice it is one."""
    here, form = here_of(door), door.form.get("form", "")
    door.house.limits.writes.take(door.visitor.browser, door.address)
    try:
        add_statement(
            door.house.database, door.visitor, door.now, f"statement-{form}"[:40] if CLIENT_ID.fullmatch(form) else new_id(),
            community_id=here.id, conversation_id=_conversation(door), text=door.form.get("text", ""),
        )  # fmt: skip
    except Refusals as refused:
        return _page(door, here, refused)
    return light.gone(to(door, addresses.STATEMENTS, here, conversation=_conversation(door), done="added"))


@route("GET", addresses.FINDINGS)
def findings_page(door: Door) -> Response:
    """What unites, what divides, and groups where there are some to trust."""
    here = here_of(door)
    seen: Findings = door.ask(findings, community_id=here.id, conversation_id=_conversation(door))
    grouping = seen.found.grouping
    return light.page(
        door, "findings.html", seen=seen, why_none=door.t(WHY_NONE[grouping.why_none]) if grouping.why_none else "",
        stance=lambda one: _stance(door, seen, one), lead=_lead(door, seen), bars=_bars(door, seen), least=LEAST_SEEN,
        stability=None if grouping.stability is None else round(100 * grouping.stability), **_around(door, here),
    )  # fmt: skip


def _lead(door: Door, seen: Findings) -> str:
    """The answer in one sentence."""
    t = door.t
    people = t.n("{count} person has said something.", "{count} people have said something.", seen.people)
    if not seen.people:
        return t("Nobody has said anything yet.")
    if seen.found.groups:
        return f"{people} {t('Groups of opinion: {groups}; statements that unite all of them: {united}.', groups=len(seen.found.groups), united=len(seen.found.consensus))}"
    return f"{people} {t('Statements that unite: {united}.', united=len(seen.found.consensus))}"


def _stance(door: Door, seen: Findings, one: Stance) -> dict[str, str]:
    """A statement with who stands how to it, in numbers of how many."""
    counts = one.counts
    said = (
        door.t("{count} of {seen} agree", count=counts.agree, seen=counts.seen) if one.agrees
        else door.t("{count} of {seen} disagree", count=counts.disagree, seen=counts.seen)
    )  # fmt: skip
    return {"words": str(door.t.words(seen.statements[one.place].text)), "said": said}


def _bars(door: Door, seen: Findings) -> list[dict[str, Any]]:
    """Every statement with its numbers, and how wide its parts are drawn; no numbers where few have said something."""
    found = []
    for statement, counts in zip(seen.statements, seen.counts, strict=True):
        line: dict[str, Any] = {"words": door.t.words(statement.text), "counts": counts}
        if counts is not None:
            agree, disagree = BAR * counts.agree // counts.seen, BAR * counts.disagree // counts.seen
            line |= {"agree": agree, "disagree": disagree, "left": BAR - disagree}
            line["told"] = door.t(
                "{agree} agree, {disagree} disagree, {passed} passed, of {seen}", agree=counts.agree,
                disagree=counts.disagree, passed=counts.passed, seen=counts.seen,
            )  # fmt: skip
        found.append(line)
    return found


@route("GET", addresses.OPINIONS_CSV)
def opinions_csv(door: Door) -> Response:
    """All votes as `jieyi opinions` and Polis' tools read them: participant, statement, vote, and the words."""
    here = here_of(door)
    statements, votes = door.ask(votes_for_download, community_id=here.id, conversation_id=_conversation(door))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["participant", "statement", "vote", "words"])
    words = [for_cell(str(door.t.words(one.text))) for one in statements]
    for row, column in np.argwhere(~np.isnan(votes.table)):
        vote = int(votes.table[row, column])
        writer.writerow([votes.participants[row], votes.statements[column], vote, words[column]])
    headers = {"content-disposition": 'attachment; filename="opinions.csv"', "cache-control": "no-store"}
    return Response(("\ufeff" + out.getvalue()).encode(), media_type="text/csv; charset=utf-8", headers=headers)
