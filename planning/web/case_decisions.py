"""The decision page of a case, light and to print: every question that a board is asked at its end has its answer here.

Who raised it and with what evidence, who was asked, what was said, what was ruled out, who voted, by which rule, what was
decided, what it costs, and whether it was done well. It says whether a decision is advice or a check before an owners' vote;
nothing on it is called a statutory vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response

from planning import addresses
from planning.actions.closing import settle_closed
from planning.cases.case import Case
from planning.cases.decision import Force, Way
from planning.cases.meeting import MeetingState
from planning.cases.works import Fate, FateCounts
from planning.errors import N_, Refusals
from planning.i18n.names import name_of
from planning.options.money import book_yuan
from planning.options.option import Fact
from planning.options.reading import GroupPart, ResultsView
from planning.options.round import State
from planning.period import day_in
from planning.queries.case_answers import PutOut, RoundAnswers, case_answers
from planning.queries.cases import case_view
from planning.queries.communities import community as community_of
from planning.queries.dissent import dissent_view
from planning.queries.evaluation import case_end, evaluations
from planning.queries.evidence import evidence_walks
from planning.queries.funds import funds
from planning.queries.households import household_progress
from planning.queries.matters import topic_of
from planning.queries.meetings import meetings, open_actions
from planning.queries.programmes import programmes_of
from planning.queries.results import results_view
from planning.queries.rounds import RoundView, rounds
from planning.queries.statements import conversations
from planning.queries.walks import walk_progress
from planning.queries.works import works_view
from planning.reports import standing, timeline
from planning.reports.announced import announced
from planning.reports.dissent import passed_by
from planning.reports.evidence import outcome
from planning.reports.result_sections import participation_told, whether_otherwise
from planning.surveys.comment import Stance, Topic
from planning.web import light
from planning.web.door import Door, route
from planning.wording import Words

CONTENTS = (
    ("decided", N_("What was decided")), ("raised", N_("Who raised it, and with what evidence")),
    ("asked", N_("Who was asked, and who was not reached")), ("said", N_("What was said, and what became of each objection")),
    ("votes", N_("Votes, and the rule of each")), ("costs", N_("What it costs, who does it, by when")),
    ("well", N_("Was it done well?")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voted:
    """A round on the page: what stood to the vote with its screening, who voted, what came out, or why not yet.

    :param options: title, facts of the screening, and whether it was withdrawn, so that it does not stand (any more).
    :param told: the outcome in one sentence; ``more`` what else is said of it.
    :param people: how many voted of how many who could, in sentences; ``groups`` by courtyard and street front.
    :param others: whether another rule would have changed it, in sentences.
    """

    view: RoundView
    options: tuple[tuple[Words, tuple[Fact, ...], bool], ...]
    answers: RoundAnswers
    rule: tuple[tuple[str, str], ...] = ()
    told: str = ""
    more: str = ""
    around: str = ""
    not_yet: str = ""
    people: tuple[str, ...] = ()
    groups: tuple[GroupPart, ...] = ()
    others: tuple[str, ...] = ()


@route("GET", addresses.CASE_DECISION)
def case_decision_page(door: Door) -> Response:
    """Everything that a board can be asked about a decision, as far as everybody may read it."""
    here = {"community_id": door.path("community"), "case_id": door.path("case")}
    view = door.ask(case_view, **here)
    answers = door.ask(case_answers, **here)
    found = [one for one in reversed(door.ask(rounds, **here)) if one.round.period is not None]
    held = [one for one in door.ask(meetings, **here) if one.state is not MeetingState.CANCELLED]
    voted = [_voted(door, one, answers.rounds[one.round.id]) for one in found]
    progress = door.ask(household_progress, **here)
    asked_at = [here, *({"community_id": here["community_id"], "survey_id": one.survey.id} for one in answers.surveys)]
    _, pilot, _ = door.ask(programmes_of, **here)
    walked = {
        (one.walk_id, one.courtyard.id if one.courtyard else ""): one
        for asked in asked_at for one in door.ask(walk_progress, **asked)
    }  # fmt: skip
    return light.page(
        door, "case_decision.html", view=view, answers=answers, photographed=door.ask(evidence_walks, **here), seen=door.ask(dissent_view, **here),
        progress=progress, walked=list(walked.values()), pilot=pilot, pilot_page=_decision_page(door, pilot), talks=door.ask(conversations, **here), by_stance=[(one, view.counts.of(stance=one)) for one in Stance],
        held=sorted(held, key=lambda one: (one.starts_at, one.id)), voted=voted,
        books=door.ask(funds, **here), works=door.ask(works_view, **here), actions=door.ask(open_actions, **here),
        evaluations=door.ask(evaluations, **here), ending=door.ask(case_end, **here), way=Way, force=Force, fates=_fates,
        found_by=any(one.found for one in answers.surveys), contents=[(id_, door.t(words)) for id_, words in CONTENTS],
        asked_anybody=bool(answers.surveys or walked or progress or any(one.answers.on_roll != 0 for one in voted)), **_words(door, view.case.id),
    )  # fmt: skip


def _words(door: Door, case_id: str) -> dict[str, Any]:
    """What the template calls to write a thing, or the way to it."""
    t, here = door.t, door.ask(community_of, community_id=door.path("community"))
    lang = t.language
    page = f"community={here.id}&lang={lang}"
    return {
        "place": here, "name": lambda code: name_of(t, code), "by": lambda gone: _by(door, gone), "topic": lambda one: name_of(t, Topic(one.topic)), "topic_of": lambda matter: name_of(t, topic_of(matter)),
        "day": lambda day: timeline.day_of(t, day), "time": lambda at: t.time(at, here.time_zone), "passed_by": lambda made: passed_by(t, made),
        "day_at": lambda at: timeline.day_of(t, day_in(here.time_zone, at)), "yuan": book_yuan,
        "number": lambda count: t("not shown") if count is None else str(count),
        "voices": lambda count: t.n("{count} voice says the same", "{count} voices say the same", count),
        "merged": lambda count: t.n("{count} other matter was merged with it", "{count} other matters were merged with it", count),
        "evidence": lambda count: t.n("{count} photo as evidence", "{count} photos as evidence", count),
        "comments": lambda count: t.n("{count} comment on the map", "{count} comments on the map", count),
        "outcome": lambda one: outcome(t, one.walk, one.kept),
        "evidence_page": lambda one: addresses.to(addresses.EVIDENCE_WALK, community=here.id, walk=one.walk.id, lang=lang),
        "results": lambda one: f"/results?{page}&round={one.round.id}",
        "afterwards": lambda one: timeline.afterwards(t, one, here.time_zone),
        "meeting_page": lambda one: f"/meetings?{page}&meeting={one.id}", "back": f"/case?{page}&case={case_id}",
        "survey_page": lambda one: f"/surveys?{page}&survey={one.survey.id}",
        "talk_page": lambda one: addresses.to(addresses.FINDINGS, community=here.id, conversation=one.conversation.id, lang=lang),
        "matter_page": lambda card: addresses.to(addresses.MATTER, community=here.id, matter=card.matter.id, lang=lang),
        "book_page": lambda one: addresses.to(addresses.FUND, community=here.id, fund=one.fund.id, lang=lang),
        "evaluation_page": lambda one: addresses.to(addresses.EVALUATION, evaluation=one.evaluation.id, lang=lang),
        "photo_page": lambda photo: addresses.to(addresses.PHOTO, photo=photo.id),
        "photo_small": lambda photo: addresses.to(addresses.PHOTO, photo=photo.id, w="480"),
        "line": addresses.to(addresses.CASE_TIMELINE, community=here.id, case=case_id, lang=lang),
    }  # fmt: skip


def _decision_page(door: Door, pilot: Case | None) -> str:
    if pilot is None:
        return ""
    return addresses.to(addresses.CASE_DECISION, community=pilot.community_id, case=pilot.id, lang=door.t.language)


def _by(door: Door, gone: PutOut) -> str:
    """Who put an option out: the screening, or somebody by the role in which they did it."""
    if gone.screened:
        return door.t("by the screening")
    if gone.role:
        return name_of(door.t, gone.role)
    return door.t("an account that is gone") if gone.is_gone else door.t("in a role that is not known any more")


def _fates(counts: FateCounts) -> Iterator[tuple[Fate, int]]:
    return zip(Fate, (counts.kept, counts.altered, counts.removed), strict=True)


def _voted(door: Door, one: RoundView, answers: RoundAnswers) -> Voted:
    options = tuple(
        (ware.option.title, standing.facts(replace(ware.option, facts=()), ware.screened), ware in one.withdrawn)
        for ware in (*one.wares, *one.withdrawn)
    )
    if one.state is not State.CLOSED:
        return Voted(one, options, answers, not_yet=name_of(door.t, one.state))
    settle_closed(door.house.database, door.now, one.round.id)
    try:
        result = door.ask(results_view, round_id=one.round.id)
    except Refusals as refused:  # the paper ballots are still being entered
        return Voted(one, options, answers, not_yet=door.t.refusal(refused))
    return replace(_counted(door, result, Voted(one, options, answers)), rule=tuple(announced(result, door.t)))


def _counted(door: Door, result: ResultsView, voted: Voted) -> Voted:
    """With what came out, and whether another rule would have changed it."""
    first, *rest = (result.decision.sentences if result.decision else ()) or result.sentences
    groups = result.participation.groups if result.participation else ()
    return replace(
        voted, told=door.t.sentence(first), more=door.t.sentences(rest), around=door.t.sentences(result.around),
        people=participation_told(result, door.t), groups=groups, others=whether_otherwise(result, door.t),
    )  # fmt: skip
