"""Chinese and English: gettext catalogues read at start, no compile step."""

from planning.i18n.translator import Translator, translator

__all__ = ["Translator", "translator"]
