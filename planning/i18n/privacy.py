"""The table of what is kept about people, as the docs show it."""

from __future__ import annotations

from planning import personal_data
from planning.i18n.translator import Translator, translator
from planning.settings import LANGUAGES, Settings


def rows(t: Translator, settings: Settings) -> list[tuple[str, str, str, str]]:
    """What, why, until when, who: in a language, with the days of an installation."""
    days = personal_data.days(settings)
    return [(t(k.what), t(k.why), t(k.until).format(**days), t(k.seen_by)) for k in personal_data.KEPT]


def rendered() -> str:
    """`docs/privacy.md`: both languages, with the days as they are unless they are set otherwise."""
    parts = [_in(translator(language)) for language in LANGUAGES]
    return "\n".join(["<!-- printed from planning/personal_data.py -->", "", *parts])


def _in(t: Translator) -> str:
    lines = [f"# {t(personal_data.TITLE)}", "", t(personal_data.LEAD), ""]
    lines += [f"| {' | '.join(map(t, personal_data.COLUMNS))} |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in rows(t, Settings())]
    lines += ["", t(personal_data.HOW), "", t(personal_data.OPERATOR), ""]
    return "\n".join(lines)
