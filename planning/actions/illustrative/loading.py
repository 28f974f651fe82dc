"""Loading the illustrative community: everything in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np

from planning import access, store
from planning.access import Asking
from planning.actions.act import Doing, fleeting
from planning.actions.codes import Issued
from planning.actions.illustrative import matter, planting, species, votes
from planning.actions.illustrative.captions import CAPTIONS
from planning.actions.illustrative.channel import channel, statements
from planning.actions.illustrative.dissent import dissent
from planning.actions.illustrative.drawing import drawn
from planning.actions.illustrative.ground import Ground, ground
from planning.actions.illustrative.interventions import interventions
from planning.actions.illustrative.naming import Calendar, Naming
from planning.actions.illustrative.roll import roll
from planning.actions.illustrative.speech import Speech, speech
from planning.actions.illustrative.works import works
from planning.cases.case import Case
from planning.errors import N_, Refusal
from planning.options.electorate import Voter
from planning.options.frozen_roll import roll_hash
from planning.options.option import Option
from planning.options.round import Round, definition, definition_hash
from planning.site import Community, new_id
from planning.store import ballots, decisions, photo_files, settling
from planning.store.photo_files import Place
from planning.surveys.photo import Owner, Photo
from planning.wording import Words


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded. ``codes`` of the open round that can still be used are handed out here and kept nowhere."""

    community_id: str
    case_id: str
    closed_round_id: str
    open_round_id: str
    codes: tuple[Issued, ...] = field(repr=False)


@fleeting
def load_illustrative(doing: Doing, *, seed: int, photo_dir: Place, at: datetime | None = None) -> Loaded:
    """Yulan Lane 玉兰巷 with everything on it, its case, its closed round and its open one, dated around ``at``.

    Raises :class:`Refusal` (``already_loaded``, ``not_allowed``).
    """
    doing.permit(None)
    _still_free(doing, Naming(seed))
    made = imagined(seed, at or doing.now)
    return _Writing(doing, photo_dir, made).write()


def _still_free(doing: Doing, name: Naming) -> None:
    if store.first(doing.session, Community, id=name.community):
        raise Refusal(
            "already_loaded", N_("This illustrative community is already here: open it, or choose another seed.")
        )
    if store.count(doing.session, Community) and not access.administrator(Asking(doing.visitor)):
        raise Refusal(
            "not_allowed", N_("Only an administrator may add the illustrative community to a house that is in use.")
        )


@dataclass(frozen=True, slots=True)
class Poll:
    """A round with its options, the drawing of each, its roll and who voted."""

    round: Round
    options: tuple[Option, ...]
    drawings: tuple[str, ...]
    voters: tuple[Voter, ...]
    turnout: votes.Turnout


@dataclass(frozen=True, slots=True)
class Imagined:
    """The whole community as values: equal for an equal seed and moment. Codes, receipts and photos come at loading."""

    seed: int
    calendar: Calendar
    ground: Ground
    case: Case
    speech: Speech
    polls: tuple[Poll, Poll]


def imagined(seed: int, at: datetime) -> Imagined:
    """Everything that can be known before loading."""
    name, calendar = Naming(seed), Calendar(at)
    chance = [np.random.default_rng(s) for s in np.random.SeedSequence([seed, 2]).spawn(5)]
    here = ground(seed, calendar)
    keep, choose = matter.closed_round(name, calendar), matter.open_round(name, calendar)
    keep_roll, choose_roll = (roll(name, r.id, np.random.default_rng(seed)) for r in (keep, choose))
    keep_options, choose_options = matter.replace_or_keep(name, keep, here), species.options(name, choose)
    return Imagined(
        seed, calendar, here, matter.case(name, calendar, here), speech(name, calendar, here, chance[0]),
        (
            Poll(_sealed(keep, keep_options, keep_roll), keep_options, ("young_row", "closed_canopy"), keep_roll,
                 votes.replace_or_keep(name, keep, keep_roll, chance[1])),
            Poll(_sealed(choose, choose_options, choose_roll), choose_options, tuple(p.scientific for p in species.PROPOSALS), choose_roll,
                 votes.species_so_far(name, choose, choose_roll, at, chance[2])),
        ),
    )  # fmt: skip


