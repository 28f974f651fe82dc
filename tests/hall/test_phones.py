"""What the facilitator is told of the mode that is on."""

from __future__ import annotations

import pytest

from planning.hall.phones import TOLD, Mode, mode_of, told
from planning.settings import Settings

ALL = "0.0.0.0"  # noqa: S104 - a setting
MODES = [
    ({}, Mode.HERE_ONLY),
    ({"host": "::1", "tls": "local"}, Mode.HERE_ONLY),
    ({"host": ALL}, Mode.PLAIN),
    ({"host": ALL, "tls": "local"}, Mode.LOCAL_HTTPS),
    ({"host": ALL, "tls_certificate": "/a", "tls_key": "/b"}, Mode.HTTPS),
    ({"public_url": "https://jieyi.example.org"}, Mode.HTTPS),
    ({"public_url": "http://jieyi.example.org"}, Mode.PLAIN),
]


@pytest.mark.parametrize(("settings", "mode"), MODES, ids=str)
def test_the_mode_follows_the_settings(settings: dict[str, str], mode: Mode):
    """A public address means that somebody's proxy stands before it, whatever it listens on."""
    assert mode_of(Settings(**settings)) is mode  # type: ignore[arg-type]


def test_every_mode_says_what_phones_can_and_cannot_do():
    """Loopback and plain http say how to change it; a server with a public address has nothing to change here."""
    assert set(TOLD) == set(Mode)
    assert all(one.can or one.cannot for one in TOLD.values())
    assert "JIEYI_HOST" in told(Settings()).to_do
    assert "JIEYI_TLS" in told(Settings(host=ALL)).to_do
    assert told(Settings(host=ALL, public_url="http://x.example")).to_do == ""
