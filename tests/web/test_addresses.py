"""Every address of the house is a route, and answers with what it should: unknown paths would answer with the page."""

from __future__ import annotations

import string
from datetime import timedelta

import pytest
from shapely.geometry import LineString
from starlette.testclient import TestClient

from planning import addresses
from planning.cases.case import Case, Phase
from planning.cases.document import Document, DocumentFile, DocumentKind, Holder
from planning.cases.evaluation import About, Evaluation
from planning.cases.fund import Fund
from planning.cases.matter import Matter
from planning.cases.meeting import Meeting, MeetingKind
from planning.options.paper.precedence import PaperRule
from planning.people import Grant, Member, Role
from planning.site import Pin, new_id
from planning.store import accounts, add, photo_files
from planning.surveys.attachment import Attachment
from planning.surveys.evidence import EvidenceWalk
from planning.surveys.observation import PlantingSite
from planning.surveys.photo import Owner, Photo
from planning.surveys.statements import Conversation
from planning.web.assets import LEAFLET
from planning.web.door import ROUTES, VOTER_COOKIE
from planning.web.house import House
from planning.wording import Words
from tests.asked import published
from tests.examples import SAID
from tests.makers import NOON, Clock, staff_cookie
from tests.rounds import Poll, opened

ADDRESSES = {name: value for name, value in vars(addresses).items() if name.isupper()}
# What is fetched, and the type of the answer. Reading is by GET; what only writes is named with its method.
TYPES = {
    "HEALTH": "application/json",
    "READY": "application/json",
    "VOTE_ENTER": "text/html",
    "VOTE_SESSION": "POST application/json",
    "VOTE_ROUND": "text/html",
    "VOTE_BALLOT": "PUT application/json",
    "VOTE_PRACTICE": "POST application/json",
    "VOTE_LEAVE": "POST",
    "WORKER": "text/javascript",
    "SAY": "text/html",
    "SAY_ONE": "PUT application/json",
    "SAID": "text/html",
    "SAID_HERE": "application/json",
    "ME_TOO": "POST application/json",
    "MY_COMMENTS": "text/html",
    "PLACES": "application/json",
    "MATTERS": "text/html",
    "MATTER": "text/html",
    "MATTER_ME_TOO": "POST application/json",
    "RAISE": "text/html",
    "RAISE_ONE": "PUT application/json",
    "SIMILAR_MATTERS": "application/json",
    "HELD_MATTERS": "text/html",
    "MATTER_BACK": "POST text/html",
    "MODERATION": "text/html",
    "MODERATION_POLICY": "text/html",
    "STATEMENTS": "text/html",
    "STATEMENT_ADD": "POST text/html",
    "FINDINGS": "text/html",
    "OPINIONS_CSV": "text/csv",
    "ASK_SHORT": "text/html",
    "ASK": "text/html",
    "ASK_CODE": "POST text/html",
    "ASK_ANSWERS": "PUT application/json",
    "ANSWERS_FILE": "application/geo+json",
    "SURVEY_SHEETS": "application/pdf",
    "FORM_FILE": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "EVIDENCE_WALKS": "text/html",
    "EVIDENCE_WALK": "text/html",
    "EVIDENCE_ADD": "text/html",
    "EVIDENCE_CODE": "POST text/html",
    "EVIDENCE_ONE": "PUT application/json",
    "EVIDENCE_BACK": "POST text/html",
    "FUND": "text/html",
    "FUND_FILE": "text/csv",
    "EVALUATION": "text/html",
    "WORKSHOP": "text/html",
    "HERE_NOW": "text/html",
    "WALL_ROUND": "text/html",
    "WALL_ROUND_COUNT": "application/json",
    "WALL_COMMENTS": "text/html",
    "WALL_COMMENTS_COUNT": "application/json",
    "AUTHORITY": "text/html",
    "AUTHORITY_FILE": "application/x-x509-ca-cert",
    "MAP_VIEWPORT": "application/geo+json",
    "MAP_BASE": "application/geo+json",
    "MAP_STANDING": "application/geo+json",
    "MAP_TILE": "image/png",
    "MAP_ASSET": "text/javascript",
    "WEB_ASSET": "text/css",
    "PHOTO": "image/jpeg",
    "ATTACHMENT": "application/pdf",
    "UPLOADS": "text/html",
    "UPLOAD": "application/json",
    "PRIVACY": "text/html",
    "MY_DATA": "application/json",
    "WELCOME": "text/html",
    "SIGN_IN": "text/html",
    "SIGN_OUT": "text/html",
    "PASSWORD": "text/html",
    "SIGN_IN_ELSEWHERE": "POST text/html",
    "SIGN_IN_BACK": "text/html",
    "INVITATION": "text/html",
    "PLANNERS_CSV": "text/csv",
    "REPORT": "text/html",
    "BALLOTS_CSV": "text/csv",
    "PAPER_SHEETS": "application/pdf",
    "RECORD": "application/zip",
    "RECEIPTS_CSV": "text/csv",
    "LOG_FILE": "application/json",
    "MEETING": "text/html",
    "MEETING_HERE": "POST text/html",
    "MEETING_NOTICE": "text/html",
    "DOCUMENT": "application/pdf",
    "CASE_DECISION": "text/html",
    "CASE_TIMELINE": "text/html",
    "COMMENTS_CSV": "text/csv",
    "COMMENTS_GEOJSON": "application/geo+json",
    "MAP_FILE": "application/geo+json",
    "MAP_SHEET": "application/pdf",
    "BEFORE_AFTER": "text/html",
}


