"""A book of money, open to all: a light page with every entry, its receipts and the balance; the same as CSV and XLSX."""

from __future__ import annotations

from starlette.responses import Response

from planning import addresses
from planning.errors import N_, Refusal
from planning.i18n.names import name_of
from planning.options.money import book_yuan
from planning.queries.funds import FundSeen, fund_view
from planning.reports.fund import fund_csv, fund_xlsx, rows
from planning.web import light
from planning.web.door import Door, route

TYPES = {
    "csv": ("text/csv; charset=utf-8", fund_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", fund_xlsx),
}


@route("GET", addresses.FUND)
def fund_page(door: Door) -> Response:
    """The book: what is left first, then every entry."""
    seen = _seen(door)
    files = [
        (ending.upper(), addresses.to(
            addresses.FUND_FILE, community=seen.community.id, fund=seen.fund.id, ending=ending, lang=door.t.language))
        for ending in TYPES
    ]  # fmt: skip
    return light.page(
        door, "fund.html", seen=seen, files=files, yuan=book_yuan, name=lambda code: name_of(door.t, code),
        small=lambda photo: addresses.to(addresses.PHOTO, photo=photo.id, w="240"),
        whole=lambda photo: addresses.to(addresses.PHOTO, photo=photo.id),
    )  # fmt: skip


@route("GET", addresses.FUND_FILE)
def fund_file(door: Door) -> Response:
    """The same as a table, in the visitor's language."""
    seen, found = _seen(door), TYPES.get(door.path("ending"))
    if found is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    table = rows(tuple((one.entry, one.left, one.takes_back) for one in seen.entries), door.t)
    headers = {
        "content-disposition": f'attachment; filename="fund.{door.path("ending")}"', "cache-control": "no-store",
    }  # fmt: skip
    return Response(found[1](table, door.t), media_type=found[0], headers=headers)


def _seen(door: Door) -> FundSeen:
    seen = fund_view(door.house.database, door.visitor, door.now, fund_id=door.path("fund"))
    if seen.community.id != door.path("community"):
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    return seen
