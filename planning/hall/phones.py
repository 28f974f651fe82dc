"""What phones can and cannot do with this server as it is started, and how they come to trust its authority.

Service workers, caches and geolocation need a secure context: https with a certificate that the phone trusts
(https://www.w3.org/TR/secure-contexts/); clicking a warning away gives none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from planning.errors import N_
from planning.hall.network import is_own_loop
from planning.settings import Settings


class Mode(StrEnum):
    """How phones reach the server."""

    HERE_ONLY = "here_only"  # they do not
    PLAIN = "plain"
    LOCAL_HTTPS = "local_https"  # the certificate is of this machine's own authority
    HTTPS = "https"


@dataclass(frozen=True, slots=True)
class Told:
    """A mode in words."""

    title: str
    can: tuple[str, ...]
    cannot: tuple[str, ...]
    to_do: str = ""  # how to change it


def mode_of(settings: Settings) -> Mode:
    """How the server of these settings is reached. With a public address somebody else's proxy stands before it."""
    if settings.public_url:
        return Mode.HTTPS if settings.public_url.startswith("https://") else Mode.PLAIN
    if is_own_loop(settings.host):
        return Mode.HERE_ONLY
    if settings.tls:
        return Mode.LOCAL_HTTPS
    return Mode.HTTPS if settings.tls_certificate else Mode.PLAIN


VOTES = N_(
    "Vote, comment and send photos; drafts are kept on the phone, and sending is tried again while the page is open or opened again."
)
TOLD = {
    Mode.HERE_ONLY: Told(
        N_("Only this machine can open Jieyi"),
        (),
        (N_("No phone can open it: it listens on this machine's own address only."),),
        N_("To let phones in, end the server and start it again with JIEYI_HOST=0.0.0.0 (on Windows: set JIEYI_HOST=0.0.0.0 first)."),
    ),
    Mode.PLAIN: Told(
        N_("Plain http: works on every phone at once, nothing to install"),
        (VOTES,),
        (
            N_("Find their own place: one taps the map or chooses the street instead."),
            N_("Open a page without a signal: a page that is open stays usable, a closed one waits for the network."),
            N_("Hide from others in the same network what they send: use a Wi-Fi network with a password that only the hall knows."),
        ),
        N_("For HTTPS, start the server with JIEYI_TLS=local; phones then install this machine's authority once. Decide before the workshop: codes that a phone has entered one way are asked for again the other way."),
    ),
    Mode.LOCAL_HTTPS: Told(
        N_("HTTPS by this machine's own authority"),
        (
            VOTES,
            N_("Where the authority is installed: find their own place, open the pages without a signal once they were loaded, and send when the signal is back."),
            N_("Nobody else in the network reads what is sent."),
        ),
        (N_("Come in without a warning before the authority is installed: whoever passes the warning can vote, but nothing works without a signal."),),
    ),
    Mode.HTTPS: Told(
        N_("HTTPS with a certificate that phones know"),
        (
            VOTES,
            N_("Find their own place, open the pages without a signal once they were loaded, and send when the signal is back."),
        ),
        (),
    ),
}  # fmt: skip


def told(settings: Settings) -> Told:
    """The mode that is on; for a server behind a public address there is nothing to change here."""
    found = TOLD[mode_of(settings)]
    return replace(found, to_do="") if settings.public_url else found


@dataclass(frozen=True, slots=True)
class Steps:
    """How one kind of phone installs an authority."""

    system: str
    steps: tuple[str, ...]


INSTALLING = (
    Steps("Android", (
        N_("Tap the button below: the file is saved among the downloads."),
        N_("Open Settings, search for “CA certificate”, choose to install one, and confirm with the lock of the screen."),
        N_("Choose the file jieyi-authority.crt."),
    )),
    Steps("iPhone, iPad", (
        N_("Open this page in Safari and tap the button below; allow the profile to be downloaded."),
        N_("Settings, General, VPN & Device Management: open the profile “Jieyi”, compare the fingerprint, install it."),
        N_("Settings, General, About, Certificate Trust Settings: switch on full trust for “Jieyi”."),
    )),
    Steps("HarmonyOS", (
        N_("Tap the button below: the file is saved among the downloads."),
        N_("Open Settings, search for “credentials”, choose to install from storage, as a CA certificate."),
        N_("Choose the file jieyi-authority.crt."),
    )),
    Steps("Windows", (
        N_("Click the button below and open the file."),
        N_("Install certificate, for the current user; store: Trusted Root Certification Authorities."),
        N_("Compare the fingerprint in the last window, confirm, and start the browser again."),
    )),
)  # fmt: skip
"""Names of menus differ between makers and versions, so a word to search for is named. Apple: support.apple.com/102390;
Android: support.google.com/pixelphone/answer/2844832."""
