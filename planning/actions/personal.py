"""Forgetting: a resident's words by their own browser, a person's by an administrator, everything else by its age."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from planning import store
from planning.actions.act import Doing, fleeting
from planning.actions.words import reason_checked
from planning.cases.matter import Matter
from planning.errors import N_, Refusal
from planning.people import Role
from planning.settings import Settings
from planning.store import accounts, erasing, evidence, photo_files, photo_parts, walks
from planning.surveys.comment import Comment
from planning.wording import is_named


@fleeting
def erase_my_data(doing: Doing, *, photo_place: str) -> dict[str, int]:
    """Erase what stands beside the visitor's own browser, in all communities; how much there was.

    Raises :class:`Refusal` (``no_browser``).
    """
    doing.permit(None)
    if not doing.visitor.browser:
        raise Refusal("no_browser", N_("Your browser sends no cookie, so nothing here is known to be yours."))
    return erasing.erase_browser(doing.session, photo_place, doing.visitor.browser, doing.now)


@fleeting
def erase_person(
    doing: Doing, *, comment_id: str = "", browser: str = "", photo_place: str, reason: str
) -> dict[str, int]:
    """Erase all that the writer of a comment wrote, or all that came from a browser; for who asks in person.

    Raises :class:`Refusal` (``not_found``, ``no_browser``).
    """
    doing.permit(None)
    reason = reason_checked(reason)
    if comment_id:
        comment = store.get(doing.session, Comment, comment_id)
        browser = comment.browser
        if not browser:  # its browser was forgotten: this one comment is all that can be found
            photos = erasing.erase_comments(doing.session, photo_place, [comment], doing.now)
            doing.log(f"comment:{comment_id}", reason=reason)
            return {"comments": 1, "photos": photos, "me_too": 0}
    if not browser:
        raise Refusal("no_browser", N_("Name a browser or a comment of the person."))
    done = erasing.erase_browser(doing.session, photo_place, browser, doing.now)
    doing.log(f"comment:{comment_id}" if comment_id else "person", after=done, reason=reason)
    return done


@fleeting
def erase_matter(doing: Doing, *, matter_id: str, reason: str) -> int:
    """Erase the words of a matter for who asks in person and has lost its word; its steps stay. How many there were.

    Raises :class:`Refusal` (``not_found``).
    """
    doing.permit(None)
    reason = reason_checked(reason)
    done = erasing.erase_matters(doing.session, [store.get(doing.session, Matter, matter_id)], doing.now)
    doing.log(f"matter:{matter_id}", reason=reason)
    return done


@fleeting
def erase_member(doing: Doing, *, name: str, reason: str) -> None:
    """Erase a member everywhere, the log's words about them too; it keeps what they did under a number.

    Raises :class:`Refusal` (``unknown_member``, ``last_administrator``, ``reason_names``).
    """
    doing.permit(None)
    reason = reason_checked(reason)
    everybody = accounts.members(doing.session)
    member = next((member for member in everybody if member.name == name), None)
    if member is None:
        raise Refusal("unknown_member", N_("There is no account of this name: look at the list of accounts."))
    if not any(Role.ADMINISTRATOR in other.roles_in(None) for other in everybody if other != member):
        raise Refusal("last_administrator", N_("This is the last administrator: make another one first."))
    if is_named(name, reason):
        raise Refusal(
            "reason_names",
            N_("The reason names the person who is erased: write it without the name, for the log keeps it."),
            where="reason",
        )
    erasing.erase_member(doing.session, member.id, doing.now)
    doing.log(f"member:{member.id}", reason=reason)


@fleeting
def run_retention(doing: Doing, *, settings: Settings) -> dict[str, int]:
    """Forget what has had its time (days are settings), and sweep up files that nobody owns; how much there was."""
    doing.permit(None)

    def ago(days: int) -> timedelta:
        return timedelta(days=days)

    session, place, now = doing.session, settings.photo_place, doing.now
    withdrawn = now - ago(settings.keep_withdrawn_days)
    old = erasing.comments_to_erase(
        session, withdrawn_before=withdrawn, hidden_before=now - ago(settings.keep_hidden_days)
    )
    photos = erasing.erase_comments(session, place, old, now)
    matters = erasing.erase_matters(
        session, erasing.matters_to_erase(session, hidden_before=now - ago(settings.keep_hidden_days)), now
    )
    done = erasing.forget_before(
        session, wordings=withdrawn, browsers=now - ago(settings.keep_browser_days),
        forms=now - ago(settings.keep_forms_days), sessions=now,
    )  # fmt: skip
    return done | {
        "walk_stops": walks.forget_closed(session, closed_before=now - ago(settings.keep_walk_days)),
        "evidence_pictures": evidence.forget_aside(session, place, now, before=now - ago(settings.keep_hidden_days)),
        "evidence_waiting": evidence.forget_waiting(session, place, now, before=now - ago(settings.keep_hidden_days)),
        "comments": len(old), "matters": matters, "photos": photos, "unused_photos": photo_files.drop_waiting(session, place, now),
        "files": photo_files.sweep(session, place, now) + photo_parts.sweep(Path(settings.upload_dir), now),
    }  # fmt: skip
