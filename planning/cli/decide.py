"""`jieyi decide`: whether enough took part and enough consented, by a rule."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from planning.cli.count_output import number
from planning.cli.opening import give_up
from planning.errors import Refusal, Refusals
from planning.i18n import translator
from planning.options.decision.deciding import Checked, Decision, Part, decide
from planning.options.decision.reading import parse_rule
from planning.options.decision.telling import label, reasons
from planning.options.decision.votes import Tallies, parse_votes

LARGEST_BYTES = 64_000_000


@click.command("decide")
@click.argument("file", metavar="FILE.csv", type=click.Path(path_type=Path))
@click.option("--rule", "rule_file", required=True, metavar="RULE.json", type=click.Path(path_type=Path))
@click.option("--json", "wants_json", is_flag=True, help="print one JSON object")
def decide_file(*, file: Path, rule_file: Path, wants_json: bool) -> None:
    """Decide by the votes of FILE (choice,heads,area and perhaps group; yes, no, abstain or invalid).

    Exit codes: 0 decided (accepted or not), 2 wrong use or unreadable input.
    """
    at = rule_file
    try:
        rule, totals = parse_rule(_text(rule_file))
        at = file
        decision = decide(rule, totals, Tallies.of(parse_votes(_text(file))))
    except Refusals as refused:
        give_up(refused, str(at))
    if wants_json:
        click.echo(json.dumps(as_json(decision), ensure_ascii=False))
        return
    english = translator("en")
    for sentence in reasons(decision):
        click.echo(english.sentence(sentence))


def as_json(decision: Decision) -> dict[str, Any]:
    """The object of the interface."""
    english, chinese = translator("en"), translator("zh")
    told = reasons(decision)
    said = {
        **_part(decision.whole), "accepted": decision.accepted, "reasons": [english.sentence(one) for one in told],
        "reasons_zh": [chinese.sentence(one) for one in told], "rule": decision.rule.name,
        "label": english.sentence(label(decision.rule)), "purpose": str(decision.rule.purpose), "matter": decision.rule.matter,
    }  # fmt: skip
    if decision.rule.groups is None:
        return said
    groups = [{"group": name, **_part(part), "accepted": part.accepted} for name, part in decision.groups.items()]
    return said | {
        "groups": groups, "groups_accept": decision.groups_accept,
        "weight": number(decision.weight), "weight_of_all": number(decision.weight_of_all),
    }  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    yes = {str(choice): {"heads": number(m.heads), "area": number(m.area)} for choice, m in part.tally.sums.items()}
    took, consent = part.tally.taking_part, yes.get("yes", {"heads": 0, "area": 0})
    return {
        "participation": {
            "heads": number(took.heads), "area": number(took.area),
            "required": [_checked(one) for one in part.participation], "met": part.has_participation,
        },
        "consent": {**consent, "required": [_checked(one) for one in part.consent], "met": part.has_consent},
        "votes": yes,
    }  # fmt: skip


def _checked(checked: Checked) -> dict[str, Any]:
    share = checked.threshold.share
    return {
        "by": str(checked.threshold.by), "more_than" if share.strict else "at_least": str(share.fraction),
        "of": str(checked.threshold.of), "part": number(checked.part), "whole": number(checked.whole),
        "needed": number(checked.needed), "met": checked.met,
    }  # fmt: skip


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise Refusal("too_large", "The file is too large to be a list of votes or a rule.")
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal("unreadable_file", "The file cannot be read: {reason}.", reason=reason) from error
    except UnicodeDecodeError as error:
        raise Refusal("not_utf8", "The file is not in UTF-8: save it as UTF-8 and try again.") from error
