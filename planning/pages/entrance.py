"""Builds the application that serves pages and routes in one process."""

from __future__ import annotations

import gc
import importlib
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from planning.pages import directory, fault, manage
from planning.settings import settings_or_exit
from planning.web import ROUTE_MODULES
from planning.web.door import routes_of
from planning.web.house import house_for
from planning.web.middleware import middleware

SCRIPT = Path(__file__).with_name("main.py")
"""What Streamlit runs for every visitor."""


def furnished() -> dict[str, Any]:
    """Settings -> database -> routes: everything that ``st.App`` takes beside the script."""
    # An address can hold what is nobody's business, and a written line stays.
    logging.getLogger("uvicorn.access").disabled = True
    house = house_for(settings_or_exit(os.environ))
    assert ROUTE_MODULES  # noqa: S101 - imported for the routes that they register
    return {
        "routes": routes_of(house),
        "middleware": middleware(house),
        "on_script_error": fault.say_so,
        "lifespan": _settled,
    }


@asynccontextmanager
async def _settled(_app: st.App) -> AsyncIterator[None]:
    """Import every page before the first visitor comes, and set aside what stays for good.

    Streamlit looks for garbage through the whole process after every run of a page: with our libraries in memory that
    is most of what a run costs. What lies frozen is not looked through.
    """
    for name in (*(entry.name for entry in directory.PAGES), *(f"manage.{s.name}" for s in manage.SECTIONS)):
        importlib.import_module(f"planning.pages.{name}")
    gc.collect()
    gc.freeze()
    yield
