"""Conditions that are built by picking: an earlier question, an operator, a value; several joined by "and" or "or".

What was picked is written as the XPath of XLSForm, and XPath of that shape is read back as what would have been picked,
however it is spaced or quoted. Everything else (brackets, sums, functions) is not read here: it stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planning.errors import N_, Refusal
from planning.surveys.questionnaire.answering import LARGEST_NUMBER, plain
from planning.surveys.questionnaire.conditions import TURNED, Tree, Undecidable, tree_of
from planning.surveys.questionnaire.numbers import number_typed
from planning.surveys.questionnaire.question import Choice, QuestionKind, Questionnaire
from planning.wording import Words

K = QuestionKind


class Operator(StrEnum):
    """How an answer is compared."""

    IS = "answer_is"
    IS_NOT = "answer_is_not"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    LESS = "less_than"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    MORE = "more_than"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


class Joiner(StrEnum):
    """Whether all of several conditions must hold, or one is enough."""

    ALL = "and"
    ANY = "or"


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition: the answer ``name`` compared with a value; empty for answered and unanswered."""

    name: str
    operator: Operator
    value: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """Several conditions and what joins them; without any the question is always asked."""

    rules: tuple[Rule, ...] = ()
    joiner: Joiner = Joiner.ALL


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a condition can ask for: an earlier question, or one line of a matrix."""

    name: str
    kind: QuestionKind
    label: Words
    choices: tuple[Choice, ...] = ()


_SIGNS = {
    Operator.IS: "=", Operator.IS_NOT: "!=", Operator.LESS: "<", Operator.AT_MOST: "<=", Operator.AT_LEAST: ">=", Operator.MORE: ">",
    Operator.ANSWERED: "!=", Operator.UNANSWERED: "=",
}  # fmt: skip
_BY_SIGN = {sign: operator for operator, sign in list(_SIGNS.items())[:6]}
BARE = (Operator.ANSWERED, Operator.UNANSWERED)
"""Comparisons that need no value."""
_BY_KIND: dict[QuestionKind, tuple[Operator, ...]] = {
    K.SINGLE: (Operator.IS, Operator.IS_NOT),
    K.MULTIPLE: (Operator.CHOSEN, Operator.NOT_CHOSEN),
    **dict.fromkeys((K.NUMBER, K.SCALE), tuple(_BY_SIGN.values())),
    K.DATE: (Operator.LESS, Operator.AT_MOST, Operator.AT_LEAST, Operator.MORE),
    K.TEXT: (Operator.IS, Operator.IS_NOT),
}


def targets(form: Questionnaire, name: str) -> tuple[Target, ...]:
    """What a condition of the question ``name`` can ask for: everything that is answered before it."""
    found: list[Target] = []
    for question in form.questions:
        if question.name == name:
            break
        if question.kind is K.MATRIX:
            found += [Target(line.name, K.SINGLE, line.label, question.choices) for line in question.lines]
        elif question.kind is not K.NOTE:
            found.append(Target(question.name, question.kind, question.label, question.choices))
    return tuple(found)


def operators(target: Target) -> tuple[Operator, ...]:
    """How an answer of this kind can be compared; the last two need no value."""
    return (*_BY_KIND.get(target.kind, ()), *BARE)


def rule_of(target: Target, operator: Operator, value: str) -> Rule:
    """A condition as it was picked; raises :class:`Refusal` (``no_value``, ``bad_number``, ``bad_date``, ``bad_value``)."""
    if operator not in operators(target):
        raise Refusal(
            "bad_value", N_("This comparison does not fit the question: choose another one."), where="operator"
        )
    if operator in BARE:
        return Rule(target.name, operator)
    value = value.strip()
    if not value or (target.choices and value not in {one.name for one in target.choices}):
        raise Refusal("no_value", N_("Say with which answer it is compared."), where="value")
    if target.kind in {K.NUMBER, K.SCALE}:
        return Rule(target.name, operator, plain(number_typed(value, "value")), is_number=True)
    if target.kind is K.DATE:
        try:
            value = date.fromisoformat(value).isoformat()
        except ValueError:
            raise Refusal("bad_date", N_("Write the day as 2026-11-24."), where="value") from None
    if "'" in value and '"' in value:
        raise Refusal("bad_value", N_("Use one kind of quotation marks only in what is compared."), where="value")
    return Rule(target.name, operator, value)


def written_rule(rule: Rule) -> str:
    """One condition as XPath."""
    answer = f"${{{rule.name}}}"
    value = rule.value if rule.is_number else f'"{rule.value}"' if "'" in rule.value else f"'{rule.value}'"
    if rule.operator is Operator.CHOSEN:
        return f"selected({answer}, {value})"
    if rule.operator is Operator.NOT_CHOSEN:
        return f"not(selected({answer}, {value}))"
    return f"{answer} {_SIGNS[rule.operator]} {value}"


def written_condition(picked: Picked) -> str:
    """All of it as XPath; empty where the question is always asked."""
    return f" {picked.joiner} ".join(map(written_rule, picked.rules))


def picked_of(condition: str) -> Picked | None:
    """What would have been picked; None where the condition is of another shape."""
    if not condition:
        return Picked()
    try:
        tree = tree_of(condition)
    except Undecidable:
        return None
    joiner = Joiner(tree[0]) if tree[0] in set(Joiner) else Joiner.ALL
    rules = [_rule(part) for part in _parts(tree, joiner)]
    return Picked(tuple(one for one in rules if one), joiner) if all(rules) else None


def with_rule(condition: str, rule: Rule) -> str:
    """A condition with one more; the rule joins as the others do. Raises :class:`Refusal` (``not_picked``)."""
    picked = _picked(condition)
    return written_condition(Picked((*picked.rules, rule), picked.joiner))


def without_rule(condition: str, at: int) -> str:
    """A condition with one less."""
    picked = _picked(condition)
    return written_condition(Picked((*picked.rules[:at], *picked.rules[at + 1 :]), picked.joiner))


def joined_by(condition: str, joiner: Joiner) -> str:
    """The same conditions, of which all must hold or one; as it was where nothing changes."""
    picked = _picked(condition)
    return condition if picked.joiner is joiner else written_condition(Picked(picked.rules, joiner))


def _picked(condition: str) -> Picked:
    picked = picked_of(condition)
    if picked is None:
        raise Refusal(
            "not_picked", N_("This condition was not made by picking: take it away first, then pick another.")
        )
    return picked


def _parts(tree: Tree, joiner: Joiner) -> Iterator[Tree]:
    if tree[0] == joiner:
        yield from _parts(tree[1], joiner)
        yield from _parts(tree[2], joiner)
    else:
        yield tree


def _rule(tree: Tree) -> Rule | None:
    return _READERS.get(str(tree[0]), _compared)(tree)


def _called(tree: Tree) -> Rule | None:
    if tree[1] == "not" and tree[2][:2] == ["call", "selected"]:
        inner = _called(tree[2])
        return inner and Rule(inner.name, Operator.NOT_CHOSEN, inner.value)
    if tree[1] == "selected" and tree[2][0] == "of" and tree[3][0] == "str" and tree[3][1]:
        return Rule(tree[2][1], Operator.CHOSEN, tree[3][1])
    return None


def _compared(tree: Tree) -> Rule | None:
    sign = str(tree[0])
    if sign not in TURNED:
        return None
    left, right = tree[1], tree[2]
    if left[0] != "of":
        left, right, sign = right, left, TURNED[sign]
    negative = right[0] == "neg"
    value = right[1] if negative else right
    if left[0] != "of" or value[0] not in {"str", "num"} or (negative and value[0] != "num"):
        return None
    if value[0] == "num":
        figure = _figure(value[1])
        return Rule(left[1], _BY_SIGN[sign], ("-" if negative else "") + figure, is_number=True) if figure else None
    if not value[1]:
        return {"!=": Rule(left[1], Operator.ANSWERED), "=": Rule(left[1], Operator.UNANSWERED)}.get(sign)
    return Rule(left[1], _BY_SIGN[sign], value[1])


def _figure(number: float) -> str:
    """A number of a condition as it would be typed; empty where it cannot be, or would become another one."""
    if not abs(number) <= LARGEST_NUMBER:
        return ""
    said = plain(Decimal(f"{number:.9f}"))
    return said if float(said) == number else ""


_READERS: dict[str, Callable[[Tree], Rule | None]] = {"call": _called}
