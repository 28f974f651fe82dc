"""The timeline 时间线 of a case: what happened to it, as the log has it, and what its dates brought by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

PUBLIC_ACTS = frozenset({
    "open_case", "add_evidence", "plan_phase", "date_phase", "drop_phase", "hand_up_case", "hand_back_case", "copy_case",
    "open_round", "extend_round", "close_round", "withdraw_option", "screen_round", "finish_paper",
    "record_objection", "take_out_objection", "record_visit", "answer_objection", "record_decision", "take_back_decision",
    "plan_evidence_walk", "call_off_evidence_walk", "plan_work", "move_work_on", "reach_milestone", "ask_about_case", "call_off_evaluation", "close_case", "reopen_case", "matter_to_case",
    "call_meeting", "enter_meeting", "move_meeting", "cancel_meeting", "hold_meeting", "correct_meeting", "record_action", "settle_action", "move_action",
})  # fmt: skip
"""What everybody reads of a case; whatever else was done is for those who may read the log."""
BESIDE_ACTS = frozenset({
    "close_walk", "reopen_walk", "close_evidence_walk", "reopen_evidence_walk", "end_conversation", "resume_conversation",
})  # fmt: skip
"""What everybody reads of what stands beside a case: it went on after it was over; the rest of it is no matter of the timeline."""
KEPT_REASONS = frozenset({"end_conversation", "resume_conversation"})
"""Acts whose reason was asked for the log: nobody reads it but those who may read the log."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline.

    :param what: the name of an act, or of what a date brought: ``phase_began``, ``round_began``, ``round_ended``,
        ``meeting_was``, ``evidence_walked``, and what stands beside the case (``survey_began``, ``fund_opened``, …).
    :param facts: what of it may be told to whoever reads.
    :param reason: as it was given with the act.
    :param who: who did it; only for those who may read the log, who also find the entry by its number ``seq``.
    :param is_public: whether everybody reads this line.
    """

    at: datetime
    what: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    who: str = ""
    seq: int | None = None
    is_public: bool = True
