"""Builds the application that serves pages and routes in one process."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.config import set_option as set_config_option

from planning.errors import Refusals
from planning.i18n import translator
from planning.pages import directory, fault, manage
from planning.settings import Settings, settings_or_exit
from planning.web import ROUTE_MODULES, log_lines, upkeep
from planning.web.door import fault_handler, routes_of
from planning.web.house import House, house_for, serve_alone, warn
from planning.web.middleware import middleware

SCRIPT = Path(__file__).with_name("main.py")
"""What Streamlit runs for every visitor."""


def furnished() -> dict[str, Any]:
    """Settings -> database -> routes: everything that ``st.App`` takes beside the script."""
    log_lines.keep_quiet()
    house = _house(settings_or_exit(os.environ))
    set_config_option("server.maxUploadSize", house.settings.upload_mb)
    assert ROUTE_MODULES  # noqa: S101 - imported for the routes that they register
    return {
        "routes": routes_of(house),
        "middleware": middleware(house),
        "exception_handlers": {Exception: fault_handler(house)},
        "on_script_error": fault.say_so,
        "lifespan": partial(_settled, house),
    }


def _house(settings: Settings) -> House:
    """The house, or one sentence on standard error for each thing that keeps it from opening, and exit code 2."""
    try:
        serve_alone(settings)
        house = house_for(settings)
    except Refusals as refused:
        say = translator(settings.language).problem
        sys.stderr.writelines(f"{problem.code}: {say(problem)}\n" for problem in refused.problems)
        raise SystemExit(2) from None
    warn(settings)
    return house


@asynccontextmanager
async def _settled(house: House, _app: st.App) -> AsyncIterator[None]:
    """Import every page before the first visitor comes, and set aside what stays for good.

    Streamlit looks for garbage through the whole process after every run of a page: with our libraries in memory that
    is most of what a run costs. What lies frozen is not looked through.
    """
    for name in (*(entry.name for entry in directory.PAGES), *(f"manage.{s.name}" for s in manage.SECTIONS)):
        importlib.import_module(f"planning.pages.{name}")
    gc.collect()
    gc.freeze()
    house = house_for(settings_or_exit(os.environ))
    upkeep_task = asyncio.create_task(upkeep.daily(house))
    closing_task = asyncio.create_task(upkeep.closing(house))
    yield
    closing_task.cancel()
    upkeep_task.cancel()
