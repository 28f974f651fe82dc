"""Programs that count a record again: one for each family of methods, carried in the record itself.

Each is a second implementation, written apart from :mod:`planning.options.counting`: standard library only, nothing
of the project imported, short enough to be read in an evening. A program is the frame (reading, ties, comparing) with
the methods of one family joined to it.
"""

from __future__ import annotations

from pathlib import Path

# Each fills the tables of the frame.
from planning.options.record.retally import (
    approvals,  # noqa: F401
    budgets,  # noqa: F401
    committees,  # noqa: F401
    decision,  # noqa: F401
    firsts,  # noqa: F401
    frame,
    pairs,  # noqa: F401
    places,  # noqa: F401
    points,  # noqa: F401
    stages,  # noqa: F401
    transfers,  # noqa: F401
)

PARTS = {
    "pairs": ("pairs",),
    "places": ("firsts", "places"),
    "stages": ("stages",),
    "approvals": ("approvals",),
    "points": ("points",),
    "transfers": ("transfers",),
    "committees": ("turns", "committees"),
    "budgets": ("turns", "budgets"),
    "decision": ("firsts", "decision"),
}
"""Family -> what is joined to the frame for it."""
_FIRST = {part: family for family, parts in reversed(PARTS.items()) for part in parts}
FAMILIES = {
    family: frozenset(
        name for name, function in frame.METHODS.items() if _FIRST[function.__module__.rpartition(".")[2]] == family
    )
    for family in PARTS
}
"""Family -> methods that its program counts; a decision is asked for by its rule."""
_JOINT = "# --- what stands below is joined to the frame\n"
_END = 'if __name__ == "__main__":\n    sys.exit(main(sys.argv[1:]))\n'


def family_of(method: str, rule: str = "") -> str | None:
    """The family that a method belongs to; None where there is no second implementation of it.

    :param rule: the decision rule of a yes or no, with whose sums the program decides again.
    """
    if rule:
        return "decision"
    return next((family for family, methods in FAMILIES.items() if method in methods), None)


def program(family: str) -> str:
    """The text of a family's program: what all parts import, then the frame, then the family's own."""
    folder = Path(__file__).parent
    parts = [(folder / f"{part}.py").read_text(encoding="utf-8").split(_JOINT) for part in PARTS[family]]
    frame_lines = (folder / "frame.py").read_text(encoding="utf-8").splitlines(keepends=True)
    own = [line for line in frame_lines if _is_import(line)]
    headings = [line for heading, _ in parts for line in heading.splitlines(keepends=True)]
    further = [line for line in headings if _is_import(line) and "planning" not in line]
    first = frame_lines.index(own[0])
    before, after = frame_lines[:first], frame_lines[first + len(own) :]
    imports = sorted({*own, *further, "import sys\n"}, key=lambda line: (line.startswith("from"), line))
    bodies = [text.rstrip("\n") + "\n" for _, text in parts]
    text = "".join([*before, *imports, *after, *bodies]) + "\n" + _END
    return text.replace("\n\n\n", "\n\n")  # who reads it in an evening scrolls less


def _is_import(line: str) -> bool:
    return line.startswith(("import ", "from "))
