"""Whose answers to a questionnaire these are, as far as the house may know: a code that is used once, and a courtyard."""

from __future__ import annotations

from planning import store
from planning.actions.act import Doing
from planning.errors import N_, Refusal
from planning.options.casting import bad_code
from planning.options.electorate import Code, Voter
from planning.site import Courtyard
from planning.store import surveys
from planning.surveys.questionnaire.survey import Mac, Survey, UsedCode


def use_code(
    doing: Doing, survey: Survey, code: Code | None, mac: Mac, *, instead_of: str | None = None
) -> tuple[str, str | None]:  # fmt: skip
    """Use a code once for this questionnaire: nothing of it is kept with the answers, and its ballot stays its own.

    Whoever got a new code in the place of a lost one is the same person, and answers once.

    :param instead_of: under which name a code was used for the same sheet before; another one is free again.

    Gives the name under which it is used now, and the courtyard that the roll says. Raises :class:`Refusal` (``bad_code``,
    ``code_spent``).
    """
    if code is None or code.round_id != survey.round_id or code.voided_at:
        raise bad_code()
    names = surveys.names_of_bearer(doing.session, survey.id, code, mac)
    there = {used.id for used in store.find(doing.session, UsedCode, id=names)}
    if there - {instead_of}:
        raise Refusal("code_spent", N_("This code was already used for this questionnaire: the first answers count."))
    if not there:
        if instead_of:
            surveys.release_code(doing.session, instead_of)
        store.add(doing.session, UsedCode(names[0], survey.community_id, survey.id))
    voter = store.first(doing.session, Voter, id=code.voter_id) if code.voter_id else None
    return next(iter(there), names[0]), voter.courtyard_id if voter else None


def courtyard_said(doing: Doing, survey: Survey, courtyard_id: str) -> str | None:
    """The courtyard that somebody said, where it is asked for. Raises :class:`Refusal` (``unknown_courtyard``)."""
    if not courtyard_id or not survey.asks_courtyard:
        return None
    if store.first(doing.session, Courtyard, id=courtyard_id, community_id=survey.community_id) is None:
        raise Refusal("unknown_courtyard", N_("Choose your courtyard from the list."), where="courtyard")
    return courtyard_id
