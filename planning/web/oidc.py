"""OpenID Connect: who somebody is, told by a provider that the installation trusts.

Authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636, RFC 9207). The provider's answer is
read on this server only: neither its code nor its tokens are kept, logged or handed to the browser.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit

from planning.errors import N_, Refusal
from planning.people import Identity
from planning.settings import Settings
from planning.web.house import House

T = TypeVar("T")

PATIENCE_S = 10.0
FRESH_S = 3600.0
"""How long the provider's description is taken as it was read."""
LEEWAY_S = 60
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures by the provider's own key; never one by a secret that we know too, and never none."""
DESCRIPTION = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is remembered in the browser while its owner is at the provider."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who came back: the identity, and the name that the provider knows, if it tells one."""

    identity: Identity
    name: str


@dataclass(slots=True)
class Provider:
    """One OpenID provider; its description and its keys are read when they are first needed."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    clock: Callable[[], float] = time.time
    _known: dict[str, tuple[float, Any]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Provider | None:
        """The provider of the settings, or None."""
        if not settings.oidc_issuer:
            return None
        name = settings.oidc_name or urlsplit(settings.oidc_issuer).hostname or settings.oidc_issuer
        return cls(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret, name)

    def ask(self, redirect_uri: str) -> tuple[str, Asked]:
        """Where to send the browser, and what to remember until it comes back."""
        asked = Asked(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))

        def address() -> str:
            url, _state = self._client(redirect_uri).create_authorization_url(
                self._description()["authorization_endpoint"],
                state=asked.state, nonce=asked.nonce, code_verifier=asked.verifier,
            )  # fmt: skip
            return str(url)

        return self._tried(address), asked

    def hear(self, asked: Asked, answer: dict[str, str], redirect_uri: str) -> Told:
        """Who came back with this answer (the query string). Raises :class:`Refusal` (``provider_failed``)."""
        same = secrets.compare_digest(answer.get("state", ""), asked.state)
        if not same or answer.get("iss", self.issuer) != self.issuer or not answer.get("code"):
            raise self._failed()
        claims = self._tried(lambda: self._claims(asked, answer["code"], redirect_uri))
        name = claims.get("name") or claims.get("preferred_username") or ""
        return Told(Identity(self.issuer, str(claims["sub"])), name if isinstance(name, str) else "")

    def _claims(self, asked: Asked, code: str, redirect_uri: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError

        tokens = self._client(redirect_uri).fetch_token(
            self._description()["token_endpoint"], code=code, code_verifier=asked.verifier, timeout=PATIENCE_S
        )
        signed = str(tokens["id_token"])
        try:
            token = jwt.decode(signed, self._keys(), algorithms=ALGORITHMS)
        except InvalidKeyIdError:  # the provider has a new key
            self._known.pop("keys", None)
            token = jwt.decode(signed, self._keys(), algorithms=ALGORITHMS)
        must: dict[str, Any] = {
            "iss": {"essential": True, "value": self.issuer}, "aud": {"essential": True, "value": self.client_id},
            "sub": {"essential": True}, "exp": {"essential": True}, "iat": {"essential": True},
            "nonce": {"essential": True, "value": asked.nonce},
        }  # fmt: skip
        jwt.JWTClaimsRegistry(now=int(self.clock()), leeway=LEEWAY_S, **must).validate(token.claims)
        if token.claims.get("azp", self.client_id) != self.client_id or not token.claims["sub"]:
            raise ValueError("meant for somebody else")
        return dict(token.claims)

    def _client(self, redirect_uri: str) -> Any:
        # Late: Authlib and its cryptography take a tenth of a second, and most installations never need them.
        from authlib.integrations.requests_client import OAuth2Session

        ways = self._description().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        return OAuth2Session(
            self.client_id, self.client_secret, scope="openid profile", redirect_uri=redirect_uri,
            token_endpoint_auth_method=way, code_challenge_method="S256",
        )  # fmt: skip

    def _description(self) -> dict[str, Any]:
        found: dict[str, Any] = self._fresh("description", self._described)
        return found

    def _described(self) -> Any:
        found = _fetched(self.issuer.rstrip("/") + DESCRIPTION)
        if found.get("issuer") != self.issuer:
            raise ValueError("another issuer")  # and it is not kept: the next one asks again
        return found

    def _keys(self) -> Any:
        from joserfc.jwk import KeySet

        return self._fresh("keys", lambda: KeySet.import_key_set(_fetched(self._description()["jwks_uri"])))

    def _fresh(self, name: str, fetch: Callable[[], Any]) -> Any:
        with self._lock:
            at, found = self._known.get(name, (0.0, None))
        if found is None or self.clock() - at > FRESH_S:
            found = fetch()
            with self._lock:
                self._known[name] = (self.clock(), found)
        return found

    def _tried(self, attempt: Callable[[], T]) -> T:
        """What the provider answered; whatever it did wrong is one sentence for the visitor, and a word in the log."""
        from authlib.common.errors import AuthlibBaseError
        from joserfc.errors import JoseError
        from requests import RequestException

        try:
            return attempt()
        except (RequestException, AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
            # The kind only: its text may hold a code or a name.
            logging.getLogger("jieyi").warning("signing in elsewhere failed: %s", type(error).__name__)
            raise self._failed() from None

    def _failed(self) -> Refusal:
        return Refusal(
            "provider_failed",
            N_("Signing in by {name} did not work: begin again, and if it fails again tell your administrator."),
            name=self.name,
        )


@cache
def _provider(settings: Settings) -> Provider | None:
    return Provider.of(settings)


def provider_of(house: House) -> Provider | None:
    """The provider by which staff may sign in here, or None; one for each installation, so that it reads keys once."""
    return _provider(house.settings)


def _fetched(url: str) -> Any:
    import requests

    answer = requests.get(url, timeout=PATIENCE_S)
    answer.raise_for_status()
    return answer.json()
