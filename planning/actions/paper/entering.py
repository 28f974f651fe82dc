"""Sheets are entered in batches by one person and entered again by another, who does not see what the first one read."""

from __future__ import annotations

from dataclasses import replace

from planning import store
from planning.actions.act import Doing, act, fleeting
from planning.actions.paper.table import mac_of_sheet
from planning.actions.words import reason_checked
from planning.errors import N_, Problem, Refusal, Refusals
from planning.options.casting import Mac
from planning.options.option import Option
from planning.options.paper.batch import Batch, BatchState, Sheet, count_problems, differing, is_first
from planning.options.paper.form import boxes
from planning.options.paper.precedence import PaperRule, needs_number
from planning.options.paper.printing import PrintRun, is_printed
from planning.options.paper.sheet import LONGEST_WORDS, Reading, read_line
from planning.options.round import Round
from planning.period import Moment
from planning.site import new_id
from planning.store import paper
from planning.wording import clean

MOST_SHEETS = 2_000
"""Sheets of one batch: more than anybody counts by hand without a slip."""


@act
def open_batch(doing: Doing, *, round_id: str, sheets: int) -> str:
    """Begin a batch of sheets that were counted; returns its id. Whoever opens it enters it.

    Raises :class:`Refusal` (``no_paper``, ``not_open``, ``paper_finished``, ``bad_count``).
    """
    round_ = store.get(doing.session, Round, round_id)
    doing.permit_in(round_.community_id)
    _not_finished(doing, round_)
    if round_.moment(doing.now) is Moment.BEFORE:
        raise Refusal("not_open", N_("Voting has not begun yet: no sheet can be there."))
    number = paper.next_number(doing.session, round_id)
    batch = Batch(
        new_id(), round_.community_id, round_id, number, _counted(sheets), BatchState.ENTERING, _member(doing)
    )
    store.add(doing.session, batch)
    _log(doing, batch)
    return batch.id


@act
def recount_batch(doing: Doing, *, batch_id: str, sheets: int, reason: str) -> str:
    """Correct how many sheets a batch has, by whoever enters it, for a reason. Raises :class:`Refusal`."""
    batch = _batch(doing, batch_id)
    reason = reason_checked(reason)
    is_first(batch, _member(doing))
    changed = _change(doing, batch, sheets=_counted(sheets))
    _log(doing, changed, before={"sheets": batch.sheets}, reason=reason)
    return batch_id


@fleeting
def enter_sheet(doing: Doing, *, batch_id: str, line: str) -> int:
    """Read one typed line; what this person read on that sheet before is replaced. Returns the sheet's number.

    Leaves no line in the log, which would keep what must be forgotten; the batch does. Raises :class:`Refusal` (slips
    of the keyboard, ``not_printed``, ``sheet_elsewhere``, or that it is not this person's turn).
    """
    batch = _batch(doing, batch_id)
    first = is_first(batch, _member(doing))
    round_ = store.get(doing.session, Round, batch.round_id)
    number, reading = read_line(line, round_, _keys(doing, round_))
    if not is_printed(store.find(doing.session, PrintRun, round_id=round_.id), number):
        raise Refusal("not_printed", N_("No sheet {number} was printed for this round: look at the number again."), where="line", number=number)  # fmt: skip
    sheet = store.first(doing.session, Sheet, round_id=round_.id, number=number)
    if sheet is None:
        sheet = store.add(doing.session, Sheet(new_id(), batch.community_id, round_.id, batch.id, number))
    if sheet.batch_id != batch.id:
        other = store.get(doing.session, Batch, sheet.batch_id)
        raise Refusal("sheet_elsewhere", N_("Sheet {number} is already in batch {batch}: look at the number again."), where="line", number=number, batch=other.number)  # fmt: skip
    store.change(doing.session, _read(sheet, reading, first=first))
    if not first and not batch.confirmed_by:
        _change(doing, batch, confirmed_by=_member(doing))
    return number


@fleeting
def take_back_sheet(doing: Doing, *, batch_id: str, number: int) -> int:
    """Forget what this person read on a sheet. Raises :class:`Refusal` (``not_found``, or that it is not their turn)."""
    batch = _batch(doing, batch_id)
    first = is_first(batch, _member(doing))
    sheet = store.first(doing.session, Sheet, batch_id=batch.id, number=number)
    if sheet is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    left = _read(sheet, None, first=first)
    if left.first is None and left.second is None:
        paper.drop_sheet(doing.session, sheet.id)
    else:
        store.change(doing.session, left)
    return number


@act
def hand_on_batch(doing: Doing, *, batch_id: str) -> str:
    """Whoever entered first is done: as many sheets are there as were counted. Raises :class:`Refusals`."""
    batch = _batch(doing, batch_id)
    if batch.state is BatchState.CONFIRMING or not is_first(batch, _member(doing)):
        raise Refusal("not_your_turn", N_("This batch waits for the second person already."))
    problems = count_problems(batch, paper.sheets(doing.session, batch_id), first=True)
    if problems:
        raise Refusals(problems)
    _log(doing, _change(doing, batch, state=BatchState.CONFIRMING, note=""))
    return batch_id


