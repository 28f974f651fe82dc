"""A questionnaire as JSON, as a version of it is kept, and back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from planning.surveys.questionnaire.question import Choice, Group, Question, QuestionKind, Questionnaire
from planning.wording import Words


def written(form: Questionnaire) -> str:
    """As JSON, the same text for the same form."""
    return json.dumps(asdict(form), ensure_ascii=False, sort_keys=True, allow_nan=False)


def fingerprint(text: str) -> str:
    """Sixteen signs that stand for a form as it is kept: whoever changes it says which one they looked at."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read(text: str) -> Questionnaire:
    """The form that :func:`written` wrote; of forms that were kept earlier nothing is said of groups."""
    said = json.loads(text)
    return Questionnaire(
        said["name"], Words(**said["title"]), tuple(map(_question, said["questions"])), tuple(said["languages"]),
        tuple(Group(tuple(one["path"]), Words(**one["label"]), one["condition"]) for one in said.get("groups", ())),
    )  # fmt: skip


def _question(said: dict[str, Any]) -> Question:
    made = said | {name: Words(**said[name]) for name in ("label", "hint", "refusal")}
    made |= {
        name: tuple(Choice(one["name"], Words(**one["label"])) for one in said.get(name, ()))
        for name in ("choices", "lines", "ticks")
    }
    return Question(**(made | {"kind": QuestionKind(said["kind"]), "group": tuple(said["group"])}))
