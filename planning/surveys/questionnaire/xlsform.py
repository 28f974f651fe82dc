"""XLSForm in: a form from KoboToolbox or ODK, read by pyxform, with everything named that is not carried over."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from planning.errors import N_, Problem, Refusal
from planning.surveys.questionnaire.asking import undecided
from planning.surveys.questionnaire.choice_lines import free
from planning.surveys.questionnaire.expressions import problems_of
from planning.surveys.questionnaire.groups import as_question, with_questions
from planning.surveys.questionnaire.question import Choice, Group, Question, QuestionKind, Questionnaire
from planning.wording import Words, clean, from_cell

ENDINGS = (".xlsx", ".xls", ".csv")
DEFAULT_LANGUAGE = "default"
"""What pyxform calls the language of a column without one."""
LARGEST_BYTES = 10_000_000
MOST_QUESTIONS = 1_000
UNSURE = "jieyi:dont_know"
"""Column ``bind::jieyi:dont_know`` of a form: XLSForm has no word of its own for it, and lets forms add some."""
_KINDS = {
    "select one": QuestionKind.SINGLE, "select one from file": QuestionKind.SINGLE, "select all that apply": QuestionKind.MULTIPLE,
    "rank": QuestionKind.RANKING, "range": QuestionKind.SCALE, "integer": QuestionKind.NUMBER, "int": QuestionKind.NUMBER,
    "decimal": QuestionKind.NUMBER, "text": QuestionKind.TEXT, "string": QuestionKind.TEXT, "phone number": QuestionKind.TEXT,
    "date": QuestionKind.DATE, "photo": QuestionKind.PHOTO, "image": QuestionKind.PHOTO, "geopoint": QuestionKind.POINT,
    "geotrace": QuestionKind.LINE, "geoshape": QuestionKind.AREA, "note": QuestionKind.NOTE,
}  # fmt: skip
_KEPT_BY_THE_HOUSE = frozenset(
    {"start", "end", "today", "deviceid", "instanceID", "uuid", "audit", "start-geopoint", "username"}
)
"""What ODK notes by itself; here the house keeps when and by whom an answer was given."""
_ROW = re.compile(r"\[row : (\d+)\]\s*")
_LANGUAGE = re.compile(r"\(([a-z]{2})(?:[-_]\w+)?\)\s*$|^([a-z]{2})(?:[-_]\w+)?$", re.IGNORECASE)
# pyxform makes straight quotation marks of curved ones, which belong to Chinese: in words they pass it by in disguise.
_QUOTES = dict(zip(map(ord, "‘’“”"), "\ue000\ue001\ue002\ue003", strict=True))
_UNQUOTED = {ord(disguise): chr(quote) for quote, disguise in _QUOTES.items()}
_WORDY = ("label", "hint", "constraint_message", "form_title")
_CHINESE = re.compile(r"chinese|中文|汉语|普通话", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """What was read, and every fault on the way, with its row on the sheet ``survey``."""

    questions: list[Question] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    languages: dict[str, None] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    lists: Mapping[str, Any] = field(default_factory=dict)

    def fault(self, code: str, message: str, name: str, **params: Any) -> None:
        """Something that does not come over, or not as it was."""
        self.faults.append(Problem(code, message, {"name": name, **params}, self.rows.get(name)))


@dataclass(frozen=True, slots=True)
class FormReport:
    """The answer: the questionnaire as it would be taken in, and what is wrong with the file."""

    questionnaire: Questionnaire
    faults: tuple[Problem, ...]


def read_form(name: str, data: bytes) -> FormReport:
    """Read an XLSForm. Raises :class:`Refusal` (``unknown_format``, ``too_large``, ``bad_form``) where nothing can be read."""
    if not name.lower().endswith(ENDINGS):
        raise Refusal("unknown_format", N_("A form is a file of {endings}."), endings=", ".join(ENDINGS))
    if len(data) > LARGEST_BYTES:
        raise Refusal("too_large", N_("A form of more than {most} MB is no form."), most=LARGEST_BYTES // 1_000_000)
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles that it does not know
            sheets = get_xlsform(io.BytesIO(data), file_type="." + name.lower().rpartition(".")[2])
            _disguise_quotes(sheets.survey, sheets.choices, sheets.settings)
            form = workbook_to_json(sheets, "data", name.rpartition(".")[0], DEFAULT_LANGUAGE, notes)
    except PyXFormError as error:
        row, said = _with_row(str(error))
        raise Refusal("bad_form", N_("This form cannot be used as it is: {why}"), where=row, why=said) from error
    except Exception as error:  # a damaged workbook ends in whatever error its reader meets first
        raise Refusal(
            "bad_form", N_("This form cannot be used as it is: {why}"), why=f"{type(error).__name__}: {error}"[:200]
        ) from error
    reading = Reading(rows=_rows(sheets.survey), lists=form.get("choices") or {})
    for note in notes:
        row, said = _with_row(note)
        reading.faults.append(Problem("note", N_("Note of the reader: {said}"), {"said": said}, row))
    _walk(reading, form.get("children", []), ())
    reading.questions = list(_told_apart(reading))
    _expressions(reading, form)
    if not reading.questions:
        reading.faults.append(Problem("no_question", N_("There is no question in this form that can be asked here.")))
    title = _said(str(form.get("title") or form.get("name") or name))
    empty = Questionnaire(
        clean(str(form.get("id_string") or "form")), Words(title, title), (), tuple(reading.languages)
    )
    made = with_questions(empty, reading.questions[:MOST_QUESTIONS], reading.groups)
    return FormReport(made, (*reading.faults, *undecided(made, reading.rows)))


def _disguise_quotes(*sheets: Any) -> None:
    for row in (row for sheet in sheets for row in sheet or ()):
        for head, cell in row.items():
            if isinstance(cell, str) and str(head).lower().startswith(_WORDY):
                row[head] = cell.translate(_QUOTES)


def _said(cell: str) -> str:
    """Words as a cell has them."""
    return clean(from_cell(cell.translate(_UNQUOTED)))


def _told_apart(reading: Reading) -> Iterator[Question]:
    """Groups may repeat a name; answers are kept by it, so the second gets a number."""
    seen: set[str] = {line.name for question in reading.questions for line in question.lines}
    for question in reading.questions:
        name = free(question.name, seen)
        seen.add(name)
        if name != question.name:
            reading.fault("name_twice", N_("Two questions are called {name}: the later one is kept as {instead}."), question.name, instead=name)  # fmt: skip
        yield replace(question, name=name)


def _with_row(text: str) -> tuple[int | None, str]:
    found = _ROW.search(text)
    return (int(found[1]) if found else None), _ROW.sub("", text)


def _rows(survey: Sequence[Mapping[str, Any]] | None) -> dict[str, int]:
    return {str(row["name"]).strip(): at for at, row in enumerate(survey or [], start=2) if row.get("name")}


def _walk(reading: Reading, children: Sequence[Mapping[str, Any]], group: tuple[str, ...]) -> None:
    for child in children:
        type_, name = str(child.get("type", "")), str(child.get("name", ""))
        if type_ == "group" and name == "meta":
            continue
        if type_ == "group":
            _group(reading, child, group)
        elif type_ in {"repeat", "loop"}:
            reading.fault("not_repeated", N_("{name} repeats its questions; here they are asked once."), name)
            _inside(reading, child, group)
        elif type_ in _KINDS:
            reading.questions.append(_question(reading, child, group))
        elif type_ not in _KEPT_BY_THE_HOUSE and name not in _KEPT_BY_THE_HOUSE:
            reading.fault(
                "type_not_carried",
                N_("{name} is of the type {type}, which is not asked here: it is left out."),
                name,
                type=type_,
            )


def _group(reading: Reading, child: Mapping[str, Any], group: tuple[str, ...]) -> None:
    matrix = _matrix(reading, child, group)
    if matrix is not None:
        reading.questions.append(matrix)
        return
    _inside(reading, child, group)


def _inside(reading: Reading, child: Mapping[str, Any], group: tuple[str, ...]) -> None:
    """What lies in a group, and what is said of it."""
    path = (*group, str(child.get("name", "")))
    reading.groups.append(Group(path, _words(reading, child.get("label")), _bind(child, "relevant")))
    _walk(reading, child.get("children", []), path)


def _matrix(reading: Reading, child: Mapping[str, Any], group: tuple[str, ...]) -> Question | None:
    """Choices side by side: a head that only shows the labels, then lines that are answered from the same list."""
    asked = [one for one in child.get("children", []) if str(one.get("type")) != "note"]
    looks = [str(_control(one, "appearance")) for one in asked]
    if len(asked) < 2 or looks[0] != "label" or any("list-nolabel" not in look for look in looks[1:]):
        return None
    if any(one.get("type") != "select one" for one in asked):
        return None
    head = asked[0]
    return Question(
        str(child.get("name")), QuestionKind.MATRIX, _words(reading, child.get("label") or head.get("label")), _words(reading, head.get("hint")), group=group,
        required=any(_yes(_bind(one, "required")) for one in asked[1:]), condition=_bind(child, "relevant"), choices=_choices(reading, head),
        lines=tuple(Choice(str(one.get("name")), _words(reading, one.get("label"))) for one in asked[1:]),
        unsure=_yes(_bind(head, UNSURE)),
    )  # fmt: skip


def _question(reading: Reading, child: Mapping[str, Any], group: tuple[str, ...]) -> Question:
    kind, parameters = _KINDS[str(child["type"])], child.get("parameters") or {}
    choices = _choices(reading, child)
    ticks, choices = (choices, ()) if kind is QuestionKind.SCALE else ((), choices)
    name = str(child.get("name", ""))
    if "from file" in str(child["type"]):
        reading.fault("list_elsewhere", N_("{name} takes its choices from another file: add them to the form."), name)
    if child.get("choice_filter"):
        reading.fault(
            "choices_not_filtered",
            N_("{name} offers choices that depend on another answer; here all of them are offered."),
            name,
        )
    return Question(
        name, kind, _words(reading, child.get("label")), _words(reading, child.get("hint")), group, _yes(_bind(child, "required")),
        _bind(child, "relevant"), _bind(child, "constraint"), _words(reading, (child.get("bind") or {}).get("jr:constraintMsg")),
        choices, shuffled=str(parameters.get("randomize", "")).lower() == "true", whole=child["type"] in {"integer", "int"},
        least=_number(parameters.get("start")), most=_number(parameters.get("end")), step=_number(parameters.get("step")),
        default=from_cell(str(child.get("default") or "")), unsure=_yes(_bind(child, UNSURE)), ticks=ticks,
    )  # fmt: skip


def _choices(reading: Reading, child: Mapping[str, Any]) -> tuple[Choice, ...]:
    return tuple(
        Choice(from_cell(str(one.get("name"))), _words(reading, one.get("label") or one.get("name")))
        for one in child.get("choices") or reading.lists.get(str(child.get("itemset")), [])
    )


def _bind(child: Mapping[str, Any], name: str) -> str:
    return from_cell(str((child.get("bind") or {}).get(name) or ""))


def _control(child: Mapping[str, Any], name: str) -> str:
    return str((child.get("control") or {}).get(name) or "")


def _yes(text: str) -> bool:
    return text.lower().removesuffix("()") in {"yes", "true"}


def _number(text: Any) -> float | None:
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def _words(reading: Reading, said: Any) -> Words:
    """The words of a cell in Chinese and English; other languages are named once in the report."""
    if not isinstance(said, Mapping):
        text = _said(str(said or ""))
        return Words(text, text)
    found: dict[str, str] = {}
    for language, text in said.items():
        code = _code(str(language))
        if str(language) not in reading.languages:
            reading.languages[str(language)] = None
            if code not in {"zh", "en"}:
                reading.faults.append(
                    Problem(
                        "language_left_out",
                        N_("Texts in {language} are not shown here: Chinese and English are."),
                        {"language": str(language)},
                    )
                )
        found.setdefault(code, _said(str(text or "")))
    zh, en = found.get("zh", ""), found.get("en", "")
    any_ = next((text for text in found.values() if text), "")
    return Words(zh or en or any_, en or zh or any_)


def _code(language: str) -> str:
    if _CHINESE.search(language):
        return "zh"
    if language.lower() in {"default", "english"}:
        return "en"
    found = _LANGUAGE.search(language)
    return (found[1] or found[2]).lower() if found else language


def _expressions(reading: Reading, form: Mapping[str, Any]) -> None:
    known = {question.name for question in reading.questions} | set(reading.rows)
    for name, expression in _calculations(form):
        reading.faults += problems_of(expression, known, field=f"{name} calculation", row=reading.rows.get(name))
    for question in (*map(as_question, reading.groups), *reading.questions):
        for field_, expression in (("relevant", question.condition), ("constraint", question.constraint)):
            if expression:
                row = reading.rows.get(question.name)
                reading.faults += problems_of(expression, known, field=f"{question.name} {field_}", row=row)


def _calculations(form: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and expressions of what a form computes."""
    for child in form.get("children", []):
        expression = _bind(child, "calculate")
        if expression:
            yield str(child.get("name")), expression
        yield from _calculations(child)
