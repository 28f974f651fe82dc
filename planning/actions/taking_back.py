"""Taking an import back: what it added goes, what it wrote over is written again, what people did since stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planning import store
from planning.actions.act import Doing, act
from planning.actions.belonging import only_lies, restore_courtyards
from planning.actions.observations import Checks
from planning.actions.undoing import built
from planning.actions.yards import Yards
from planning.errors import N_, Refusal
from planning.site import Community, Courtyard
from planning.store import inventories, journal
from planning.surveys.comment import Comment
from planning.surveys.inventory.building import VALUES
from planning.surveys.observation import Import, PlantingSite, Tree
from planning.surveys.provenance import ImportChange, version_meant

MOST_LISTED = 200
_TakenBack = dict[str, list[ImportChange]]
"""Changes that were written again, by the object."""


@act
def take_back_import(doing: Doing, *, community_id: str, import_id: str, reason: str) -> dict[str, Any]:
    """Undo an import: how many objects were taken out and restored, and the ids of those that stay.

    An object stays if somebody edited it since, commented on it, or planted on its site.
    Raises :class:`Refusal`: ``not_found``, ``already_taken_back``, ``later_import`` where a newer file of the same
    inventory must be taken back first.
    """
    doing.permit_in(community_id)
    checks = Checks()
    reason = checks.text(reason, "reason", needed=True)
    checks.done()
    brought = store.first(doing.session, Import, id=import_id, community_id=community_id)
    if brought is None:
        raise Refusal("not_found", N_("This is not here (any more): go back and choose again."))
    _require_last(doing, brought)
    changes = store.find(doing.session, ImportChange, import_id=brought.id)
    earlier = _taken_back(doing, brought)
    restore_courtyards(doing.session, brought.community_id, changes)
    wrote = [change for change in changes if change.before is not None and not only_lies(change)]
    restored, stay = _written_again(doing, brought.community_id, wrote, earlier)
    added = [change.object_id for change in changes if change.before is None]
    gone, ids, count = _courtyards(doing, added) if brought.kind == "courtyard" else _taken_out(doing, brought, earlier)
    store.change(doing.session, replace(brought, taken_back_at=doing.now))
    _forget_bounds(doing, brought.community_id)
    done = {"taken_out": gone, "restored": restored, "kept": count + len(stay)}
    doing.log(f"import:{brought.id}", after=done, reason=reason)
    return done | {"file": brought.file, "kept_ids": [*stay, *ids][:MOST_LISTED]}


def _require_last(doing: Doing, brought: Import) -> None:
    if brought.taken_back_at is not None:
        raise Refusal("already_taken_back", N_("This import was taken back already."))
    same = store.find(
        doing.session,
        Import,
        community_id=brought.community_id,
        kind=brought.kind,
        source=brought.source,
        taken_back_at=None,
    )
    later = [one.file for one in same if one.at > brought.at]
    if later:
        raise Refusal("later_import", N_("A newer file of the same inventory was imported since, {file}: take that back first."),
                      file=later[-1])  # fmt: skip


def _taken_back(doing: Doing, brought: Import) -> _TakenBack:
    """What imports of the same kind changed that were taken back before."""
    same = store.find(doing.session, Import, community_id=brought.community_id, kind=brought.kind)
    gone = [one.id for one in same if one.taken_back_at is not None]
    found: _TakenBack = {}
    for change in store.find(doing.session, ImportChange, import_id=gone) if gone else ():
        if change.restored_version is not None:
            found.setdefault(change.object_id, []).append(change)
    return found


def _written_again(
    doing: Doing, community_id: str, changes: list[ImportChange], earlier: _TakenBack
) -> tuple[int, list[str]]:
    """Write again what the import wrote over; gives how many, and the ids of those that were edited since."""
    restored, stay = 0, []
    there_are = {yard.id for yard in store.find(doing.session, Courtyard, community_id=community_id)}
    yards = Yards.of(doing.session, community_id)
    for change in changes:
        noun = VALUES[change.kind]
        there = store.first(doing.session, noun, id=change.object_id)
        if there is None:
            continue
        before = dict(change.before or {})
        version = before.pop("version", None)
        before.pop("layer", None)  # no file moves a feature to another layer, but the layer may have been renamed since
        if version is not None and version_meant(there.version, earlier.get(there.id, ())) != version + 1:
            stay.append(_told(there))
            continue
        was = {name: built(noun, name, told) for name, told in before.items()}
        if "courtyard_id" in was and was["courtyard_id"] not in there_are:
            # It was in none then, or in one that is gone since: the one around the place that it goes back to.
            was["courtyard_id"] = yards.at(was.get("pin", there.pin))
        if version is not None:
            was["version"] = there.version + 1
            store.change(doing.session, replace(change, restored_version=was["version"]))
        store.change(doing.session, replace(there, **was))
        restored += not isinstance(there, PlantingSite) or change.kind == "planting_site"
    return restored, stay


def _forget_bounds(doing: Doing, community_id: str) -> None:
    """A community on whose map nothing stands any more gets its bounds from its next import again, unless somebody set them."""
    here = store.get(doing.session, Community, community_id)
    nouns = (*VALUES.values(), Comment)
    if here.bounds is None or any(store.count(doing.session, noun, community_id=community_id) for noun in nouns):
        return
    if journal.entries_of_acts(doing.session, community_id, ["set_bounds"], 1):
        return
    store.change(doing.session, replace(here, bounds=None))
    doing.log(f"community:{community_id}", before={"bounds": here.bounds}, after={"bounds": None})


def _told(there: Any) -> str:
    return there.code if isinstance(there, Courtyard) else there.external_id or there.id


def _taken_out(doing: Doing, brought: Import, earlier: _TakenBack) -> tuple[int, list[str], int]:
    keep = inventories.spoken_of(doing.session, brought.community_id)
    noun = VALUES[brought.kind]

    def taken(noun: type) -> int:
        versions = inventories.versions_of(doing.session, noun, brought.id, earlier) if earlier else {}
        as_brought = [id_ for id_, version in versions.items() if version_meant(version, earlier[id_]) == 1]
        return inventories.take_out(doing.session, noun, brought.id, keep, as_brought)

    gone = taken(noun)
    if noun is Tree:
        taken(PlantingSite)
    count, ids = inventories.left(doing.session, noun, brought.id, MOST_LISTED)
    return gone, ids, count


def _courtyards(doing: Doing, added: list[str]) -> tuple[int, list[str], int]:
    there = {yard.id: yard.code for yard in store.find(doing.session, Courtyard, id=added)}
    kept = [code for id_, code in there.items() if not inventories.take_out_courtyard(doing.session, id_)]
    return len(there) - len(kept), kept, len(kept)
