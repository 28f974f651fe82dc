"""The voter's cookie: which code was entered in this browser, signed so that nobody can write one."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer

from planning.web.house import House

LASTS_S = 12 * 3600


def _signer(house: House) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house.secret, salt="voter")


def sealed(house: House, code_id: str) -> str:
    """The cookie's value for a code: its id, not the code itself."""
    return str(_signer(house).dumps(code_id))


def code_id_of(house: House, cookie: str | None) -> str | None:
    """The code that a cookie names; None if it is forged, damaged or older than half a day."""
    if not cookie or len(cookie) > 400:
        return None
    try:
        code_id = _signer(house).loads(cookie, max_age=LASTS_S)
    except BadSignature:
        return None
    return code_id if isinstance(code_id, str) else None
