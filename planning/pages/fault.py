"""When the house itself fails: the visitor reads one sentence, the trace goes to the server's log.

What a page did not catch may still be a refusal, such as that of a database that is away: it has its own sentence.
"""

from __future__ import annotations

import os

import streamlit as st

from planning.errors import Refusals
from planning.i18n import translator
from planning.pages.visit import cookies
from planning.settings import Settings
from planning.web.door import FAULT, LANGUAGE_COOKIE


def say_so(error: Exception) -> bool:
    """Draw the sentence in the visitor's language instead of Streamlit's English one; nothing of the fault is shown."""
    language = st.query_params.get("lang") or cookies().get(LANGUAGE_COOKIE)
    t = translator(language or Settings.from_environment(os.environ).language)
    st.error(t.refusal(error) if isinstance(error, Refusals) else t(FAULT), icon=":material/error:")
    return True
