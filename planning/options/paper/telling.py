"""What voters and readers are told of paper ballots."""

from __future__ import annotations

from planning.errors import N_
from planning.options.paper.precedence import PaperRule
from planning.wording import Sentence

_TOLD = {
    PaperRule.FIRST_RECEIVED: Sentence(N_("Paper ballots are taken, too. Whoever gives a phone ballot and a paper ballot has the one counted that was received first.")),
    PaperRule.PHONE_FIRST: Sentence(N_("Paper ballots are taken, too. Whoever gives a phone ballot and a paper ballot has the phone ballot counted.")),
    PaperRule.PAPER_FIRST: Sentence(N_("Paper ballots are taken, too. Whoever gives a phone ballot and then a paper ballot has the paper ballot counted.")),
}  # fmt: skip
_OPEN_TO_ALL = Sentence(N_("Paper ballots are taken, too, and nobody checks whether a visitor gives both."))


def paper_told(rule: PaperRule, *, open_to_all: bool) -> tuple[Sentence, ...]:
    """The announced rule in a sentence; nothing where no paper is taken."""
    if rule is PaperRule.NONE:
        return ()
    return (_OPEN_TO_ALL if open_to_all else _TOLD[rule],)
