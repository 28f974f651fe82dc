"""What was read from all answers to a questionnaire, kept until one comes or goes or a form is another one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from planning import store
from planning.queries.query import Look
from planning.store.surveys import Standing
from planning.surveys.questionnaire.survey import Edition

V = TypeVar("V")


class Kept(Generic[V]):
    """The last readings of a few questionnaires, each with the state that it was read from: forms, and which answers there were.

    :param most: how many are kept at a time.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._there: dict[tuple[str, str], tuple[object, V]] = {}

    def of(self, look: Look, survey_id: str, standing: Standing, make: Callable[[], V], *, part: str = "") -> V:
        """What was kept of a questionnaire (of a ``part`` of it), or what ``make`` reads anew.

        Once an answer was erased, everything that was read with it goes at once, other parts, too.
        """
        editions = store.find(look.session, Edition, order="number", survey_id=survey_id)
        state = (tuple((one.id, one.form) for one in editions), standing)
        for key, (of_state, _) in list(self._there.items()):
            if key[0] == survey_id and of_state != state:
                self._there.pop(key, None)
        there = self._there.get((survey_id, part))
        if there is None:
            if len(self._there) >= self._most:
                self._there.clear()
            self._there[survey_id, part] = there = (state, make())
        return there[1]
