"""How each story ends on the pages of staff: carried out, with its book; evaluated by residents; closed."""

from __future__ import annotations

from dataclasses import dataclass

from planning.cases.case import Phase
from planning.wording import Words
from tests.browser.staff import Staff
from tests.browser.staff_steps import asks, closes, enters, finishes, keeps_book, plans
from tests.browser.story import Story

CAME_IN = "20,000"


@dataclass(frozen=True)
class Ending:
    """What differs from story to story.

    :param case: title of the case, whose book is kept.
    :param paid: in yuan, out of the :data:`CAME_IN` that came in.
    :param days: of the story: the work begins, is done, residents are asked.
    """

    case: Words
    work: Words
    step: Words
    paid: str
    promise: Words
    thanks: str
    days: tuple[int, int, int]


def carried_out(story: Story, planner: Staff, board: Staff, end: Ending) -> None:
    """The planner plans the work and finishes it; the board keeps the book."""
    begins, done, _ = end.days
    story.on(begins)
    planner.comes()
    enters(planner, Phase.CARRY_OUT)
    plans(planner, end.work, end.step, days=done - begins)
    story.on(done)
    planner.comes()
    finishes(planner, end.work, end.step)
    board.comes()
    keeps_book(board, end.case[story.language], CAME_IN, end.paid)


def evaluated(story: Story, board: Staff, end: Ending) -> None:
    """Residents are asked; their words are shown; the case is closed."""
    asked = end.days[2]
    story.on(asked)
    board.comes()
    enters(board, Phase.EVALUATE)
    asks(board, end.promise)
    story.appraised(asked + 3, end.thanks)
    story.on(asked + 16)
    board.comes()
    closes(board, end.thanks)
