"""Every route of the house, named once. Pages link by these names; a test fetches each of them."""

from __future__ import annotations

from urllib.parse import urlencode

HEALTH = "/healthz"
READY = "/readyz"

VOTE_ENTER = "/v/"  # a printed card points here, its code behind the #
VOTE_SESSION = "/v/session"
VOTE_ROUND = "/v/rounds/{round}"
VOTE_BALLOT = "/v/rounds/{round}/ballots/{client_id}"
VOTE_PRACTICE = "/v/rounds/{round}/practice"  # a code to try with, in a community that is made up
VOTE_LEAVE = "/v/leave"  # somebody else votes on this phone
WORKER = "/v/sw.js"  # what keeps the light pages open without a signal, over HTTPS; its folder is its scope

# What residents say, on light pages: below /v/, so that one worker lets all of them open without a signal.
SAY = "/v/c/{community}"  # write a comment; a QR code on a wall may point here
SAY_ONE = "/v/c/{community}/comments/{client_id}"
SAID = "/v/c/{community}/comments"  # what was said, and what became of it
SAID_HERE = "/v/c/{community}/near"  # what a new comment would repeat
ME_TOO = "/v/c/{community}/comments/{comment}/me-too"
MY_COMMENTS = "/v/c/{community}/mine"
PLACES = "/v/c/{community}/places"

# The public-opinion channel 民情直通车, on light pages.
MATTERS = "/v/c/{community}/matters"  # what was raised, and what became of it
MATTER = "/v/c/{community}/matters/{matter}"
MATTER_ME_TOO = "/v/c/{community}/matters/{matter}/me-too"
RAISE = "/v/c/{community}/raise"  # raise a matter; a QR code on a wall may point here
RAISE_ONE = "/v/c/{community}/raise/{client_id}"
SIMILAR_MATTERS = "/v/c/{community}/similar-matters"
HELD_MATTERS = "/v/c/{community}/my-matters"  # the receipt word stands behind the #, or is typed
MATTER_BACK = "/v/c/{community}/my-matters/take-back"
# Questionnaires: the page lies below /v/ for the same reason; what is printed and scanned is shorter.
ASK_SHORT = "/q/{survey}"
ASK = "/v/q/{survey}"
ASK_CODE = "/v/q/{survey}/code"
ASK_ANSWERS = "/v/q/{survey}/answers/{client_id}"
ANSWERS_FILE = "/q/{survey}/answers.{ending}"  # csv or xlsx as KoboToolbox exports them, geojson
FORM_FILE = "/q/{survey}/form.xlsx"
SURVEY_SHEETS = "/q/{survey}/paper.pdf"  # ?run= one of its runs, else a specimen

MODERATION = "/v/c/{community}/moderation"  # what moderators did, by role, and why
MODERATION_POLICY = "/v/c/{community}/moderation/policy"

# Statements to agree with or not, before a vote.
STATEMENTS = "/v/c/{community}/opinions/{conversation}"  # one at a time, three large buttons
STATEMENT_ADD = "/v/c/{community}/opinions/{conversation}/add"
FINDINGS = "/v/c/{community}/opinions/{conversation}/findings"

# Evidence walks 拍照取证: what was kept of one, for everybody; and where those who walk along add photos.
EVIDENCE_WALKS = "/v/c/{community}/evidence"
EVIDENCE_WALK = "/v/c/{community}/evidence/{walk}"
EVIDENCE_ADD = "/v/c/{community}/evidence/{walk}/add"  # a QR code points here, the code of the day behind its #
EVIDENCE_CODE = "/v/c/{community}/evidence/{walk}/code"
EVIDENCE_ONE = "/v/c/{community}/evidence/{walk}/photos/{client_id}"
EVIDENCE_BACK = "/v/c/{community}/evidence/{walk}/take-back"

FUND = "/communities/{community}/funds/{fund}"  # a book of money, open to all
FUND_FILE = "/communities/{community}/funds/{fund}/entries.{ending}"  # csv or xlsx
EVALUATION = "/v/e/{evaluation}"  # whether it was done well: the questions, later the result

