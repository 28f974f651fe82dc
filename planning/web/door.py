"""A request at the door: who it is, in which language, at which house; and how routes are registered.

A route is written as ``@route("GET", addresses.HEALTH) def healthz(door) -> Response``; it is plain synchronous code
that runs in a thread. Refusals become ``{error, message}`` in the visitor's language with the fitting status.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from planning import access
from planning.access import Asking
from planning.actions.accounts import who
from planning.errors import N_, Refusal, Refusals
from planning.i18n import Translator, translator
from planning.people import Visitor
from planning.store.faults import Fault, is_full, refusal_of
from planning.web.cookies import said_by
from planning.web.hosts import LOOPBACK, is_of_this_site
from planning.web.house import House
from planning.web.lanes import in_lane, one_by_one
from planning.web.spooling import Spooled, in_turn, spooled

STAFF_COOKIE = "jieyi_staff"
BROWSER_COOKIE = "jieyi_browser"
LANGUAGE_COOKIE = "jieyi_language"
VOTER_COOKIE = "jieyi_voter"

STAFF_SESSION = "staff session"
"""What the signature of the staff's cookie is good for."""

STATUS = {
    "not_allowed": 403, "bad_origin": 403, "bad_code": 403, "not_found": 404, "not_open": 410, "not_closed": 403, "few_ballots": 403,
    "body_differs": 409, "code_spent": 409, "options_changed": 409, "edited_meanwhile": 409, "act_reused": 409,
    "already_founded": 409, "too_many": 429, "too_large": 413, "database_busy": 503, "database_away": 503, "disk_full": 507,
    "photos_full": 507, "upload_gap": 409, "answered_before": 409, "case_closed": 409,
    "fault": 500, "unknown_identity": 403, "identity_taken": 409, "invitation_gone": 403, "provider_failed": 502,
    "sign_in_stale": 403, "nothing_set": 404,
}  # fmt: skip
"""Status of each code; every other refusal is a fault of the input: 422."""


def session_of(house: House, jar: Mapping[str, str]) -> str | None:
    """The token of the staff session that a browser's cookies name; whether it still lasts, the database knows."""
    return said_by(house, STAFF_SESSION, jar.get(STAFF_COOKIE))


def visitor_of(house: House, jar: Mapping[str, str], now: datetime, nameless: str = "") -> Visitor:
    """Who stands behind the cookies of a browser; ``nameless``: what a browser is called that sends no name."""
    return who(house.database, session_of(house, jar), jar.get(BROWSER_COOKIE, "")[:40] or nameless, now)


class Door:
    """One request, with what a route needs to answer it."""

    def __init__(
        self, request: Request, house: House, body: bytes, form: dict[str, str], spooled: Spooled | None = None
    ) -> None:
        self.request, self.house, self.body, self.form = request, house, body, form
        self.spooled: Path | None = spooled.path if spooled else None
        self.is_whole: bool = spooled is None or spooled.is_whole
        self.now: datetime = house.clock()

    @cached_property
    def visitor(self) -> Visitor:
        """The member or the browser behind the cookies."""
        return visitor_of(self.house, self.request.cookies, self.now)

    @cached_property
    def t(self) -> Translator:
        """The language asked for (``?lang=``), else the cookie's, else the house's own."""
        asked = self.request.query_params.get("lang") or self.request.cookies.get(LANGUAGE_COOKIE)
        return translator(asked or self.house.settings.language)

    def ask(self, question: Any, **arguments: Any) -> Any:
        """A question of :mod:`planning.queries`, asked by this visitor now."""
        return question(self.house.database, self.visitor, self.now, **arguments)

    def path(self, name: str) -> str:
        """A named part of the path."""
        return str(self.request.path_params[name])

    def asked(self, name: str, default: str = "") -> str:
        """A part of the query string."""
        return self.request.query_params.get(name, default)

    @property
    def address(self) -> str:
        """Network address of the other side; no proxy's word is believed."""
        return self.request.client.host if self.request.client else ""

    @property
    def is_on_this_machine(self) -> bool:
        """Whether the visitor sits at the machine itself: from a loopback address to one, and no proxy in between."""
        forwarded = any(h in self.request.headers for h in ("x-forwarded-for", "forwarded", "x-real-ip"))
        # The name counts too: a page of another site may have its own name lead to this machine (DNS rebinding).
        return self.address in LOOPBACK and self.request.url.hostname in LOOPBACK and not forwarded


Endpoint = Callable[[Door], Response]


@dataclass(frozen=True, slots=True)
class Named:
    """A registered route."""

    name: str
    method: str
    address: str
    endpoint: Endpoint
    largest_body: int
    spooled: bool
    crowded: bool
    heavy: bool


FAULT = N_("Something went wrong on our side. Nothing that was saved is lost: reload the page and try again.")
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 50
"""Fields in a form."""

OURS = (
    "/attachments", "/authority", "/communities", "/documents", "/invitation", "/map", "/meetings", "/photos", "/privacy", "/q",
    "/rounds", "/sign-in", "/sign-out", "/uploads", "/v", "/w", "/wall", "/web", "/welcome", "/workshop",
)  # fmt: skip
"""Under these nothing but our routes is found: an unknown address is said so, and no page of Streamlit's."""

ROUTES: list[Named] = []
"""All routes; the access table must have a rule ``route.<name>`` for each."""


