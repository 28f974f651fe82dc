"""When a question is asked, in words that stand on paper: "in question 1 you chose “Yes”"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce

from planning.errors import N_
from planning.i18n.translator import Translator
from planning.surveys.questionnaire.asking import names_in_form, tree
from planning.surveys.questionnaire.conditions import TURNED, Tree, means, value_of
from planning.surveys.questionnaire.groups import conditions
from planning.surveys.questionnaire.question import CHOOSING, Choice, Question, Questionnaire

_SIGNS = {
    "=": N_("your answer to question {number} is {value}"),
    "!=": N_("your answer to question {number} is not {value}"),
    "<": N_("your answer to question {number} is less than {value}"),
    "<=": N_("your answer to question {number} is {value} or less"),
    ">": N_("your answer to question {number} is more than {value}"),
    ">=": N_("your answer to question {number} is {value} or more"),
}


@dataclass(frozen=True)
class Teller:
    """Says conditions of a form in one language; ``numbers``: those that are printed beside questions, by their names."""

    t: Translator
    form: Questionnaire
    numbers: Mapping[str, int]

    def when(self, question: Question) -> str:
        """All that must hold for a question to be asked, in words; empty where it is always asked; as the form has it where words fail."""
        parts = self._parts.get(question.name, ())
        trees = [found for found in (tree(part, self._known) for part in parts) if found is not None]
        if not trees:
            return ""
        whole = reduce(lambda outer, inner: ["and", outer, inner], trees)
        return self._told(whole) or self.t("{expression} holds", expression=" and ".join(parts))

    def condition(self, written: str) -> str:
        """One condition in words; empty where there is none, or it cannot be worked out; as it is written where words fail."""
        condition = tree(written, self._known)
        return self._told(condition) or self.t("{expression} holds", expression=written) if condition else ""

    def _told(self, node: Tree) -> str:
        """Empty where no words are known for a part of it."""
        if node[0] in {"and", "or"}:
            one, other = (self._within(part, but=node[0]) for part in node[1:])
            if not one or not other:
                return ""
            both = N_("{one}, and {other}") if node[0] == "and" else N_("{one}, or {other}")
            return self.t(both, one=one, other=other)
        if node[0] == "call":
            return self._called(node)
        return self._compared(node)

    def _within(self, node: Tree, *, but: str = "") -> str:
        """A part of a sentence; in brackets where it holds another "and" or "or" than the sentence around it."""
        told = self._told(node)
        return self.t("({one})", one=told) if told and node[0] in {"and", "or"} - {but} else told

    def _called(self, node: Tree) -> str:
        if node[1] == "not":
            inner = self._within(node[2])
            return self.t("it is not so that {one}", one=inner) if inner else ""
        if node[1] == "selected" and node[2][0] == "of" and node[3][0] in {"str", "num"}:
            return self._chose(node[2][1], node[3], N_("in question {number} you chose “{choice}”"))
        return ""

    def _compared(self, node: Tree) -> str:
        sign = str(node[0])
        if sign not in _SIGNS or len(node) != 3:
            return ""
        left, right = node[1], node[2]
        if left[0] != "of":
            left, right, sign = right, left, TURNED[sign]
        if left[0] != "of" or right[0] not in {"str", "num"}:
            return ""
        if right == ["str", ""]:
            words = N_("you answered question {number}") if sign == "!=" else N_("you did not answer question {number}")
            return self._numbered(left[1], words) if sign in {"=", "!="} else ""
        asked = self._question(left[1])
        if asked is not None and asked.kind in CHOOSING:
            words = N_("in question {number} you chose “{choice}”") if sign == "=" else N_("in question {number} you did not choose “{choice}”")  # fmt: skip
            return self._chose(left[1], right, words) if sign in {"=", "!="} else ""
        return self._numbered(left[1], _SIGNS[sign], value=value_of(right))

    def _chose(self, name: str, value: Tree, words: str) -> str:
        """Empty where no choice of the question, or more than one, is meant."""
        asked = self._question(name)
        meant = [choice for choice in asked.choices if means(value, choice.name)] if asked else []
        return self._numbered(name, words, choice=self._label(meant[0])) if len(meant) == 1 else ""

    def _question(self, name: str) -> Question | None:
        """The question of this name, or with a line of this name."""
        return self._named.get(name)

    @cached_property
    def _known(self) -> frozenset[str]:
        return names_in_form(self.form)

    @cached_property
    def _parts(self) -> dict[str, tuple[str, ...]]:
        """Conditions of questions by their names, those of the groups around them among them."""
        return {question.name: parts for question, parts in conditions(self.form)}

    @cached_property
    def _named(self) -> dict[str, Question]:
        """Questions by their names and by those of their lines, the first of each."""
        return {name: q for q in reversed(self.form.questions) for name in (q.name, *(line.name for line in q.lines))}

    def _label(self, one: Choice) -> str:
        return one.label[self.t.language] or one.name

    def _numbered(self, name: str, words: str, **said: str) -> str:
        """With the number of the question, and the line of a matrix that is meant; empty for one without a number."""
        asked = self._question(name)
        if asked is None or asked.name not in self.numbers:
            return ""
        told = self.t(words, number=self.numbers[asked.name], **said)
        line = next((self._label(line) for line in asked.lines if line.name == name), "")
        return self.t("{one} (line “{line}”)", one=told, line=line) if line else told