WORKSHOP = "/workshop/{community}"  # for who leads a workshop: how phones come in, what to put on the wall
HERE_NOW = "/w"  # short enough to be typed: what is on in this hall
WALL_ROUND = "/wall/rounds/{round}"  # for the projector: a code to scan, and how many ballots came
WALL_ROUND_COUNT = "/wall/rounds/{round}/received"
WALL_COMMENTS = "/wall/c/{community}"
WALL_COMMENTS_COUNT = "/wall/c/{community}/received"

AUTHORITY = "/authority"  # where phones install the authority of this machine, by plain http
AUTHORITY_FILE = "/authority/jieyi-authority.crt"

MAP_VIEWPORT = "/map/viewport"
MAP_BASE = "/map/base"
MAP_STANDING = "/map/standing"  # where a species may stand
MAP_TILE = "/map/tiles/{base_map}/{z}/{x}/{y}"  # of a base map that a planner loaded
MAP_ASSET = "/map/assets/{name}"
WEB_ASSET = "/web/{name}"

PHOTO = "/photos/{photo}"
ATTACHMENT = "/attachments/{attachment}"
UPLOADS = "/uploads"  # a small page inside a form: photos that wait there, and a button for more
UPLOAD = "/uploads/{photo}"
PRIVACY = "/privacy"  # what is kept about a visitor; linked from the foot of every page
MY_DATA = "/privacy/my-data.json"
WELCOME = "/welcome"  # first start: example or empty community, and the first administrator
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
PASSWORD = "/sign-in/password"  # noqa: S105 - an address, where a member changes their own
SIGN_IN_ELSEWHERE = "/sign-in/openid"
SIGN_IN_BACK = "/sign-in/openid/back"  # registered at the provider as redirect URI
INVITATION = "/invitation"  # the token stands behind the #
PLANNERS_CSV = "/communities/{community}/planners.csv"

REPORT = "/rounds/{round}/report.html"
PAPER_SHEETS = "/rounds/{round}/paper-ballots-{size}.pdf"  # size: a4 or a5; ?run= one of its runs, else a specimen
BALLOTS_CSV = "/rounds/{round}/ballots.csv"
RECORD = "/rounds/{round}/{kind}-record.zip"  # kind: full or public
RECEIPTS_CSV = "/rounds/{round}/receipts.csv"
LOG_FILE = "/communities/{community}/log.{ending}"  # csv or json
OPINIONS_CSV = "/communities/{community}/opinions/{conversation}.csv"  # participant, statement, vote
MEETING = "/meetings/{meeting}"  # what a QR code at the door points to: sign in, agenda, what it came to
MEETING_HERE = "/meetings/{meeting}/here"
MEETING_NOTICE = "/meetings/{meeting}/notice"  # to print and put up
DOCUMENT = "/documents/{document}"
CASE_DECISION = "/communities/{community}/cases/{case}/decision"  # rounds, meetings, objections, rule: one page
CASE_TIMELINE = "/communities/{community}/cases/{case}/timeline"  # to print: everything that happened
COMMENTS_CSV = "/communities/{community}/comments.csv"
COMMENTS_GEOJSON = "/communities/{community}/comments.geojson"
MAP_FILE = (
    "/communities/{community}/map.{ending}"  # gpkg, zip (shapefiles), geojson, kml, dxf, csv or xlsx; ?layer= one only
)
BEFORE_AFTER = "/communities/{community}/cases/{case}/before-after"  # ?option=, ?years=, ?season=, ?hour=
MAP_SHEET = "/communities/{community}/map-sheet-{size}.pdf"  # size: a4 or a3; ?bbox= a part, ?layers=, ?scale=500


def to(address: str, **parts: str) -> str:
    """Fill the ``{parts}`` of an address; further parts become its query string."""
    named = {name: value for name, value in parts.items() if "{" + name + "}" in address}
    rest = {name: value for name, value in parts.items() if name not in named}
    return address.format(**named) + (f"?{urlencode(rest)}" if rest else "")
