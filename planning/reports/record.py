"""The files of an election record, from what the queries hand over; :mod:`planning.options.record` says what may be told."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from planning.chain import Head
from planning.errors import N_
from planning.i18n import Translator, translator
from planning.options.ballot import RULE_VERSION
from planning.options.outcome import Outcome
from planning.options.promises import promises
from planning.options.reading import Participation, RecordMaterial
from planning.options.record import decisions, publication
from planning.options.record.packing import packed, summed
from planning.options.record.publication import Shown
from planning.options.record.results import number, result_of
from planning.options.record.retally import family_of, program
from planning.options.record.tables import ballots_table, commitments_table
from planning.reports.announced import announced, heads_told, labelled
from planning.wording import Words

FORMAT, FORMAT_VERSION = "jieyi-record", 1
LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Check:
    """Something that can be checked by the record, or cannot; then ``why`` is an English sentence, a key of catalogues."""

    name: str
    title: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Told:
    """What this record tells of the ballots."""

    only_result: bool
    ballots: Shown | None
    family: str | None


def record_zip(material: RecordMaterial) -> bytes:
    """The record as one file; the same round always gives the same bytes."""
    return packed(record_files(material))


def record_files(material: RecordMaterial) -> dict[str, bytes]:
    """The files of the record by name, their SHA-256 among them."""
    told = _told(material)
    files = {
        "definition.json": material.definition,
        "record.json": _json(_manifest(material, told)),
        "result.json": _json(_result(material, told)),
        "roll.json": _json(_roll(material, told)),
        "log.json": _json(material.log),
        "versions.json": _json(
            {
                "jieyi": version("jieyi"),
                "rule_version": RULE_VERSION,
                "record": FORMAT_VERSION,
                "python": platform.python_version(),
            }
        ),
        "commitments.csv": commitments_table(material.commitments),
    }
    if material.view.decision is not None:
        files["decision.json"] = _json(_decision(material))
    paper = _paper(material)
    if paper is not None:
        files["paper.json"] = _json(paper)
    if told.ballots is not None:
        files["ballots.csv" if told.ballots.whole else "ballots_cut.csv"] = _table(material, told.ballots)
    if told.family is not None:
        files["retally.py"] = program(told.family)
    for language in LANGUAGES:
        t = translator(language)
        files[f"rules.{language}.txt"] = _rules(material, t)
        files[f"promises.{language}.txt"] = promises_text(t, provable=material.view.round.provable)
        files[f"readme.{language}.txt"] = _readme(material, told, t)
    return summed({name: text.encode() for name, text in files.items()})


def _table(material: RecordMaterial, shown: Shown) -> str:
    """Where a ballot came from is in the full record alone: with what it says, it would be a signature."""
    round_ = material.view.round
    return ballots_table(shown.ballots, round_.points, by_place=round_.by_place and not material.public)


def _told(material: RecordMaterial) -> _Told:
    ballots = material.ballots
    only_result = material.public and publication.is_only_result(len(ballots))
    whole = Shown(ballots, 0, whole=True)
    shown = publication.shown(ballots, whole=material.view.round.points is not None) if material.public else whole
    rule = "" if material.public else material.view.round.rule
    family = family_of(material.view.round.method, rule) if shown is not None and shown.whole else None
    return _Told(only_result, shown, family)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _manifest(material: RecordMaterial, told: _Told) -> dict[str, Any]:
    view, round_ = material.view, material.view.round
    assert round_.period is not None  # noqa: S101 - a closed round was announced
    return {
        "format": FORMAT, "format_version": FORMAT_VERSION, "kind": "public" if material.public else "full",
        "round": round_.id, "community": _words(view.community.name), "title": _words(round_.title),
        "opened": round_.period.opens.isoformat(), "closed": view.closed_at.isoformat(),
        "definition_hash": material.definition_hash, "withdrawn": _withdrawn(material),
        "log_at_opening": _head(view.heads.opening), "log_at_closing": _head(view.heads.closing),
        "ballots_salt": "" if material.public else material.ballots_salt,
        "ballots": len(material.ballots), "ballots_cut_after": _depth(told), "provable": round_.provable,
        "checks": [
            {"name": check.name, "carried": not check.why, **{f"why_{lang}": translator(lang)(check.why) for lang in LANGUAGES if check.why}}
            for check in checks(material, told)
        ],
    }  # fmt: skip


def _withdrawn(material: RecordMaterial) -> list[str]:
    """Keys that were announced and withdrawn later."""
    announced_keys = {option["key"] for option in json.loads(material.definition)["options"]}
    return [option.key for option in material.view.withdrawn if option.key in announced_keys]


def _depth(told: _Told) -> int | None:
    return None if told.ballots is None or told.ballots.whole else told.ballots.depth


def _words(words: Any) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _head(head: Head | None) -> dict[str, Any] | None:
    return None if head is None else {"seq": head.seq, "hash": head.hash}


def _outcome(material: RecordMaterial) -> tuple[Outcome, Participation]:
    view = material.view
    assert view.outcome is not None  # noqa: S101 - a record is made with everything
    assert view.participation is not None  # noqa: S101
    return view.outcome, view.participation


def _result(material: RecordMaterial, told: _Told) -> dict[str, Any]:
    outcome, _ = _outcome(material)
    if told.only_result:
        # of a yes or no the verdict alone: which answer had the most heads would tell more
        return {"method": outcome.method, "winners": list(material.view.winners)}
    ranks = {option: [number(weight) for weight in row] for option, row in outcome.standing.items()}
    view = material.view
    places = [
        {
            "place": p.place,
            "name": _words(view.place_names.get(p.place) or Words(p.place)),
            "ballots": p.ballots,
            "winners": list(p.winners),
        }
        for p in view.places
    ]
    found = result_of(outcome.result, outcome.pairwise, outcome.counting.sums) | {"ranks": ranks}
    return found | {"by_place": places} if view.round.by_place else found


def _decision(material: RecordMaterial) -> dict[str, Any]:
    rule, told = material.view.round.rule, material.view.decision
    assert told is not None  # noqa: S101 - asked for where there is one
    if not material.public:
        assert material.basis is not None  # noqa: S101 - a round with a rule has one
        return decisions.full(material.basis)
    return decisions.public(rule, told)


def _paper(material: RecordMaterial) -> dict[str, Any] | None:
    """What is told of sheets of paper; None where there were none, or where it would tell on somebody."""
    if material.paper is None:
        return None
    return material.paper.public if material.public else material.paper.full


def _roll(material: RecordMaterial, told: _Told) -> dict[str, Any]:
    _, people = _outcome(material)
    said: dict[str, Any] = {"roll_hash": material.roll_hash, "enrolled": people.enrolled, "kinds": dict(material.kinds)}
    if told.only_result:
        return said
    return said | {
        "voted": people.voted, "codes_of_nobody": people.anonymous, "codes_of_nobody_used": people.anonymous_voted,
        "groups": [{"name": _words(g.name), "enrolled": g.enrolled, "voted": g.voted} for g in people.groups],
    }  # fmt: skip


FILES = Check("files", N_("No byte was changed since the record was written"))
DEFINITION = Check("definition", N_("Question, options and rules are those that were announced"))
LOG = Check("log", N_("The log of the round from its preparation to closing is whole"))
COMMITMENTS = Check("commitments", N_("There are as many receipts as ballots, and they are those of closing"))
BALLOTS = Check("ballots", N_("The ballots are those that lay in the box at closing"))
DECISION = Check("decision", N_("The decision follows from the announced rule, the totals of the roll and the votes"))
PAPER = Check("paper", N_("Every sheet of paper is accounted for"))
RECOUNT = Check("recount", N_("The result follows from the ballots, counted twice by different programs"))


def checks(material: RecordMaterial, told: _Told) -> list[Check]:
    """What somebody can check by this record, and what not and why."""
    cut = _why_not(material, told)
    no_log = (
        "" if material.announced else N_("This round was loaded as an example: its announcement is not in the log.")
    )
    no_family = N_("There is no second program for this method yet.")
    return [
        FILES, Check(DEFINITION.name, DEFINITION.title, no_log), LOG, COMMITMENTS,
        Check(BALLOTS.name, BALLOTS.title, SALTED if material.public else ""),
        Check(RECOUNT.name, RECOUNT.title, cut or ("" if told.family else no_family)),
        *([Check(DECISION.name, DECISION.title, _why_no_decision(material))] if material.view.decision else []),
        *([Check(PAPER.name, PAPER.title, "" if _paper(material) else FEW_OF_A_CHANNEL)] if material.paper else []),
    ]  # fmt: skip


def _why_no_decision(material: RecordMaterial) -> str:
    """Why the decision cannot be worked out from the record."""
    if not material.public or decisions.is_whole(_decision(material)):
        return ""
    return N_("Sums of floor areas or of single groups would tell who voted how: whether each threshold was met is published as far as it tells on nobody, and the board can check all of it.")  # fmt: skip


FEW_OF_A_CHANNEL = N_("So few ballots came by one of the two ways that figures of paper would tell on people: the board can check them.")  # fmt: skip
SALTED = N_(
    "The log has a salted hash of the ballots, so that nobody can try out what they say: the board can check it."
)


def _why_not(material: RecordMaterial, told: _Told) -> str:
    """Why there are no whole ballots in the record."""
    if told.only_result:
        return N_("Fewer than ten ballots were cast: only the result is published, and the board can recount it.")
    if any(ballot.weight != 1 for ballot in material.ballots) and material.public:
        return N_("The ballots carry floor areas: only sums of them are published, and the board can recount them.")
    if told.ballots is None:
        return N_("Some orders of preference are so rare that they would tell who voted: the table of pairs, the stages and the ranks are published, and the board can recount them.")  # fmt: skip
    if not told.ballots.whole:
        return N_("The ballots are cut after some ranks, so that rare orders of preference tell on nobody: the board can recount them.")  # fmt: skip
    return ""


def _rules(material: RecordMaterial, t: Translator) -> str:
    lines = [labelled(t, *line) for line in announced(material.view, t)]
    return "\n".join([t.words(material.view.round.title), t.words(material.view.round.question), "", *lines, ""])


def promises_text(t: Translator, *, provable: bool) -> str:
    """What is promised and what is not, as plain text."""
    said = promises(provable=provable)
    return "\n".join([
        t("Promised"), *(f"- {t(sentence)}" for sentence in said.promised), "",
        t("Not promised"), *(f"- {t(sentence)}" for sentence in said.not_promised), "", t(said.elsewhere), "",
    ])  # fmt: skip


def _readme(material: RecordMaterial, told: _Told, t: Translator) -> str:
    kind = (
        t("Election record for everybody: it tells what may be published.")
        if material.public
        else t("Full election record, for the board and its auditor only: every ballot is in it. Do not pass it on.")
    )
    printed = [labelled(t, *line) for line in heads_told(material.view.heads, t)]
    return "\n".join([
        kind, "", t("jieyi verify FILE.zip checks everything below and names the first thing that is wrong."),
        *([t("python retally.py counts the ballots again, without this program.")] if told.family else []),
        t("Compare these with what was printed at opening and closing:"),
        f"SHA-256: {material.definition_hash}", *printed, "",
        *_lines(t("What can be checked"), [t(check.title) for check in checks(material, told) if not check.why]),
        *_lines(t("What cannot be checked, and why"), [
            labelled(t, t(check.title), t(check.why)) for check in checks(material, told) if check.why
        ]),
    ])  # fmt: skip


def _lines(title: str, lines: Sequence[str]) -> list[str]:
    return [title, *(f"- {line}" for line in lines), ""] if lines else []
