"""What the pages of cases cost in a busy community: twenty cases, a questionnaire with 5,000 answers, 2,000 comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx2 as httpx

from planning import addresses, store
from planning.actions.tales import tell_stories
from planning.cases.case import Case
from planning.settings import Settings
from planning.site import Pin, new_id
from planning.surveys.comment import Comment, Stance, Topic
from planning.surveys.questionnaire.survey import Response, Survey
from planning.web.house import open_house
from tests.benchmarks.installation import Installation
from tests.benchmarks.pages import LIMIT_CPU_MS, LIMIT_KB, RERUNS, measured
from tests.benchmarks.result import TIMES, Result
from tests.benchmarks.server import Server, serving
from tests.benchmarks.visitor import visiting

CASES, ANSWERS, COMMENTS = 20, 5_000, 2_000


@dataclass(frozen=True)
class Busy:
    """The community, the case that all was said about, and its questionnaire."""

    here: str
    case: str
    survey: str


def pagecost(_installation: Installation) -> list[Result]:
    """The three stories, multiplied; each page of Streamlit is run again, the one page of the case is fetched again."""
    with TemporaryDirectory() as folder:
        busy = _busy(Path(folder))
        pages: tuple[tuple[str, str, str, dict[str, str]], ...] = (
            ("home", "", "双井街社区", {}), ("cases", "case", "双井街行道树", {}), ("case", "case", "/photos/", {"case": busy.case}),
            ("surveys", "surveys", "双井街走访", {"survey": busy.survey}), ("meetings", "meetings", "居民代表大会", {}),
        )  # fmt: skip
        results = []
        with serving(Path(folder)) as server:
            for name, page, shows, params in pages:
                with visiting(server, page, {}, shows=shows, **({"community": busy.here} | params)) as visit:
                    cost = measured(server, visit)
                note = f"{CASES} cases, {ANSWERS} answers, {COMMENTS} comments"
                results.append(Result(f"busy_{name}_cpu", cost.cpu_ms, "ms", None, LIMIT_CPU_MS, note))
                results.append(Result(f"busy_{name}_sent", cost.sent_kb, "kB", None, LIMIT_KB, note))
            results.append(_one_page(server, busy))
    return results


def _one_page(server: Server, busy: Busy) -> Result:
    url = server.address + addresses.to(addresses.CASE_DECISION, community=busy.here, case=busy.case)

    def once() -> float:
        before = server.cpu_ms()
        for _ in range(RERUNS):
            httpx.get(url).raise_for_status()
        return (server.cpu_ms() - before) / RERUNS

    once()
    return Result(
        "busy_decision_cpu", median(once() for _ in range(TIMES)), "ms", None, LIMIT_CPU_MS, "the one page of the case"
    )


def _busy(folder: Path) -> Busy:
    house = open_house(Settings(data_dir=folder))
    told = tell_stories(
        house.database,
        seed=1,
        at=datetime.now(UTC),
        photo_place=house.settings.photo_place,
        photos_mb=house.settings.photos_mb,
    )
    with house.database.writing() as session:
        here = told.community_id
        first = store.get(session, Case, told.trees)
        there = store.count(session, Case, community_id=here)
        store.add_all(session, [replace(first, id=new_id()) for _ in range(CASES - there)])
        survey = store.first(session, Survey, case_id=told.trees)
        assert survey is not None
        answer = store.first(session, Response, survey_id=survey.id)
        assert answer is not None
        more = range(ANSWERS - store.count(session, Response, survey_id=survey.id))
        store.add_all(
            session, [replace(answer, id=new_id(), client_hash=f"busy {n}", receipt=f"busy {n}") for n in more]
        )
        pin = first.pin or Pin(104.06, 30.63)
        topics, stances = list(Topic), list(Stance)
        store.add_all(session, [
            Comment(
                new_id(), here, pin, topics[n % len(topics)], stances[n % len(stances)], f"第{n}条意见", answer.at,
                case_id=told.trees,
            )
            for n in range(COMMENTS)
        ])  # fmt: skip
    house.database.close()
    return Busy(here, told.trees, survey.id)


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"pagecost": pagecost}
