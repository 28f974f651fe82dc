"""When a question is asked, in words that stand on paper: "in question 1 you chose “Yes”"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planning.errors import N_
from planning.i18n.translator import Translator
from planning.surveys.questionnaire.asking import names_in_form, tree
from planning.surveys.questionnaire.conditions import Tree
from planning.surveys.questionnaire.question import Question, Questionnaire

_SIGNS = {
    "=": N_("your answer to question {number} is {value}"),
    "!=": N_("your answer to question {number} is not {value}"),
    "<": N_("your answer to question {number} is less than {value}"),
    "<=": N_("your answer to question {number} is {value} or less"),
    ">": N_("your answer to question {number} is more than {value}"),
    ">=": N_("your answer to question {number} is {value} or more"),
}
_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Teller:
    """Says conditions of a form in one language; ``numbers``: those that are printed beside questions, by their names."""

    t: Translator
    form: Questionnaire
    numbers: Mapping[str, int]

    def when(self, question: Question) -> str:
        """The condition of a question in words; empty where it is always asked; as the form has it where words fail."""
        condition = tree(question.condition, names_in_form(self.form))
        if condition is None:
            return ""
        return self._told(condition) or self.t("{expression} holds", expression=question.condition)

    def _told(self, node: Tree) -> str:
        """Empty where no words are known for a part of it."""
        if node[0] in {"and", "or"}:
            one, other = self._told(node[1]), self._told(node[2])
            if not one or not other:
                return ""
            both = N_("{one}, and {other}") if node[0] == "and" else N_("{one}, or {other}")
            return self.t(both, one=one, other=other)
        if node[0] == "call":
            return self._called(node)
        return self._compared(node)

    def _called(self, node: Tree) -> str:
        if node[1] == "not":
            inner = self._told(node[2])
            return self.t("it is not so that {one}", one=inner) if inner else ""
        if node[1] == "selected" and node[2][0] == "of" and node[3][0] == "str":
            return self._chose(node[2][1], node[3][1], N_("in question {number} you chose “{choice}”"))
        return ""

    def _compared(self, node: Tree) -> str:
        sign = str(node[0])
        if sign not in _SIGNS or len(node) != 3:
            return ""
        left, right = node[1], node[2]
        if left[0] != "of":
            left, right, sign = right, left, _TURNED[sign]
        if left[0] != "of" or right[0] not in {"str", "num"}:
            return ""
        if right == ["str", ""]:
            words = N_("you answered question {number}") if sign == "!=" else N_("you did not answer question {number}")
            return self._numbered(left[1], words) if sign in {"=", "!="} else ""
        if sign in {"=", "!="} and right[0] == "str":
            words = N_("in question {number} you chose “{choice}”") if sign == "=" else N_("in question {number} you did not choose “{choice}”")  # fmt: skip
            chosen = self._chose(left[1], right[1], words)
            if chosen:
                return chosen
        value = f"{right[1]:g}" if right[0] == "num" else str(right[1])
        return self._numbered(left[1], _SIGNS[sign], value=value)

    def _chose(self, name: str, choice: str, words: str) -> str:
        label = next(
            (self._label(question, choice) for question in self.form.questions if self._holds(question, name)), ""
        )
        return self._numbered(name, words, choice=label) if label else ""

    @staticmethod
    def _holds(question: Question, name: str) -> bool:
        return question.name == name or any(line.name == name for line in question.lines)

    def _label(self, question: Question, choice: str) -> str:
        return next((one.label[self.t.language] or one.name for one in question.choices if one.name == choice), "")

    def _numbered(self, name: str, words: str, **said: str) -> str:
        number = next(
            (self.numbers[q.name] for q in self.form.questions if self._holds(q, name) and q.name in self.numbers), 0
        )
        return self.t(words, number=number, **said) if number else ""