def _sealed(round_: Round, options: Sequence[Option], voters: Sequence[Voter]) -> Round:
    return replace(round_, definition_hash=definition_hash(round_, list(options)), roll_hash=roll_hash(voters))


class _Writing:
    """Writes what was imagined, in the order in which one thing leads to another."""

    def __init__(self, doing: Doing, photo_dir: Place, made: Imagined) -> None:
        self.doing, self.session, self.photo_dir, self.made = doing, doing.session, photo_dir, made
        self.name = Naming(made.seed)

    def write(self) -> Loaded:
        """Everything; the plain codes of the open round come back."""
        here, made = self.made.ground, self.made
        self._all([here.community])
        for things in (
            here.courtyards,
            here.buildings,
            here.streets,
            here.pipes,
            here.sites,
            here.trees,
            here.structures,
            here.facilities,
        ):
            self._all(things)
        self._all([made.case])
        self._all(made.speech.comments)
        self._all(made.speech.supports)
        for comment in made.speech.comments:
            self._photos(
                Owner.COMMENT, comment.id, [(d, CAPTIONS[d]) for d in made.speech.drawings[comment.id]], comment.at
            )
        self._photos(Owner.CASE, made.case.id, matter.EVIDENCE, made.case.opened_at)
        closed, open_ = made.polls
        store.add(self.session, planting.terms(self.name))
        open_ = replace(open_, round=planting.screened(self.session, here.community, open_.round, open_.options))
        self._poll(closed)
        codes = self._poll(open_)
        self._all(interventions(self.session, self.name, made.calendar, here, open_.options))
        calendar = made.calendar
        for value in (
            *dissent(self.name, calendar),
            *channel(self.name, calendar),
            *statements(self.name, calendar),
            *works(self.name, calendar, here),
        ):
            store.add(self.session, value)
        self.doing.community = here.community
        self.doing.log(f"community:{here.community.id}", after={"illustrative": True, "seed": made.seed})
        return Loaded(here.community.id, made.case.id, closed.round.id, open_.round.id, codes)

    def _all(self, values: Sequence[Any]) -> None:
        store.add_all(self.session, values)

    def _poll(self, poll: Poll) -> tuple[Issued, ...]:
        opens = poll.round.period.opens if poll.round.period else self.made.calendar.at
        self._all([poll.round])
        self._all(poll.options)
        said = definition(poll.round, list(poll.options))
        settling.keep_definition(self.session, poll.round.id, settling.Announced(poll.round.definition_hash, said))
        self._all(poll.voters)
        keys = votes.keys(self.name, poll.round, poll.voters, poll.turnout, opens)
        self._all(keys.codes)
        self._all(poll.turnout.ballots)
        for receipt in keys.receipts:
            ballots.keep_receipt(self.session, receipt)
        if poll.turnout.sums:
            decisions.keep(self.session, poll.round.id, poll.turnout.sums)
        # Who abstains chooses nothing that could be drawn.
        for option, drawing in zip(poll.options, poll.drawings, strict=False):
            self._photos(Owner.OPTION, option.id, [(drawing, CAPTIONS[drawing])], opens)
        return tuple(Issued(keys.plain[voter.id], voter) for voter in poll.voters if voter.id in keys.plain)

    def _photos(self, owner: Owner, owner_id: str, drawings: Sequence[tuple[str, Words]], at: datetime) -> None:
        for position, (drawing, caption) in enumerate(drawings):
            # Of its own for every use, so that no two comments carry the very same picture.
            picture = drawn(drawing, self.made.seed + sum(owner_id.encode()))
            photo = Photo(new_id(), self.name.community, owner, owner_id, position, picture.sha256, picture.width_px,
                          picture.height_px, at, caption, len(picture.data))  # fmt: skip
            store.add(self.session, photo)
            photo_files.keep(self.session, self.photo_dir, photo.id, picture.data)
