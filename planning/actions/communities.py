"""Communities: a new, empty one."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act
from planning.errors import N_, Refusal
from planning.site import Community, new_id
from planning.wording import Words, checked


@act
def add_community(doing: Doing, *, name: Words) -> str:
    """Make an empty community and give its id; raises :class:`Refusals` (``empty_text``, ``name_taken``, …)."""
    doing.permit(None)
    name = Words(
        checked(name.zh, field="name", longest=60, needed=not name.en),
        checked(name.en, field="english", longest=60, needed=False),
    )
    taken = {part for c in store.find(doing.session, Community) for part in (c.name.zh, c.name.en) if part}
    if taken & {name.zh, name.en}:
        raise Refusal("name_taken", N_("There is already a community of this name: choose another one."), where="name")
    community = store.add(doing.session, Community(new_id(), name, created_at=doing.now))
    doing.log(f"community:{community.id}", after={"name": name})
    return community.id


LEAST_BLUR_M, MOST_BLUR_M = 10, 500


@act
def blur_comments(doing: Doing, *, community_id: str, metres: int) -> int:
    """From now on the public sees places of comments on a grid of so many metres only; 0 shows them exactly."""
    community = doing.permit_in(community_id)
    if metres and not LEAST_BLUR_M <= metres <= MOST_BLUR_M:
        raise Refusal(
            "bad_blur", N_("Choose 0, or a number of metres from {least} to {most}."), where="metres",
            least=LEAST_BLUR_M, most=MOST_BLUR_M,
        )  # fmt: skip
    store.change(doing.session, replace(community, blur_m=metres))
    doing.log(f"community:{community_id}", before={"blur_m": community.blur_m}, after={"blur_m": metres})
    return metres
