"""What was announced of a round before it opened, and the heads of the log, as labelled lines."""

from __future__ import annotations

from datetime import datetime

from planning.i18n import Translator
from planning.i18n.names import method_name, name_of
from planning.options.counting.unranked import INDIFFERENT
from planning.options.kind_telling import kind_told
from planning.options.paper.precedence import PaperRule
from planning.options.reading import ResultsView, RoundHeads
from planning.reports import tables
from planning.reports.decisions import rule_lines


def announced(view: ResultsView, t: Translator) -> list[tuple[str, str]]:
    """What was announced in advance, and what was changed after, as labelled lines."""
    round_, zone = view.round, view.community.time_zone
    assert round_.period is not None  # noqa: S101 - a closed round was announced
    lines = [
        *(rule_lines(view, t) or [(t("Method"), method_name(t, round_.method)), (t("Ties"), tie_told(view, t))]),
        (t("Who may vote"), name_of(t, round_.access)), (t("Opened"), t.time(round_.period.opens, zone)),
        (t("Closed"), t.time(view.closed_at, zone)),
    ]  # fmt: skip
    lines += [(t("Opened before its case came to its vote"), round_.early_reason)] if round_.early_reason else []
    told = t.sentences(kind_told(round_))
    lines += [(t("Ballots"), told)] if told else []
    if round_.paper is not PaperRule.NONE:
        lines.append((t("Paper ballots"), name_of(t, round_.paper)))
    if round_.method not in INDIFFERENT:
        lines.insert(1, (t("Options that a ballot does not rank"), t(tables.UNRANKED_RULES[round_.unranked])))
    if round_.closed_at and round_.closed_at < round_.period.closes:
        lines.append(
            (
                t("Closed early"),
                t(
                    "announced for {time}; reason: {reason}",
                    time=t.time(round_.period.closes, zone),
                    reason=round_.closed_reason,
                ),
            )
        )
    lines += [(t("Extended"), _when(c.at, c.reason, zone, t)) for c in view.changes if c.act == "extend_round"]
    lines += [
        (t("Option withdrawn"), _when(c.at, c.reason, zone, t)) for c in view.changes if c.act == "withdraw_option"
    ]
    lines += (
        [(t("Withdrawn, struck from the ballots"), t.words(tuple(o.title for o in view.withdrawn)))]
        if view.withdrawn
        else []
    )
    lines += [(t("Fingerprint of the frozen roll (SHA-256)"), round_.roll_hash)] if round_.roll_hash else []
    lines.append((t("Fingerprint of question, options and rules (SHA-256)"), round_.definition_hash or "–"))
    return lines + heads_told(view.heads, t)


def labelled(t: Translator, label: str, text: str) -> str:
    """A label and what it is about, in one line."""
    return f"{label}：{text}" if t.language == "zh" else f"{label}: {text}"


def heads_told(heads: RoundHeads, t: Translator) -> list[tuple[str, str]]:
    """The head of the log at opening and closing, number and hash."""
    lines = ((t("Log at opening"), heads.opening), (t("Log at closing"), heads.closing))
    return [(label, t("entry {seq}, {hash}", seq=head.seq, hash=head.hash)) for label, head in lines if head]


def _when(at: datetime, reason: str, zone: str, t: Translator) -> str:
    return t("on {time}; reason: {reason}", time=t.time(at, zone), reason=reason)


def tie_told(view: ResultsView, t: Translator) -> str:
    """The announced tie rule in words."""
    kind, _, text = view.round.tie.partition(":")
    titles = tuple(view.titles[key.strip()] for key in text.split(">") if key.strip() in view.titles)
    return t(tables.TIE_RULES[kind], order=titles, seed=text)
