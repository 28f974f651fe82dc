"""What may be chosen in a round: added and edited while it is prepared, only withdrawn once it is announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_lowercase

from planning import store
from planning.actions.act import Doing, act
from planning.actions.kinds import cost_checked
from planning.actions.photos import take_up, waiting
from planning.actions.rounds import LONGEST_TEXT, LONGEST_TITLE, standing
from planning.actions.words import reason_checked, words_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.option import SYMBOLS, Fact, Option
from planning.options.round import BallotKind, Round, State
from planning.period import Moment
from planning.site import new_id
from planning.store import photo_files
from planning.surveys.photo import Owner
from planning.wording import Words

MOST_OPTIONS = len(SYMBOLS)
"""Each option needs a symbol of its own."""
MOST_LINES = 12
"""Facts, pros or cons of one option."""
UNSAID = Words("")


@act
def add_option(
    doing: Doing, *, round_id: str, title: Words, summary: Words = UNSAID, professional_note: Words = UNSAID,
    facts: Sequence[Fact] = (), pros: Sequence[Words] = (), cons: Sequence[Words] = (), cost: str = "",
) -> str:  # fmt: skip
    """Add an option to a round in preparation; returns its id.

    :param cost: yuan as they were typed, in a round about a budget.
    """
    round_ = _in_preparation(doing, round_id)
    _free_options(round_)
    there = store.find(doing.session, Option, order="position", round_id=round_id)
    if len(there) >= MOST_OPTIONS:
        raise Refusal("many_options", N_("A round has at most {most} options."), most=MOST_OPTIONS)
    position = there[-1].position + 1 if there else 0
    free = (key for key in ascii_lowercase if key not in {option.key for option in there})
    option = _checked(Option(
        new_id(), round_.community_id, round_id, next(free), position, title, summary, professional_note,
        tuple(facts), tuple(pros), tuple(cons)), round_, cost)  # fmt: skip
    store.add(doing.session, option)
    _grow(doing, round_)
    doing.log(f"option:{option.id}", after=option)
    return option.id


@act
def change_option(
    doing: Doing, *, option_id: str, seen: str, title: Words, summary: Words, professional_note: Words,
    facts: Sequence[Fact] = (), pros: Sequence[Words] = (), cons: Sequence[Words] = (), cost: str = "",
) -> str:  # fmt: skip
    """Edit an option of a round in preparation; ``seen`` is the mark of the option that the editor looked at.

    Raises ``edited_meanwhile`` where somebody else has changed it since.
    """
    before = store.get(doing.session, Option, option_id)
    round_ = _in_preparation(doing, before.round_id)
    if seen != before.mark:
        raise Refusal(
            "edited_meanwhile", N_("Somebody else changed this meanwhile: look at the new state and try again.")
        )
    option = _checked(replace(
        before, title=title, summary=summary, professional_note=professional_note,
        facts=tuple(facts), pros=tuple(pros), cons=tuple(cons)), round_, cost)  # fmt: skip
    store.change(doing.session, option)
    _grow(doing, round_)
    doing.log(f"option:{option_id}", before=before, after=option)
    return option_id


@act
def withdraw_option(doing: Doing, *, option_id: str, reason: str) -> str:
    """Take an option back, before or during voting, for a reason that everybody can read.

    Ballots that name it stay valid: it is struck from them and the ranks below move up. Whoever read the older
    version is asked to look again. Raises :class:`Refusal` (``not_open``, ``few_options``).
    """
    before = store.get(doing.session, Option, option_id)
    round_ = store.get(doing.session, Round, before.round_id)
    doing.permit_in(round_.community_id)
    reason = reason_checked(reason)
    _free_options(round_)
    if before.withdrawn_at:
        return option_id
    if round_.moment(doing.now) is Moment.AFTER:
        raise Refusal("not_open", N_("This round has closed: its options stay as they were voted on."))
    if round_.state(doing.now) is not State.DRAFT and len(standing(doing, round_.id)) <= round_.seats + 1:
        raise Refusal("few_options", N_("One option alone is no choice: close the round instead."))
    store.change(doing.session, replace(before, withdrawn_at=doing.now))
    _grow(doing, round_)
    doing.log(
        f"option:{option_id}",
        after={"withdrawn_at": doing.now, "version": round_.version + 1, "key": before.key, "role": doing.role},
        reason=reason,
    )
    return option_id


def _in_preparation(doing: Doing, round_id: str) -> Round:
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.state(doing.now) is not State.DRAFT:
        raise Refusal("already_sealed", N_("This round is already announced: an option can only be withdrawn now."))
    return round_


def _free_options(round_: Round) -> None:
    if round_.ballot is BallotKind.YES_NO:
        raise Refusal("fixed_options", N_("Yes, no and abstain are the options of this round: none can be added or withdrawn."))  # fmt: skip


def _grow(doing: Doing, round_: Round) -> None:
    """What voters read has changed: a ballot of the older version is asked to look again."""
    store.change(doing.session, replace(round_, version=round_.version + 1))


def _checked(option: Option, round_: Round, cost: str) -> Option:
    problems: list[Problem] = []
    option = cost_checked(option, round_, cost, problems)
    title = words_checked(problems, option.title, field="title", longest=LONGEST_TITLE)
    summary = words_checked(problems, option.summary, field="summary", longest=LONGEST_TEXT, needed=False)
    note = words_checked(problems, option.professional_note, field="note", longest=LONGEST_TEXT, needed=False)
    pros = tuple(words_checked(problems, words, field="pros", longest=400) for words in option.pros)
    cons = tuple(words_checked(problems, words, field="cons", longest=400) for words in option.cons)
    facts = tuple(
        Fact(words_checked(problems, fact.label, field="facts", longest=60),
             words_checked(problems, fact.value, field="facts", longest=200))
        for fact in option.facts
    )  # fmt: skip
    if max(len(option.facts), len(option.pros), len(option.cons)) > MOST_LINES:
        problems.append(Problem(
            "many_lines", N_("Please use at most {most} lines each for facts, pros and cons."), {"most": MOST_LINES}))  # fmt: skip
    if problems:
        raise Refusals(problems)
    return replace(option, title=title, summary=summary, professional_note=note, facts=facts, pros=pros, cons=cons)


@act
def picture_option(doing: Doing, *, option_id: str, form: str, photo_place: str) -> str:
    """Give an option of a round in preparation the photo that waits in a form; an older one goes."""
    option = store.get(doing.session, Option, option_id)
    round_ = _in_preparation(doing, option.round_id)
    sent = waiting(doing, form)
    if len(sent) != 1:
        raise Refusal("one_photo", N_("Please choose one photo for each option."), where="photo")
    photo_files.drop(doing.session, photo_place, Owner.OPTION, [option_id])
    (kept,) = take_up(doing, sent, Owner.OPTION, option_id)
    _grow(doing, round_)
    doing.log(f"option:{option_id}", after={"photo": kept.sha256})
    return kept.id
