"""The table of rules as the docs show it: every rule asked for every role, before, during and after a period."""

from __future__ import annotations

from collections.abc import Mapping

from planning.asking import Asking, Rule
from planning.people import Grant, Member, Role, Visitor
from planning.period import Moment
from planning.site import Community
from planning.wording import Words

WHO = (
    ("visitor", "a browser, by a random name in a cookie"),
    ("resident", "a one-time code of a round; the act looks at it, the table treats them as visitors"),
    ("resident planner", "an account: surveys and opens matters, in the whole community or in their courtyards"),
    ("social worker", "an account: talks to households and keeps how far the talk has come"),
    ("planner", "an account of a professional: takes things off the map, imports, words options, leads cases"),
    ("board", "an account: rounds, rolls, codes, the log"),
    ("moderator", "an account: hides comments and shows them again, for a reason"),
    ("administrator", "an account: accounts, and whatever the others may do here"),
    ("of all", "an administrator of the whole installation"),
)
HEAD = """# Who may do what

Printed from `planning/access.py`. What has no rule here cannot be done by anybody. A role counts in one community, in all of
them, or for what stands in one courtyard only. Shown is a published community; ● means at any time, a word means at that
time of the round's period (of a case: of its vote) only. Why a resident planner may do what, and a professional one more,
stands in [a decision](decisions/0007-roles.md).
"""
HERE = Community("here", Words("此处", "Here"))
EVERYWHERE = "of all"
COLUMNS: Mapping[str, Visitor] = {
    "visitor, resident": Visitor(None, "browser"),
    **{
        role.replace("_", " "): Visitor(Member(role, role, frozenset({Grant(role, HERE.id)})))
        for role in (
            Role.RESIDENT_PLANNER, Role.SOCIAL_WORKER, Role.PLANNER, Role.BOARD, Role.MODERATOR, Role.ADMINISTRATOR,
        )
    },
    EVERYWHERE: Visitor(Member("all", "all", frozenset({Grant(Role.ADMINISTRATOR, None)}))),
}  # fmt: skip
KINDS = {"page": "Pages", "act": "Acts", "query": "Questions", "route": "Routes"}


def printed(rules: Mapping[str, Rule]) -> str:
    """Markdown: who there is, then a table for each kind of thing."""
    lines = [HEAD, *_table(("who", "how we know them"), WHO), ""]
    for kind, title in KINDS.items():
        names = sorted(name for name in rules if name.startswith(f"{kind}."))
        rows = [(f"`{name.partition('.')[2]}`", *_cells(rules[name]), _said(rules[name])) for name in names]
        lines += [f"## {title}", "", *_table(("name", *COLUMNS, "rule"), rows), ""]
    return "\n".join(lines)


def _cells(rule: Rule) -> list[str]:
    return [_cell(rule, visitor) for visitor in COLUMNS.values()]


def _cell(rule: Rule, visitor: Visitor) -> str:
    moments = [moment for moment in Moment if rule(Asking(visitor, HERE, moment))]
    return "●" if len(moments) == len(Moment) else ", ".join(moments)


def _said(rule: Rule) -> str:
    return " ".join((rule.__doc__ or "").split())


def _table(heading: tuple[str, ...], rows: list[tuple[str, ...]] | tuple[tuple[str, ...], ...]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (heading, ("---",) * len(heading), *rows)]