def test_every_address_has_a_route_and_every_route_an_address():
    """An address that nothing answers is a broken link; a route without one is found by nobody."""
    assert {named.address for named in ROUTES} == set(ADDRESSES.values())


def test_every_address_is_fetched_below():
    """A new address comes with the type of its answer."""
    assert set(TYPES) == set(ADDRESSES)


def test_no_address_hides_another():
    """Each method of each address is registered once."""
    pairs = [(named.method, named.address) for named in ROUTES]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_answers_with_its_own_type(client: TestClient, house: House, clock: Clock, name: str):
    """Fetched by an administrator, after the round has closed; reading succeeds, writing nothing is refused as JSON."""
    poll = opened(house, count=5, paper=PaperRule.FIRST_RECEIVED)
    for number in range(5):
        poll.cast(number)
    clock.forward(hours=48)
    client.cookies.update(staff_cookie(house, signed_in(house)))
    client.cookies.set(VOTER_COOKIE, "forged")
    method, _, kind = TYPES[name].rpartition(" ")
    if name == "WELCOME":  # once there is a community it leads to the front page
        assert client.get(addresses.WELCOME).headers["location"] == "/"
        return
    if name == "SIGN_IN_BACK":  # nobody comes back from a provider that there is not
        assert client.get(addresses.SIGN_IN_BACK).status_code == 404
        return
    if name == "AUTHORITY_FILE":  # a server by plain http has no authority (tests/web/test_installing.py has one)
        assert client.get(addresses.AUTHORITY_FILE).status_code == 404
        return
    if name == "BEFORE_AFTER":  # no option changes anything yet (tests/web/test_before_after.py has one that does)
        nowhere = addresses.to(addresses.BEFORE_AFTER, community=poll.community.id, case="none")
        assert client.get(nowhere).status_code == 404
        return
    if name == "MAP_TILE":  # no base map was loaded (tests/web/test_base_maps.py has some)
        nowhere = addresses.to(addresses.MAP_TILE, base_map="none", z="1", x="0", y="0", community=poll.community.id)
        assert client.get(nowhere).status_code == 404
        return
    if name == "VOTE_LEAVE":  # nothing is written, so nothing is refused
        assert client.post(addresses.VOTE_LEAVE).headers["location"] == addresses.VOTE_ENTER
        return
    answer = client.request(
        method or "GET", filled(poll, name), json={} if method else None, follow_redirects=name == "ASK_SHORT"
    )
    assert answer.headers["content-type"].partition(";")[0] == kind, answer.text[:300]
    assert (answer.status_code == 200) is not bool(method), answer.text[:300]


def signed_in(house: House) -> str:
    """The session of an administrator."""
    member = Member(new_id(), "Lin", frozenset({Grant(Role.ADMINISTRATOR, None)}))
    with house.database.writing() as session:
        accounts.add_member(session, member, "", NOON)
        accounts.start_session(session, member.id, "token", NOON, NOON + timedelta(days=9))
    return "token"