@fleeting
def compare_batch(doing: Doing, *, batch_id: str, note: str, mac: Mac) -> str:
    """The second person is done: accept the batch if the two agree on every sheet, else return it with a note.

    Returns the state that the batch has now. Raises :class:`Refusals` (``sheets_differ``, ``sheet_not_handed_in``, or
    that it is not this person's turn).
    """
    batch = _batch(doing, batch_id)
    if is_first(batch, _member(doing)):
        raise Refusal("not_your_turn", N_("This batch is still being entered: it can be compared after that."))
    found = paper.sheets(doing.session, batch_id)
    problems = count_problems(batch, found, first=False)
    apart = differing(found)
    problems += [] if problems or apart else _unknown(doing, batch, found, mac)
    if problems:
        raise Refusals(problems)
    if apart:
        paper.mark_disputed(doing.session, batch_id, apart)
    state = BatchState.RETURNED if apart else BatchState.ACCEPTED
    changed = _change(doing, batch, state=state, note=clean(note[:LONGEST_WORDS]), confirmed_by=_member(doing))
    _log(doing, changed, disputed=list(apart) or [sheet.number for sheet in found if sheet.disputed])
    return state


@act
def unseal_batch(doing: Doing, *, batch_id: str, reason: str) -> str:
    """Break the seal of an accepted batch for a reason: both people look at it again, as before.

    Raises :class:`Refusal` (``not_sealed``, ``paper_finished``).
    """
    batch = _batch(doing, batch_id)
    reason = reason_checked(reason)
    if batch.state is not BatchState.ACCEPTED:
        raise Refusal("not_sealed", N_("This batch is not sealed: whoever has it can change it."))
    _log(doing, _change(doing, batch, state=BatchState.RETURNED, note=reason), reason=reason)
    return batch_id


def _batch(doing: Doing, batch_id: str) -> Batch:
    """A batch of a round whose paper count is not over."""
    batch = store.get(doing.session, Batch, batch_id)
    doing.permit_in(batch.community_id)
    _not_finished(doing, store.get(doing.session, Round, batch.round_id))
    return store.get(doing.session, Batch, batch_id)


def _not_finished(doing: Doing, round_: Round) -> None:
    if round_.paper is PaperRule.NONE:
        raise Refusal("no_paper", N_("This round was announced without paper ballots."))
    if paper.figures(doing.session, round_.id) is not None:
        raise Refusal("paper_finished", N_("The paper ballots of this round are counted: nothing can be changed any more."))  # fmt: skip


def _member(doing: Doing) -> str:
    assert doing.visitor.member is not None  # noqa: S101 - the table of rules lets members in only
    return doing.visitor.member.id


def _counted(sheets: int) -> int:
    if not 0 <= sheets <= MOST_SHEETS:
        raise Refusal("bad_count", N_("A batch has at most {most} sheets: count them, and make two batches of more."), where="sheets", most=MOST_SHEETS)  # fmt: skip
    return sheets


def _keys(doing: Doing, round_: Round) -> list[str]:
    options = store.find(doing.session, Option, order="position", round_id=round_.id)
    return [option.key for option in boxes(round_, options)]


def _read(sheet: Sheet, reading: Reading | None, *, first: bool) -> Sheet:
    return replace(sheet, first=reading) if first else replace(sheet, second=reading)


def _change(doing: Doing, batch: Batch, **fields: object) -> Batch:
    changed = replace(batch, version=batch.version + 1, **fields)  # type: ignore[arg-type]
    store.change(doing.session, changed)
    return changed


def _unknown(doing: Doing, batch: Batch, found: list[Sheet], mac: Mac) -> list[Problem]:
    """Sheets that nobody handed in at the table, where their numbers were noted there."""
    round_ = store.get(doing.session, Round, batch.round_id)
    if round_.is_consultative or not needs_number(round_.paper, decides=bool(round_.rule)):
        return []
    known = {one.sheet_mac for one in paper.hand_ins(doing.session, round_.id)}
    strange = [str(s.number) for s in found if mac_of_sheet(mac, round_.id, s.number) not in known]
    if not strange:
        return []
    return [Problem("sheet_not_handed_in", N_("These sheets were not handed in at the table: {numbers}. Look at their numbers again, or take them out of the batch."), {"numbers": ", ".join(strange[:20])})]  # fmt: skip


def _log(
    doing: Doing, batch: Batch, *, before: object = None, reason: str = "", disputed: list[int] | None = None
) -> None:
    """Who did what to which batch; never what a sheet says."""
    after = {
        "batch": batch.number, "sheets": batch.sheets, "state": batch.state, "entered_by": batch.entered_by,
        "confirmed_by": batch.confirmed_by,
    } | ({"disputed": disputed} if disputed else {})  # fmt: skip
    doing.log(f"round:{batch.round_id}", before=before, after=after, reason=reason)
