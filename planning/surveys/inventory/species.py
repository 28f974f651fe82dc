"""Names of species as files write them: Chinese, botanical, or a name of the country, alone or together."""

from __future__ import annotations

import regex

from planning.surveys.observation import Species

_HAN = regex.compile(r"\p{Han}")
_BOTH = regex.compile(r"(?P<first>[^()]+?)\s*[(（](?P<second>[^()（）]+)[)）]")
_BOTANICAL = regex.compile(
    r"\p{Lu}\p{Ll}+ (?:[x×] ?)?\p{Ll}[\p{Ll}-]*(?:us|a|um|is|ii?|ae|es|ns|oides|stre|are|ense|ale|ile)\b.*"
)

UNKNOWN = Species(zh="树种未记录", en="species not recorded")


def species_of(common: str, scientific: str = "", english: str = "") -> Species | None:
    """Names in their places; None if there is none.

    A common name that is not Chinese stands as the ``en`` one, whatever its language: it is the local name of the
    source, and better for a reader than none.
    """
    match = _BOTH.fullmatch(common)
    if match and not scientific and regex.match(r"\p{Lu}\p{Ll}+ ", match["second"]):
        common, scientific = match["first"], match["second"]
    zh = common if _HAN.search(common) else ""
    if not zh and not scientific and _BOTANICAL.fullmatch(common):
        scientific, common = common, ""
    found = Species(zh=zh, scientific=scientific, en=english or ("" if zh else common))
    return found if found.zh or found.scientific or found.en else None
