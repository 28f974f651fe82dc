"""The screening of a round: options that are species, on all planting sites, before the round is announced."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from planning import store
from planning.actions.act import Doing, act
from planning.actions.words import reason_checked
from planning.errors import N_, Problem, Refusal
from planning.options.option import Option
from planning.options.round import Round, State
from planning.options.screening.screening import USUAL_MINIMUM, Screening, checked_minimum, read, screen, written
from planning.store import planting


@act
def name_species(doing: Doing, *, option_id: str, scientific: str) -> str:
    """Say which species an option of a round in preparation is to plant (empty: none). Raises ``unknown_species``."""
    option = store.get(doing.session, Option, option_id)
    round_ = _in_preparation(doing, option.round_id)
    if scientific and scientific not in planting.terms(doing.session, round_.community_id).catalogue:
        raise Refusal(
            "unknown_species", N_("This species is not in the catalogue: choose one of the list."), where="species"
        )
    if option.species == scientific:
        return option_id
    store.change(doing.session, replace(option, species=scientific))
    _keep(doing, round_, "")  # what was screened was something else
    doing.log(f"option:{option_id}", before={"species": option.species}, after={"species": scientific})
    return option_id


@act
def screen_round(doing: Doing, *, round_id: str, reason: str, minimum: Fraction = USUAL_MINIMUM) -> str:
    """Screen the options that are species; those that do not reach the minimum are withdrawn, for all to read.

    What was found goes into what is announced. Gives the screening as it is kept. Raises :class:`Refusal`
    (``no_species``, ``no_sites``, ``bad_minimum``, ``already_sealed``).
    """
    round_ = _in_preparation(doing, round_id)
    reason = reason_checked(reason)
    found = screened_now(doing, round_, checked_minimum(minimum))
    if found is None:
        raise Refusal(
            "no_species", N_("No option of this round is a species: say of each option which species it is to plant.")
        )
    kept, before = written(found), _out(round_)
    for option in _options(doing, round_.id):
        is_out = option.key in found.out
        if is_out is (option.withdrawn_at is not None) or not (is_out or option.key in before):
            continue
        gone = doing.now if is_out else None  # what an earlier screening put out and this one does not is there again
        store.change(doing.session, replace(option, withdrawn_at=gone))
        said = {"withdrawn_at": gone, "key": option.key, "screened": True, "role": doing.role}
        doing.log(f"option:{option.id}", after=said, reason=reason)
    _keep(doing, round_, kept)
    doing.log(f"round:{round_id}", after={"screening": kept}, reason=reason)
    return kept


def screened_now(doing: Doing, round_: Round, minimum: Fraction) -> Screening | None:
    """The options of a round as the map and the tables are now; None where no option is a species.

    Options that an earlier screening put out are screened again with the rest: what is announced names them too.
    """
    terms = planting.terms(doing.session, round_.community_id)
    before = _out(round_)
    named = {
        option.key: terms.catalogue[option.species] for option in _options(doing, round_.id)
        if option.species in terms.catalogue and (option.withdrawn_at is None or option.key in before)
    }  # fmt: skip
    if not named:
        return None
    assert doing.community is not None  # noqa: S101 - every act on a round has been permitted in its community
    return screen(named, planting.ground(doing.session, doing.community), terms.tables, terms.rules, minimum)


def opening_problems(doing: Doing, round_: Round) -> list[Problem]:
    """What keeps a round with species from being announced: it was not screened, or something has changed since."""
    minimum = read(round_.screening).minimum if round_.screening else USUAL_MINIMUM
    try:
        found = screened_now(doing, round_, minimum)
    except Refusal as refused:
        if refused.code == "no_sites" and not round_.screening:
            return []  # nothing to screen on; the round says nothing of sites, either
        raise
    if found is None or written(found) == round_.screening:
        return []
    if not round_.screening:
        return [
            Problem(
                "not_screened", N_("Screen the options on the planting sites first: voters read where each may stand.")
            )
        ]
    return [
        Problem(
            "screening_old",
            N_("The map or the tables have changed since the options were screened: screen them again."),
        )
    ]


def _out(round_: Round) -> tuple[str, ...]:
    return read(round_.screening).out if round_.screening else ()


def _options(doing: Doing, round_id: str) -> list[Option]:
    return store.find(doing.session, Option, order="position", round_id=round_id)


def _in_preparation(doing: Doing, round_id: str) -> Round:
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    if round_.state(doing.now) is not State.DRAFT:
        raise Refusal("already_sealed", N_("This round is already announced: an option can only be withdrawn now."))
    return round_


def _keep(doing: Doing, round_: Round, screening: str) -> None:
    store.change(doing.session, replace(round_, screening=screening, version=round_.version + 1))
