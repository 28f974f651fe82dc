"""Programs that count a record again: one for each family of methods, carried in the record itself.

Each is a second implementation, written apart from :mod:`planning.options.counting`: standard library only, nothing
of the project imported, short enough to be read in an evening. A program is the frame (reading, ties, comparing) with
the methods of one family joined to it.
"""

from __future__ import annotations

from pathlib import Path

from planning.options.record.retally import frame, pairs, stages  # noqa: F401 - both fill the table of the frame

FAMILIES = {
    family: frozenset(name for name, function in frame.METHODS.items() if function.__module__.endswith(f".{family}"))
    for family in ("pairs", "stages")
}
"""Family -> methods that its program counts."""
_JOINT = "# --- what stands below is joined to the frame\n"
_END = 'if __name__ == "__main__":\n    sys.exit(main(sys.argv[1:]))\n'


def family_of(method: str, unranked: str = "tied_last") -> str | None:
    """The family that a method belongs to; None where there is no second implementation of it.

    :param unranked: what an unranked option is to a ballot; only "tied last" is counted a second time.
    """
    if unranked != "tied_last":
        return None
    return next((family for family, methods in FAMILIES.items() if method in methods), None)


def program(family: str) -> str:
    """The text of a family's program: what both import, then the frame, then the family's methods."""
    folder = Path(__file__).parent
    heading, of_family = (folder / f"{family}.py").read_text(encoding="utf-8").split(_JOINT)
    frame_lines = (folder / "frame.py").read_text(encoding="utf-8").splitlines(keepends=True)
    own = [line for line in frame_lines if _is_import(line)]
    further = [line for line in heading.splitlines(keepends=True) if _is_import(line) and "planning" not in line]
    first = frame_lines.index(own[0])
    before, after = frame_lines[:first], frame_lines[first + len(own) :]
    imports = sorted({*own, *further, "import sys\n"}, key=lambda line: (line.startswith("from"), line))
    return "".join([*before, *imports, *after]) + of_family + "\n\n" + _END


def _is_import(line: str) -> bool:
    return line.startswith(("import ", "from "))
