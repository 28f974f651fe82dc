"""Questionnaires of the stories, as the XLSForms that a community would upload."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl

Row = Sequence[str]

SHOPS_SURVEY: tuple[Row, ...] = (
    ("type", "name", "label::中文 (zh)", "label::English (en)", "required"),
    (
        "note",
        "hello",
        "示例问卷：居民规划师逐店逐户走访时提问。",
        "Illustrative questionnaire, asked from shop to shop and door to door.",
        "",
    ),
    (
        "select_one wish",
        "wish",
        "街边的女贞，您希望怎么办？",
        "The privets along the street: what would you like?",
        "yes",
    ),
    ("select_multiple why", "why", "为什么？（可多选）", "Why? (as many as you like)", ""),
    ("text", "words", "您还想说什么？", "What else would you like to say?", ""),
)
SHOPS_CHOICES: tuple[Row, ...] = (
    ("list_name", "name", "label::中文 (zh)", "label::English (en)"),
    ("wish", "replace", "更换", "Replace them"), ("wish", "keep", "保留", "Keep them"), ("wish", "unsure", "说不准", "Not sure"),
    ("why", "fruit", "落果弄脏地面和衣服", "Fruit stains clothes and paving"), ("why", "shade", "夏天要树荫", "Shade in summer"),
    ("why", "pipes", "树根伤管道", "Roots harm the pipes"), ("why", "memory", "看着它们长大的", "I saw them grow up"),
)  # fmt: skip

NEEDS_SURVEY: tuple[Row, ...] = (
    ("type", "name", "label::中文 (zh)", "label::English (en)", "required"),
    (
        "note",
        "hello",
        "示例：每年一月到三月的需求问卷。",
        "Illustrative: the yearly questionnaire about needs, January to March.",
        "",
    ),
    (
        "select_multiple need",
        "needs",
        "您家今年最需要什么？（可多选）",
        "What does your household need this year? (as many as you like)",
        "yes",
    ),
    ("select_one work", "work", "家里大人都上班吗？", "Do all adults of your household go to work?", ""),
    ("integer", "children", "有几个上小学或更小的孩子？", "How many children of primary-school age or younger?", ""),
    ("text", "words", "请说说您的难处", "Tell us what is difficult"),
)
NEEDS_CHOICES: tuple[Row, ...] = (
    ("list_name", "name", "label::中文 (zh)", "label::English (en)"),
    ("need", "child_care", "放学后有人照看孩子", "Somebody to look after children after school"),
    ("need", "parking", "停车", "Parking"), ("need", "lift", "加装电梯", "A lift"), ("need", "meals", "老人用餐", "Meals for the old"),
    ("need", "repairs", "小修小补", "Small repairs"),
    ("work", "yes", "都上班", "Yes, all of them"), ("work", "no", "有人在家", "No, somebody is at home"),
)  # fmt: skip


def form(title: str, survey: Sequence[Row], choices: Sequence[Row]) -> bytes:
    """An XLSForm as the bytes of a workbook."""
    book = openpyxl.Workbook()
    for name, rows in (("survey", survey), ("choices", choices), ("settings", (("form_title",), (title,)))):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.remove(book["Sheet"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
