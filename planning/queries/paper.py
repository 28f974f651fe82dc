"""How the paper of a round stands: for those who sit at the table, enter batches, and finish the count."""

from __future__ import annotations

from dataclasses import dataclass

from planning import store
from planning.errors import N_, Refusal
from planning.options.electorate import Voter
from planning.options.option import Option
from planning.options.paper.batch import Batch, BatchState, Sheet, differing
from planning.options.paper.figures import PaperFigures, figures_of
from planning.options.paper.form import boxes
from planning.options.paper.precedence import PaperRule, needs_number
from planning.options.paper.printing import PrintRun, SheetsToPrint
from planning.options.paper.sheet import Reading
from planning.options.round import Round, State
from planning.queries.query import Look, query
from planning.site import Courtyard
from planning.store import accounts, paper


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in the list, with the names of the two people and how many sheets each has entered."""

    batch: Batch
    entered_by: str
    confirmed_by: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class PaperView:
    """The paper of a round: batches, how many handed in, and the figures once it is finished.

    :param kept_at_table: sheets that were put aside when they were handed in; ``phones_aside`` phone ballots.
    :param notes_number: whether the number of a sheet is noted at the table.
    """

    round: Round
    boxes: tuple[Option, ...]
    batches: tuple[BatchLine, ...]
    handed_in: int
    kept_at_table: int
    phones_aside: int
    notes_number: bool
    figures: PaperFigures | None
    waits: bool
    runs: tuple[PrintRun, ...]
    state: State
    open_to_all: bool

    @property
    def printed(self) -> int:
        """Sheets that were numbered for printing."""
        return sum(run.count for run in self.runs)

    @property
    def accepted(self) -> int:
        """Sheets in accepted batches."""
        return sum(line.batch.sheets for line in self.batches if line.batch.state is BatchState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class MySheet:
    """A sheet as the asking member read it; what the other one read is told to nobody."""

    number: int
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class MyBatch:
    """A batch as the asking member may see it.

    :param look_again: sheets on which the two differed when they were compared last.
    """

    batch: Batch
    is_first: bool
    sheets: tuple[MySheet, ...]
    look_again: tuple[int, ...]


@query
def paper_view(look: Look, *, round_id: str) -> PaperView:
    """Where the paper of a round stands. No sheet is shown."""
    round_ = store.get(look.session, Round, round_id)
    look.permit_in(round_.community_id)
    hand_ins = paper.hand_ins(look.session, round_id)
    kept = paper.figures(look.session, round_id)
    return PaperView(
        round_, boxes(round_, store.find(look.session, Option, order="position", round_id=round_id)),
        tuple(_line(look, batch) for batch in paper.batches(look.session, round_id)),
        sum(one.counts for one in hand_ins), sum(not one.counts for one in hand_ins),
        paper.aside(look.session, round_id), needs_number(round_.paper, decides=bool(round_.rule)),
        figures_of(kept) if kept else None, paper.waits(look.session, round_),
        tuple(store.find(look.session, PrintRun, order="first", round_id=round_id)), round_.state(look.now),
        round_.is_consultative,
    )  # fmt: skip


def _line(look: Look, batch: Batch) -> BatchLine:
    sheets = paper.sheets(look.session, batch.id)
    names = accounts.names(look.session, {batch.entered_by, batch.confirmed_by})
    return BatchLine(
        batch, names.get(batch.entered_by, ""), names.get(batch.confirmed_by, ""),
        sum(s.first is not None for s in sheets), sum(s.second is not None for s in sheets),
    )  # fmt: skip


@query
def sheets_to_print(look: Look, *, round_id: str, run_id: str = "") -> SheetsToPrint:
    """A run of sheets, or a specimen of the round. Raises :class:`Refusal` (``no_paper``, ``not_found``)."""
    round_ = store.get(look.session, Round, round_id)
    community = look.permit_in(round_.community_id)
    if round_.paper is PaperRule.NONE:
        raise Refusal("no_paper", N_("This round was announced without paper ballots."))
    run = store.get(look.session, PrintRun, run_id) if run_id else None
    if run is not None and run.round_id != round_id:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    options = store.find(look.session, Option, order="position", round_id=round_id)
    return SheetsToPrint(community, round_, boxes(round_, options), run)


@dataclass(frozen=True, slots=True)
class Door:
    """A line of the roll at the table; ``handed_in``: a sheet was handed in for it. Never whether it voted by phone."""

    id: str
    label: str
    handed_in: bool


@query
def doors_at_table(look: Look, *, round_id: str) -> list[Door]:
    """The doors of the roll, by courtyard or street front and label."""
    round_ = store.get(look.session, Round, round_id)
    look.permit_in(round_.community_id)
    done = {one.voter_id for one in paper.hand_ins(look.session, round_id)}
    yards = {c.id: c.name for c in store.find(look.session, Courtyard, community_id=round_.community_id)}
    voters = store.find(look.session, Voter, order="label", round_id=round_id)
    doors = [
        Door(v.id, " ".join(filter(None, (yards[v.courtyard_id]["zh"] if v.courtyard_id else v.street_front, v.label))), v.id in done)
        for v in voters
    ]  # fmt: skip
    return sorted(doors, key=lambda door: door.label)


@query
def my_batch(look: Look, *, batch_id: str) -> MyBatch:
    """A batch with what the asking member read, and nothing of what the other one did."""
    batch = store.get(look.session, Batch, batch_id)
    look.permit_in(batch.community_id)
    assert look.visitor.member is not None  # noqa: S101 - the table of rules lets members in only
    first = look.visitor.member.id == batch.entered_by
    mine = first or look.visitor.member.id == batch.confirmed_by
    sheets = paper.sheets(look.session, batch_id)
    read = [(sheet, sheet.first if first else sheet.second) for sheet in sheets] if mine else []
    return MyBatch(
        batch, first, tuple(MySheet(s.number, reading) for s, reading in read if reading), _again(batch, sheets),
    )  # fmt: skip


def _again(batch: Batch, sheets: list[Sheet]) -> tuple[int, ...]:
    """Which sheets to look at again: not while the second person types, whom it would tell what the first one read."""
    if batch.state is BatchState.RETURNED:
        return differing(sheets)
    return tuple(s.number for s in sheets if s.disputed) if batch.state is BatchState.CONFIRMING else ()
