"""The front door: settings, database, routes, pages. `streamlit run app.py` and any ASGI server find `app`."""

from planning.pages.entrance import build

app = build()
