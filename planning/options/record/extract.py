"""An extract of the log: entries about one round in words, those in between as hashes, so that the chain can be followed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from planning.chain import Content, Head


@dataclass(frozen=True, slots=True)
class LogLink:
    """A link of the chain; ``texts`` by part with their salts, None where they were erased."""

    content: Content
    previous: str
    hash: str
    texts: Mapping[str, tuple[str, str] | None]

    @property
    def head(self) -> Head:
        """Number and hash."""
        return Head(self.content.seq, self.hash)


OPENING, CLOSING = "open_round", "settle_round"
PUBLIC_ACTS = frozenset({OPENING, CLOSING, "extend_round", "close_round", "withdraw_option", "finish_paper"})
"""Acts that a public record tells in words; of the others it has the hashes."""


def about(subjects: Collection[str], *, public: bool) -> Callable[[LogLink], bool]:
    """Which links a record of a round tells in words."""
    return lambda link: link.content.subject in subjects and (not public or link.content.act in PUBLIC_ACTS)


def extract(links: Collection[LogLink], is_told: Callable[[LogLink], bool]) -> dict[str, Any]:
    """The links as JSON: ``start`` (what came before), ``links`` and ``head`` (where they end).

    :param is_told: whether a link is told in words, or by its hashes only.
    """
    ordered = sorted(links, key=lambda link: link.content.seq)
    first, last = ordered[0], ordered[-1]
    return {
        "start": {"seq": first.content.seq - 1, "hash": first.previous},
        "links": [_told(link, in_words=is_told(link)) for link in ordered],
        "head": {"seq": last.content.seq, "hash": last.hash},
    }


def _told(link: LogLink, *, in_words: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"seq": link.content.seq, "content_hash": link.content.digest, "hash": link.hash}
    if not in_words:
        return said
    texts = {part: {"salt": kept[0], "text": kept[1]} if kept else None for part, kept in link.texts.items()}
    return said | {"content": link.content.plain(), "texts": texts}
