"""The planner team's register 规划师名册: who belongs to it, and what is known of their training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planning import store
from planning.actions.act import Doing, act
from planning.errors import N_, Problem, Refusals
from planning.people import Planner
from planning.site import Courtyard, new_id
from planning.store import accounts
from planning.wording import checked

LONGEST_NAME = 40
LONGEST_TEXT = 300
UNKNOWN_COURTYARD = N_("This courtyard is not one of this community: choose it again.")
UNKNOWN_MEMBER = N_("This account has no role in this community: choose another one, or none.")
LEFT_BEFORE = N_("Nobody can leave before they joined: correct one of the two dates.")


@act
def enter_planner(
    doing: Doing, *, community_id: str, name: str, resident: bool, profession: str, training: str,
    courtyard_ids: Sequence[str] = (), joined_on: date | None = None, member_id: str | None = None, public: bool = False,
) -> str:  # fmt: skip
    """A new line of the register; gives its id. Raises :class:`Refusals` with all that is wrong."""
    doing.permit_in(community_id)
    entered = _checked(doing, Planner(
        new_id(), community_id, name, resident, profession, training, tuple(courtyard_ids),
        joined_on or doing.now.date(), member_id, public))  # fmt: skip
    store.add(doing.session, entered)
    doing.log(f"planner:{entered.id}", after=_told(entered))
    return entered.id


@act
def change_planner(
    doing: Doing, *, planner_id: str, version: int, name: str, resident: bool, profession: str, training: str,
    courtyard_ids: Sequence[str], joined_on: date, member_id: str | None, public: bool, left_on: date | None,
) -> None:  # fmt: skip
    """Change a line that was read at ``version``; ``left_on`` says since when somebody is no longer of the team."""
    before = store.get(doing.session, Planner, planner_id)
    doing.permit_in(before.community_id)
    after = _checked(doing, replace(
        before, name=name, resident=resident, profession=profession, training=training, courtyard_ids=tuple(courtyard_ids),
        joined_on=joined_on, member_id=member_id, public=public, left_on=left_on, version=version + 1))  # fmt: skip
    store.change(doing.session, after)
    doing.log(f"planner:{planner_id}", before=_told(before), after=_told(after))


def _told(one: Planner) -> dict[str, object]:
    """What the log keeps of a line: no name and no training, which may have to be erased one day."""
    return {
        "resident": one.resident, "courtyard_ids": list(one.courtyard_ids), "joined_on": one.joined_on,
        "member_id": one.member_id, "public": one.public, "left_on": one.left_on,
    }  # fmt: skip


def _checked(doing: Doing, one: Planner) -> Planner:
    problems: list[Problem] = []

    def words(text: str, field: str, longest: int, *, needed: bool) -> str:
        try:
            return checked(text, field=field, longest=longest, lines=True, needed=needed)
        except Refusals as refused:
            problems.extend(refused.problems)
            return ""

    made = replace(
        one, name=words(one.name, "name", LONGEST_NAME, needed=True),
        profession=words(one.profession, "profession", LONGEST_TEXT, needed=True),
        training=words(one.training, "training", LONGEST_TEXT, needed=False),
    )  # fmt: skip
    known = {yard.id for yard in store.find(doing.session, Courtyard, community_id=one.community_id)}
    if not set(one.courtyard_ids) <= known:
        problems.append(Problem("unknown_courtyard", UNKNOWN_COURTYARD, {}, "courtyards"))
    if one.left_on is not None and one.left_on < one.joined_on:
        problems.append(Problem("bad_dates", LEFT_BEFORE, {}, "left_on"))
    if one.member_id is not None and not _has_role(doing, one.member_id, one.community_id):
        problems.append(Problem("unknown_member", UNKNOWN_MEMBER, {}, "member"))
    if problems:
        raise Refusals(problems)
    return made


def _has_role(doing: Doing, member_id: str, community_id: str) -> bool:
    known = {one.member.id: one.member for one in accounts.accounts(doing.session)}
    return member_id in known and bool(known[member_id].roles_somewhere(community_id))
