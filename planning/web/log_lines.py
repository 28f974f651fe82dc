"""What the server's log may say of a fault: where it happened and of which kind, never with which words.

The text of an error may hold what was typed: a code, a name, a ranking (databases put parameters into theirs). So every
record of an error loses the error's own text before any handler sees it, whichever library writes it.
"""

from __future__ import annotations

import logging
import traceback
from typing import Any

_MADE = logging.LogRecord


class Record(_MADE):
    """A log record without the words of its error."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        error = self.exc_info[1] if self.exc_info else None
        if error is not None:
            self.exc_info, self.exc_text = None, told(error)


def told(error: BaseException) -> str:
    """Kinds and places of an error and of those that led to it, the first one first."""
    lines: list[str] = []
    seen: set[int] = set()
    chain: BaseException | None = error
    while chain is not None and id(chain) not in seen:
        seen.add(id(chain))
        frames = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(chain.__traceback__)]
        lines = [type(chain).__name__, *frames, *lines]
        chain = chain.__cause__ or (None if chain.__suppress_context__ else chain.__context__)
    return "\n".join(lines)


def keep_quiet() -> None:
    """Use such records in this process from now on, and write no line for each request: an address can hold a secret."""
    logging.setLogRecordFactory(Record)
    logging.getLogger("uvicorn.access").disabled = True