def route(
    method: str,
    address: str,
    *,
    largest_body: int = 64_000,
    spooled: bool = False,
    crowded: bool = False,
    heavy: bool = False,
) -> Callable[[Endpoint], Endpoint]:
    """Register a route under its function's name; bodies over ``largest_body`` bytes are refused unread.

    :param spooled: the body is written to the disk as it comes in, and the endpoint waits for its turn.
    :param crowded: asked by a whole hall at the same moment: it has a lane of its own.
    :param heavy: takes a processor for itself: answered one after another, and whoever waits keeps no thread from pages.
    """

    def register(endpoint: Endpoint) -> Endpoint:
        ROUTES.append(Named(endpoint.__name__, method, address, endpoint, largest_body, spooled, crowded, heavy))
        return endpoint

    return register


def routes_of(house: House) -> list[Route]:
    """All registered routes, bound to a house; what else is asked under our addresses is not there."""
    bound = [
        Route(n.address, _bound(n, house), methods=[n.method], name=f"{n.name}_{n.method.lower()}") for n in ROUTES
    ]

    async def nowhere(request: Request) -> Response:
        refused = Refusal("not_found", N_("This is not here (any more): go back and choose again."))
        return await run_in_threadpool(refusal_response, Door(request, house, b"", {}), refused)

    return [*bound, *(Route(f"{place}/{{rest:path}}", nowhere) for place in OURS)]


def fault_handler(house: House) -> Callable[[Request, Exception], Response]:
    """When a route itself fails: one sentence, and nothing of the fault (the server's log has where it happened)."""

    def handle(request: Request, _error: Exception) -> Response:
        response = refusal_response(Door(request, house, b"", {}), Refusal("fault", FAULT))
        response.headers["x-content-type-options"] = "nosniff"  # this answer does not pass the doorkeeper again
        return response

    return handle


def _bound(named: Named, house: House) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        body, form = b"", {}
        if named.spooled:
            return await _spooled(named, request, house)
        if named.method != "GET":
            body = await _read(request, named.largest_body)
            if request.headers.get("content-type", "").startswith(FORM):
                form = _fields(body)
        work = partial(_answered, named, Door(request, house, body, form))
        if named.heavy:
            return await one_by_one(named.name, work)
        return await (in_lane(work) if named.crowded else run_in_threadpool(work))

    async def guarded(request: Request) -> Response:
        try:
            return await answer(request)
        except Refusals as refused:
            return refusal_response(Door(request, house, b"", {}), refused)
        except OSError as error:
            if not is_full(error):
                raise
            return refusal_response(Door(request, house, b"", {}), refusal_of(Fault.FULL))

    return guarded


async def _spooled(named: Named, request: Request, house: House) -> Response:
    _check_origin(request)  # before a byte of it is read
    async with spooled(request, house.settings.upload_dir, named.largest_body) as body:
        return await in_turn(partial(_answered, named, Door(request, house, b"", {}, body)))


def _answered(named: Named, door: Door) -> Response:
    try:
        if named.method != "GET":
            _check_origin(door.request)
        access.require(f"route.{named.name}", Asking(door.visitor))
        return named.endpoint(door)
    except Refusals as refused:
        return refusal_response(door, refused)


async def _read(request: Request, largest: int) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise Refusal("too_large", N_("That is too large to be sent."))
        parts.append(part)
    return b"".join(parts)


def _fields(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise Refusal("bad_form", N_("This was not readable: reload the page and try again.")) from None


def _check_origin(request: Request) -> None:
    """Browsers name the page that writes; another site's page is refused. Programs name none and carry no cookie."""
    origin = request.headers.get("origin")
    if origin is None and request.headers.get("sec-fetch-site") in {None, "same-origin", "none"}:
        return
    if origin is None or not is_of_this_site(origin, request.headers.get("host", "")):
        raise Refusal(
            "bad_origin",
            N_("This came from another site's page and was not accepted: open Jieyi itself and try again."),
        )


def refusal_response(door: Door, refused: Refusals) -> Response:
    """``{error, message, problems}`` with the status of the first problem; a page for who asked for one."""
    if _wants_a_page(door.request):
        from planning.web import light  # it draws what it gets from a door

        return light.refused(door, "notice.html", refused, heading=door.t("This did not work"), link="/")
    problems = [{"error": p.code, "message": door.t.problem(p), "where": p.where} for p in refused.problems]
    content = {"error": refused.code, "message": door.t.refusal(refused), "problems": problems}
    return JSONResponse(content, status_of(refused), headers=headers_of(refused))


def _wants_a_page(request: Request) -> bool:
    """Whether a person reads the answer: a page was asked for, or a form was sent from one."""
    is_form = request.headers.get("content-type", "").startswith(FORM)
    return (request.method == "GET" or is_form) and "text/html" in request.headers.get("accept", "")


def status_of(refused: Refusals) -> int:
    """The status that fits the first problem."""
    return STATUS.get(refused.code, 422)


def headers_of(refused: Refusals) -> dict[str, str]:
    """When it is worth trying again."""
    status = status_of(refused)
    if status not in {429, 503}:
        return {}
    wait_s = refused.problems[0].params.get("wait_s", 60 if status == 429 else 2)
    return {"Retry-After": str(wait_s)}
