"""Light pages: server-rendered, one small stylesheet, no script needed, both languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from planning.errors import Refusals
from planning.web.assets import address_of
from planning.web.door import Door, headers_of, status_of

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"


def page(door: Door, template: str, *, status: int = 200, scripts: Sequence[str] = (), **values: Any) -> HTMLResponse:
    """A template drawn in the visitor's language; nothing in it may come from another site.

    :param scripts: names of assets of ours that the page runs, in their order. What ``facts`` holds they read as JSON
        (``Light.facts`` in ``light.js``).
    """
    known = {
        "t": door.t, "door": door, "sheet": address_of("light.css"), "scripts": [address_of(name) for name in scripts],
    }  # fmt: skip
    body = _ENVIRONMENT.get_template(template).render(known | values)
    return HTMLResponse(body, status, headers={"content-security-policy": _POLICY, "cache-control": "no-store"})


def refused(door: Door, template: str, problems: Refusals, **values: Any) -> HTMLResponse:
    """The page again, with one sentence for each thing that is wrong and what was typed still there."""
    sentences = [door.t.problem(problem) for problem in problems.problems]
    drawn = page(
        door, template, status=status_of(problems), sentences=sentences, typed=defaultdict(str, door.form), **values
    )
    drawn.headers.update(headers_of(problems))
    return drawn


def gone(to: str) -> Response:
    """Go and look there: after a form was accepted."""
    return RedirectResponse(to, 303)
