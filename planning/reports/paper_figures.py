"""The figures of a finished paper count as labelled lines: for the page of the board, the result and the report."""

from __future__ import annotations

from planning.i18n import Translator
from planning.i18n.names import name_of
from planning.options.paper.figures import PaperFigures
from planning.options.paper.sheet import Invalid


def figures_told(figures: PaperFigures, t: Translator) -> tuple[tuple[str, str], ...]:
    """Every sheet is accounted for; what was received and not counted is told as evidence."""
    lines = [
        (t("Sheets in all batches"), str(figures.sheets)), (t("of them counted"), str(figures.counted)),
        *((t("of them invalid: {reason}", reason=name_of(t, Invalid(reason))), str(count)) for reason, count in figures.invalid.items()),
    ]  # fmt: skip
    if figures.sheets_aside:
        lines.append((t("of them not counted, since the phone ballot of the same voter is"), str(figures.sheets_aside)))
    if figures.handed_in is not None:
        lines.insert(0, (t("Sheets handed in, to be counted"), str(figures.handed_in)))
    for label, count in (
        (t("Sheets put aside at the table"), figures.kept_at_table),
        (t("Phone ballots put aside for a sheet"), figures.phones_aside),
        (t("Sheets that the two people first read differently"), figures.disputed),
    ):
        if count:
            lines.append((label, str(count)))
    if figures.reason:
        lines.append((t("Why sheets and hand-ins differ"), figures.reason))
    return tuple(lines)
