"""A survey 问卷调查: a questionnaire that is asked, in its editions 版本, and the responses 答卷 to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planning.period import Moment
from planning.surveys.comment import Assisted
from planning.wording import Words

Mac = Callable[[str, str], str]
"""A keyed hash: purpose and text in, hexadecimal out. The key is the house's."""


class Admission(StrEnum):
    """Who may answer."""

    OPEN = "everybody"
    CODES = "codes"


class Means(StrEnum):
    """How a response came in."""

    PHONE = "by_phone"
    ASSISTED = "assisted"
    PAPER = "on_paper"


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire of a community, from its first version to its last response.

    :param round_id: the round whose codes open it, where codes are used.
    :param asks_courtyard: whether who answers is asked for their courtyard (with codes the roll says it).
    :param before_id: the survey that it is compared with, such as last year's.
    """

    id: str
    community_id: str
    title: Words
    about: Words
    entry: Admission
    created_at: datetime
    case_id: str | None = None
    round_id: str | None = None
    asks_courtyard: bool = False
    before_id: str | None = None
    published_at: datetime | None = None
    closed_at: datetime | None = None
    closed_reason: str = ""
    version: int = 1

    @property
    def moment(self) -> Moment:
        """Before it was published, while it is asked, after it was closed."""
        if self.closed_at is not None:
            return Moment.AFTER
        return Moment.BEFORE if self.published_at is None else Moment.DURING


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the form, as JSON (:mod:`.written`). Once somebody answered it stays as it is.

    :param file: name of the file that it came from.
    """

    id: str
    community_id: str
    survey_id: str
    number: int
    form: str
    made_at: datetime
    file: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The next version of a published form while it is written; nobody is asked it before it is issued. One at a time.

    :param number: the version that it began from.
    """

    id: str
    community_id: str
    survey_id: str
    number: int
    form: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Response:
    """What somebody answered, as JSON by the names of questions, with the version that they read.

    :param browser: random id of the browser that sent it; empty for codes, and where staff wrote it down.
    :param client_hash: keyed hash of the id that the phone made: the same again is the same response.
    :param body_hash: keyed hash of what was sent: another body under the same id is refused.
    """

    id: str
    community_id: str
    survey_id: str
    edition_id: str
    answers: str
    at: datetime
    means: Means
    receipt: str
    client_hash: str
    body_hash: str
    courtyard_id: str | None = None
    browser: str = ""
    assisted: Assisted | None = None


@dataclass(frozen=True, slots=True)
class UsedCode:
    """That a code was used for a survey: a keyed hash of both, which leads to no response and to no ballot."""

    id: str
    community_id: str
    survey_id: str


@dataclass(frozen=True, slots=True)
class Need:
    """A need that a questionnaire told (an answer of one of its questions), and the case that was opened from it."""

    id: str
    community_id: str
    survey_id: str
    question: str
    choice: str
    case_id: str


def used_id(mac: Mac, survey_id: str, bearer_id: str) -> str:
    """Under which name it is kept that a code was used: a keyed hash, which leads back to neither.

    :param bearer_id: of the voter whose code it is, who can be given another one; of the code where it is nobody's.
    """
    return mac("code of a questionnaire", f"{survey_id}\0{bearer_id}")
