"""Bodies that are JSON: read strictly, since Python takes more than the standard allows."""

from __future__ import annotations

import json
from typing import Any

from planning.errors import N_, Refusal
from planning.web.door import Door


def json_of(door: Door) -> dict[str, Any]:
    """The body as a JSON object; no NaN, no endless nesting, nothing that is not JSON: :class:`Refusal` (``bad_json``)."""
    try:
        body = json.loads(door.body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal("bad_json", N_("This was not readable: reload the page and try again."))
    return body


def _no_number(text: str) -> None:
    raise ValueError(text)
