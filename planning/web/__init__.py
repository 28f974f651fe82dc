"""The plain HTTP routes beside Streamlit: what must be light, or what Streamlit cannot do."""

from planning.web import (
    assets,
    exports,
    health,
    installing,
    inviting,
    map_files,
    map_sheets,
    paper_sheets,
    passwords,
    photos,
    privacy,
    records,
    results,
    said,
    said_here,
    saying,
    sent,
    signing_in,
    signing_in_elsewhere,
    standing,
    tiles,
    uploads,
    viewport,
    voting,
    voting_page,
    wall,
    welcome,
    worker,
    workshop,
)

ROUTE_MODULES = (
    assets, exports, health, installing, inviting, map_files, map_sheets, paper_sheets, passwords, photos, privacy, records, results, said,
    said_here, saying, sent, signing_in, signing_in_elsewhere, standing, tiles, uploads, viewport, voting, wall, welcome,
    workshop,
    voting_page, worker,
)  # fmt: skip
"""Every module that registers routes, so that importing the room registers them all."""
