"""Every sentence of the house is there in both languages, and says the same thing with the same placeholders."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from planning.cases import (
    case,
    courtyards,
    decision,
    dissent,
    document,
    evaluation,
    fund,
    household,
    matter,
    meeting,
    works,
)
from planning.i18n import translator
from planning.i18n.names import NAMES
from planning.i18n.translator import FOLDER, catalogue
from planning.options import electorate
from planning.options import round as round_module
from planning.options.counting.methods import METHODS
from planning.options.round import METHODS_OF_ROUNDS
from planning.people import Role
from planning.surveys import comment, evidence, observation, planner_layer, walk
from planning.surveys.questionnaire import paper

ROOT = Path(__file__).parents[2] / "planning"
TEMPLATES = [("web/templates/**.html", "jinja2"), ("reports/templates/**.html", "jinja2")]


def _in_templates() -> Iterator[tuple[str, str]]:
    keywords = {"t": None, "zh": None, "en": None, "n": (1, 2)}
    for file, _line, message, _comments, _context in extract_from_dir(str(ROOT), TEMPLATES, keywords=keywords):
        yield (message[0] if isinstance(message, tuple) else message), file


def _in_code() -> Iterator[tuple[str, str]]:
    """First arguments of `N_(…)`, `t(…)`, `visit.t(…)`, `t.n(…)`, in f-strings too, which Babel does not look into."""
    for path in sorted([*ROOT.rglob("*.py"), *(ROOT.parent / "geodata").rglob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if name in {"N_", "t", "n"} and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, str(path.relative_to(ROOT.parent))


def _messages() -> dict[str, str]:
    return dict([*_in_code(), *_in_templates()])


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_sentence_is_translated_in_one_room_only():
    """Two rooms that translate the same sentence would drift apart."""
    rooms: dict[str, list[str]] = {}
    for path in sorted((FOLDER / "zh").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh", abort_invalid=True):
                key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
                rooms.setdefault(key, []).append(path.name)
    assert {key: names for key, names in rooms.items() if key and len(names) > 1} == {}


def test_every_sentence_has_its_chinese():
    """A sentence in the code that no catalogue translates would reach a Chinese reader in English."""
    missing = {message: file for message, file in _messages().items() if not catalogue("zh").get(message)}
    assert missing == {}


def test_no_translation_is_left_over():
    """A translation whose sentence is gone is dead text."""
    assert sorted(set(catalogue("zh")) - set(_messages())) == []


def test_placeholders_are_the_same_in_both_languages():
    """`{count}` in English and `{number}` in Chinese would end in an error page."""
    for message, translated in catalogue("zh").items():
        text = translated if isinstance(translated, str) else translated[0]
        assert _names(text) <= _names(message) | {"count"}, message


def test_chinese_uses_full_width_punctuation():
    """A half-width comma, colon or question mark after a Chinese character is a slip of the keyboard."""
    slips = [
        text
        for text in (t if isinstance(t, str) else t[0] for t in catalogue("zh").values())
        if re.search(r"[\u4e00-\u9fff][,;:?!]", text)
    ]
    assert slips == []


def test_every_code_has_a_name():
    """Each member of each enumeration that a page may show has words."""
    modules = (
        case,
        evaluation,
        fund,
        household,
        works,
        courtyards,
        decision,
        dissent,
        matter,
        meeting,
        document,
        comment,
        observation,
        planner_layer,
        walk,
        evidence,
        paper,
        electorate,
        round_module,
    )
    kinds = {
        k
        for m in modules
        for k in vars(m).values()
        if isinstance(k, type) and issubclass(k, Enum) and k.__module__ == m.__name__
    }
    missing = [member for kind in kinds | {Role} for member in kind if (type(member), member.value) not in NAMES]
    assert missing == [], missing
    assert set(METHODS_OF_ROUNDS) <= set(METHODS)


def test_dates_are_written_as_each_language_writes_them():
    """2026年11月24日 and 24 Nov 2026, in the community's zone."""
    from tests.makers import NOON

    assert translator("zh").date(NOON) == "2026年11月24日"
    assert translator("en").time(NOON) == "24 Nov 2026 12:00"
