"""Following the chain through the extract of the log that a record carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from planning.chain import Content, Head, linked, salted
from planning.errors import N_, Problem
from planning.options.record.extract import CLOSING, OPENING

PARTS = ("before", "after", "reason")


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the extract that is told in words: the head right after it, and what it says came of the act."""

    head: Head
    after: Mapping[str, Any]


@dataclass(slots=True)
class LogSays:
    """What an extract tells that the rest of the record must agree with. ``withdrawn``: keys, once it was announced."""

    head: Head
    opening: dict[str, Told] = field(default_factory=dict)
    closing: dict[str, Told] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)


def read(log: Mapping[str, Any]) -> LogSays | Problem:
    """Recompute every hash of an extract; the first entry that does not hold is named."""
    head = Head(log["start"]["seq"], log["start"]["hash"])
    says = LogSays(head)
    for link in log["links"]:
        seq = link["seq"]
        if seq != head.seq + 1:
            return Problem("log_gap", N_("Entry {seq} of the log is missing."), {"seq": head.seq + 1})
        if link["hash"] != linked(head.hash, link["content_hash"]):
            return Problem("log_changed", N_("Entry {seq} of the log was changed."), {"seq": seq})
        head = Head(seq, link["hash"])
        if "content" in link:
            problem = _content(link, seq)
            if problem is not None:
                return problem
            _listen(says, link, head)
    if {"seq": head.seq, "hash": head.hash} != log["head"]:
        return Problem("log_cut", N_("Entry {seq} of the log is missing: the log once went on to entry {last}."), {"seq": head.seq + 1, "last": log["head"]["seq"]})  # fmt: skip
    says.head = head
    return says


def _content(link: Mapping[str, Any], seq: int) -> Problem | None:
    said = dict(link["content"])
    content = Content(**(said | {"at": datetime.fromisoformat(said["at"])}))
    if content.plain() != said or content.digest != link["content_hash"] or content.seq != seq:
        return Problem("log_changed", N_("Entry {seq} of the log was changed."), {"seq": seq})
    for part in PARTS:
        expected, kept = said[f"{part}_hash"], link["texts"].get(part, {})
        if kept is None:
            continue  # erased, which breaks nothing
        if (salted(kept["salt"], kept["text"]) if kept else "") != expected:
            return Problem("log_text_changed", N_("The words of entry {seq} of the log were changed."), {"seq": seq})
    return None


def _listen(says: LogSays, link: Mapping[str, Any], head: Head) -> None:
    content, after = link["content"], link["texts"].get("after")
    told = Told(head, json.loads(after["text"]) if after else {})
    if content["act"] == OPENING:
        says.opening[content["subject"]] = told
        says.withdrawn.clear()  # what was withdrawn before is not in the definition
    if content["act"] == CLOSING:
        says.closing[content["subject"]] = told
    if content["act"] == "withdraw_option":
        says.withdrawn.add(str(told.after.get("key")))