def filled(poll: Poll, name: str) -> str:
    """The address with ids of things that are there."""
    photo = Photo(new_id(), poll.community.id, Owner.OPTION, poll.view.wares[0].option.id, 0, "ab" * 32, 8, 8, NOON)
    raised = Matter(new_id(), poll.community.id, "cd" * 32, "fruit", "果子掉了一地", True, NOON, NOON)
    case = Case(new_id(), poll.community.id, Words("树"), Words("换吗"), Words(""), Phase.SURVEY, NOON)
    talk = Conversation(new_id(), poll.community.id, case.id, Words("谈谈"), Words(""), NOON)
    with poll.house.database.writing() as session:
        add(session, photo)
        add(session, raised)
        add(session, case)
        judged = Evaluation(
            new_id(), poll.community.id, About.CASE, Words("诺"), NOON, NOON + timedelta(days=1), False, NOON, case.id
        )
        add(session, judged)
        fund = Fund(new_id(), poll.community.id, Words("运行资金"), NOON)
        add(session, fund)
        add(session, talk)
        matter = add(session, Case(new_id(), poll.community.id, SAID, SAID, SAID, Phase.RAISE, NOON))
        meeting = add(session, Meeting(new_id(), poll.community.id, MeetingKind.COUNCIL, SAID, SAID, NOON, SAID, NOON))
        paper = add(
            session,
            Document(new_id(), poll.community.id, Holder.CASE, matter.id, DocumentKind.OTHER, SAID, True, "", 1, NOON),
        )
        add(session, DocumentFile(paper.id, b"%PDF"))
        line = LineString([(104.06, 30.63), (104.06, 30.631)])
        walk = add(session, EvidenceWalk(new_id(), poll.community.id, SAID, SAID, NOON.date(), "m-1", line, NOON))
        site = PlantingSite(new_id(), poll.community.id, Pin(104.06, 30.63))
        add(session, site)
        attached = Attachment(new_id(), poll.community.id, site.id, "Plan", "plan.pdf", "ab" * 32, 9, NOON, shown=True)
        add(session, attached)
        photo_files.keep_named(session, poll.house.settings.photo_dir, photo_files.document_name(attached.id), b"%PDF-")
        photo_files.keep(session, poll.house.settings.photo_dir, photo.id, b"\xff\xd8")
    parts = {
        "round": poll.round_id, "client_id": "phone-0001", "photo": photo.id, "attachment": attached.id, "community": poll.community.id,
        "evaluation": judged.id, "fund": fund.id, "matter": raised.id, "conversation": talk.id, "survey": published(poll.house, poll.community).survey_id if "{survey}" in ADDRESSES[name] else "", "kind": "full", "ending": "csv" if name == "FUND_FILE" else "geojson" if name in {"MAP_FILE", "ANSWERS_FILE"} else "json", "comment": "none", "size": "a4",
        "case": matter.id, "walk": walk.id, "meeting": meeting.id, "document": paper.id,
        "name": next(iter(LEAFLET)) if name == "MAP_ASSET" else "light.css",
    }  # fmt: skip
    asked = {
        "community": poll.community.id,
        "bbox": "104.055,30.625,104.065,30.635",
        "zoom": "19",
        "species": "Ficus virens",
    }
    wanted = {part for _, part, _, _ in string.Formatter().parse(ADDRESSES[name]) if part}
    more = (
        asked
        if name.startswith(("MAP_", "UPLOADS")) and name not in {"MAP_FILE", "MAP_SHEET"}
        else {"lon": "104.06", "lat": "30.63"}
        if name == "SAID_HERE"
        else {}
    )
    return addresses.to(ADDRESSES[name], **{p: parts[p] for p in wanted}, **more)


def test_parts_of_an_address_are_filled_and_the_rest_becomes_its_query():
    """One way to write a link."""
    assert addresses.to(addresses.PHOTO, photo="x1", w="480") == "/photos/x1?w=480"
    assert addresses.to(addresses.HEALTH) == "/healthz"
    assert addresses.to(addresses.MAP_BASE, community="a&b") == "/map/base?community=a%26b"
