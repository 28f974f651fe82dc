"""The script that Streamlit runs for every visitor: the frame around each page."""

from __future__ import annotations

import streamlit as st

from planning.pages import frame

st.set_page_config(page_title="街议 Jieyi", page_icon="🌳", layout="wide", initial_sidebar_state="collapsed")
frame.show()
