"""The front door: settings, database, routes, pages. `streamlit run app.py` and any ASGI server find `app`.

`streamlit run` reads this file without running it, and knows an application by the very words `st.App`.
"""

import streamlit as st

from planning.pages.entrance import SCRIPT, furnished

app = st.App(SCRIPT, **furnished())
