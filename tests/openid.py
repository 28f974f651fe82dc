"""A real OpenID provider in a process of its own, on loopback: `python -m tests.openid PORT`.

Authorization code flow with discovery, a page to sign in on, PKCE, codes that work once, RS256-signed identity tokens and a
key set. ``PUT /ways`` lets a test make it lie in one way at a time.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from subprocess import PIPE, Popen
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "jieyi-test", "a secret of the test provider"


@dataclass
class Asked:
    """What a code stands for."""

    user: str
    nonce: str
    challenge: str
    redirect_uri: str


@dataclass
class State:
    """What the provider remembers."""

    issuer: str
    codes: dict[str, Asked] = field(default_factory=dict)
    lie: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)}))


def app(issuer: str) -> Starlette:  # noqa: C901 - a route each
    """The provider's routes."""
    state = State(issuer)

    async def discovery(_request: Request) -> JSONResponse:
        return JSONResponse({
            "issuer": "https://elsewhere.example" if state.lie == "discovery" else issuer,
            "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        })  # fmt: skip

    async def form(request: Request) -> Response:
        asked = request.query_params
        lacking = {"client_id", "redirect_uri", "state", "nonce", "code_challenge"} - set(asked)
        if lacking or asked["client_id"] != CLIENT_ID or asked.get("code_challenge_method") != "S256":
            return HTMLResponse("not asked rightly", 400)
        hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in asked.items())
        return HTMLResponse(
            f'<h1>Test provider</h1><form method="post">{hidden}<label>User <input name="user"></label><button>Go</button></form>'
        )

    async def approve(request: Request) -> Response:
        sent = {str(k): str(v) for k, v in (await request.form()).items()}
        code = secrets.token_urlsafe(16)
        state.codes[code] = Asked(sent["user"], sent["nonce"], sent["code_challenge"], sent["redirect_uri"])
        back = {
            "code": code,
            "state": sent["state"],
            "iss": "https://elsewhere.example" if state.lie == "iss" else issuer,
        }
        return RedirectResponse(f"{sent['redirect_uri']}?{urlencode(back)}", 303)

    async def token(request: Request) -> Response:
        sent = await request.form()
        basic = base64.b64decode(request.headers.get("authorization", "Basic ").split()[1] + "==").decode()
        asked = state.codes.pop(str(sent.get("code")), None)
        digest = hashlib.sha256(str(sent.get("code_verifier")).encode()).digest()
        proven = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if basic != f"{CLIENT_ID}:{CLIENT_SECRET.replace(' ', '+')}" and basic != f"{CLIENT_ID}:{CLIENT_SECRET}":
            return JSONResponse({"error": "invalid_client"}, 401)
        if asked is None or proven != asked.challenge or sent.get("redirect_uri") != asked.redirect_uri:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if state.lie == "fault":
            return JSONResponse({"trace": "boom"}, 500)
        content = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 60}
        return JSONResponse(content | {"id_token": signed(asked)})

    def signed(asked: Asked) -> str:
        now, lie = int(time.time()), state.lie
        claims: dict[str, Any] = {
            "iss": "https://elsewhere.example" if lie == "token issuer" else issuer,
            "aud": "somebody-else" if lie == "audience" else CLIENT_ID, "sub": asked.user, "name": f"Name of {asked.user}",
            "iat": now, "exp": now - 3600 if lie == "expired" else now + 60,
            "nonce": "another" if lie == "nonce" else asked.nonce,
        }  # fmt: skip
        if lie == "other client":
            claims |= {"aud": [CLIENT_ID, "x"], "azp": "x"}
        if lie == "no subject":
            del claims["sub"]
        if lie == "shared secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET))
        if lie == "unsigned":
            head, body, _ = jwt.encode({"alg": "RS256"}, claims, state.key).split(".")
            none = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
            assert head
            return f"{none}.{body}."
        key = RSAKey.generate_key(2048, {"kid": str(state.key.kid)}) if lie == "other key" else state.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)

    async def keys(_request: Request) -> JSONResponse:
        return JSONResponse({"keys": [state.key.as_dict(private=False)]})

    async def ways(request: Request) -> JSONResponse:
        state.lie = (await request.body()).decode()
        if state.lie == "new key":
            state.key = RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)})
        return JSONResponse({})

    return Starlette(routes=[
        Route("/.well-known/openid-configuration", discovery), Route("/authorize", form, methods=["GET"]),
        Route("/authorize", approve, methods=["POST"]), Route("/token", token, methods=["POST"]), Route("/keys", keys),
        Route("/ways", ways, methods=["PUT"]), Route("/favicon.ico", lambda _: Response(status_code=204)),
    ])  # fmt: skip


@contextmanager
def running() -> Iterator[str]:
    """A provider for the time of a test; gives its issuer."""
    with Popen([sys.executable, "-m", "tests.openid"], stdout=PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
            process.wait(10)


def main() -> None:
    """Serve on a free port, and say where."""
    config = uvicorn.Config(lambda: None, host="127.0.0.1", port=0, log_level="error")
    socket = config.bind_socket()
    issuer = f"http://127.0.0.1:{socket.getsockname()[1]}"
    config.app = app(issuer)
    config.load()
    sys.stdout.write(issuer + "\n")
    sys.stdout.flush()
    uvicorn.Server(config).run(sockets=[socket])


if __name__ == "__main__":
    main()
