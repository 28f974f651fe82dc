"""Names in a list of choices. Streamlit sends a choice back by its words: two of the same words would be one."""

from __future__ import annotations

from collections.abc import Mapping


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names by their ids, the second of equal ones with a number behind it."""
    seen: dict[str, int] = {}
    told = {}
    for id_, name in names.items():
        seen[name] = seen.get(name, 0) + 1
        told[id_] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    # A name that somebody gave may look like one of ours: number until all differ.
    return told if len(set(told.values())) == len(told) else told_apart(told)
