"""How comments are drawn: a card, and the picture of topics and stances. Stances differ by sign, not by colour."""

from __future__ import annotations

from planning import addresses
from planning.i18n.names import name_of
from planning.pages import style
from planning.pages.visit import Visit
from planning.surveys.comment import SIGNS, Comment, Stance, Topic
from planning.surveys.observation import Kind
from planning.surveys.reading import CommentCard, CommentCounts

_SHEET = """
.jc { border-left: 3px solid var(--jy-violet); padding: .1rem 0 .1rem .75rem; margin: 0; max-width: 46rem; }
.jc-chosen { border-left-width: 6px; background: var(--jy-tint); }
.jc-head, .jc-foot { margin: 0; color: var(--jy-soft); font-size: .92rem; display: flex; flex-wrap: wrap; gap: 0 .8rem; }
.jc-head b { color: var(--jy-violet); font-weight: 600; }
.jc-words { margin: .15rem 0; overflow-wrap: anywhere; }
.jc-short .jc-words { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.jc-became { margin: .25rem 0; padding-top: .2rem; border-top: 1px dashed var(--jy-line); overflow-wrap: anywhere; }
.jc-hidden { border-left-style: dashed; }
.jv { width: 100%; max-width: 46rem; border-collapse: collapse; margin: .3rem 0; }
.jv th, .jv td { text-align: left; font-weight: 400; padding: .2rem .5rem .2rem 0; vertical-align: middle; border: 0; }
.jv th { white-space: nowrap; width: 1%; }
.jv td:last-child { white-space: nowrap; width: 1%; text-align: right; color: var(--jy-soft); padding-right: 0; }
.jv-bar { display: flex; gap: 2px; }
.jv-bar span { min-width: 2.5em; border: 1px solid var(--jy-violet); border-radius: .2rem; color: var(--jy-ink);
  background: var(--jy-paper); white-space: nowrap; overflow: hidden; padding: 0 .3em; font-size: .92rem; line-height: 1.6; }
.jv-bar span.jv-support { border-width: 1px 1px 1px 5px; }
.jv-bar span.jv-worry { border-style: dashed; }
.jv-bar span.jv-objection { border-width: 2px; }
.jv-bar span.jv-idea { border-style: dotted; }
.jv-key { margin: .2rem 0; color: var(--jy-soft); display: flex; flex-wrap: wrap; gap: 0 1rem; }
.st-key-map_side > div { flex-shrink: 0; }
@media (max-width: 640px) {
  .jv, .jv tbody { display: block; }
  .jv tr { display: grid; grid-template-columns: 1fr auto; }
  .jv th, .jv td { width: auto; }
  .jv td:has(.jv-bar) { grid-row: 2; grid-column: 1 / 3; padding: 0 0 .35rem; }
}
"""


def stylesheet() -> None:
    """The rules that cards and bars need, once a page."""
    style.markup(f"<style>{_SHEET}</style>")


def stance(visit: Visit, code: Stance) -> str:
    """Sign and word of a stance."""
    return f"{SIGNS[code]} {name_of(visit.t, code)}"


def topic(visit: Visit, code: Topic) -> str:
    """Word of a topic."""
    return name_of(visit.t, code)


def card(visit: Visit, seen: CommentCard, *, whole: bool = False, chosen: bool = False, beside: str = "") -> None:
    """A comment: where its writer stands and on what, the words, and what stands around them.

    :param whole: all of the words and the photos; else the first three lines.
    :param beside: one more remark, such as how far away it is.
    """
    classes = " ".join(
        name
        for name, wanted in {
            "jc": True, "jc-short": not whole, "jc-chosen": chosen, "jc-hidden": seen.comment.hidden_at is not None,
        }.items()
        if wanted
    )  # fmt: skip
    style.markup(
        f'<article class="{classes}"><p class="jc-head">{_spans(_head(visit, seen))}</p>'
        f'<p class="jc-words">{style.escaped(seen.comment.text)}</p>{_became(visit, seen)}'
        f'<p class="jc-foot">{_spans([*_foot(visit, seen), beside])}</p></article>'
    )
    if whole:
        photos(visit, seen)


def _spans(parts: list[str]) -> str:
    return "".join(f"<span>{style.escaped(part)}</span>" for part in parts if part)


def _head(visit: Visit, seen: CommentCard) -> list[str]:
    comment, t = seen.comment, visit.t
    about = ""
    if comment.target is not None:
        name = t.words(seen.target_name) if seen.target_name else ""
        says_it_itself = name and comment.target.kind in {Kind.FACILITY, Kind.COURTYARD}
        about = name if says_it_itself else f"{name_of(t, comment.target.kind)} {name}".strip()
    return [stance(visit, comment.stance), topic(visit, comment.topic), about]


def _foot(visit: Visit, seen: CommentCard) -> list[str]:
    comment, t = seen.comment, visit.t
    return [
        t("yours") if seen.is_mine else comment.author,
        visit.date(comment.at),
        t.words(seen.courtyard_name) if seen.courtyard_name else "",
        t.n("{count} me too", "{count} me too", seen.supports) if seen.supports else "",
        t.n("{count} photo", "{count} photos", len(seen.photos)) if seen.photos else "",
        t.n("{count} similar near by", "{count} similar near by", seen.similar) if seen.similar else "",
        t("words covered by a moderator") if seen.care and seen.care.masked_at else "",
        t("merged with one that says the same") if seen.care and seen.care.merged_into else "",
        t.n(
            "{count} comment that says the same was merged with it",
            "{count} comments that say the same were merged with it",
            seen.merged,
        )
        if seen.merged
        else "",
        t("changed by its writer") if comment.edited_at else "",
        _assisted(visit, seen),
        _out_of_sight(visit, comment),
    ]


def _became(visit: Visit, seen: CommentCard) -> str:
    """What became of it: received, answered, adopted into an option, not adopted and why."""
    t, care = visit.t, seen.care
    if care is None or care.fate is None:
        return ""
    into = f": {t.words(seen.adopted_into)}" if seen.adopted_into else ""
    said = care.words[t.language]
    words = f"<br>{style.escaped(said)}" if said else ""
    return f'<p class="jc-became"><b>{style.escaped(name_of(t, care.fate) + into)}</b>{words}</p>'


def _assisted(visit: Visit, seen: CommentCard) -> str:
    """That staff wrote it down for somebody; moderators read who, when, and how the person agreed."""
    t, comment = visit.t, seen.comment
    if comment.assisted is None:
        return ""
    if not seen.assistant:
        return t("written down by staff for somebody present")
    return t(
        "written down by {name} for somebody present, {time}: {consent}", name=seen.assistant,
        time=visit.time(comment.at), consent=name_of(t, comment.assisted.consent),
    )  # fmt: skip


def _out_of_sight(visit: Visit, comment: Comment) -> str:
    """Why it is in no list; nothing for one that everybody reads."""
    t = visit.t
    if comment.hidden_at is None:
        return ""
    if comment.withdrawn_at is not None:
        return t("taken back by its writer")
    return t("for named members only") if comment.seen_by else t("hidden: {reason}", reason=comment.hidden_reason)


def photos(visit: Visit, seen: CommentCard) -> None:
    """The photos of a comment, each with what can be said of it in words."""
    about = visit.t("Photo with a comment on {topic}", topic=topic(visit, seen.comment.topic))
    style.photos((addresses.to(addresses.PHOTO, photo=photo.id), about) for photo in seen.photos)


def place(comment: Comment) -> str:
    """Where it is, as numbers."""
    return f"{comment.pin.lon:.5f}, {comment.pin.lat:.5f}"


def counts(visit: Visit, found: CommentCounts) -> None:
    """One bar for each topic, as long as its share, cut by stances; every piece says its sign and its number."""
    most = max((found.of(topic=code) for code in found.topics), default=0)
    rows = "".join(_bar(visit, found, code, most) for code in found.topics)
    key = "".join(
        f"<span>{style.escaped(stance(visit, code))} {found.of(stance=code)}</span>"
        for code in Stance
        if found.of(stance=code)
    )
    style.markup(f'<p class="jv-key">{key}</p><table class="jv"><tbody>{rows}</tbody></table>')


def _bar(visit: Visit, found: CommentCounts, code: Topic, most: int) -> str:
    pieces = "".join(
        f'<span class="jv-{s}" style="flex:{n} 1 0" title="{style.escaped(stance(visit, s))}: {n}">{SIGNS[s]} {n}</span>'
        for s in Stance
        if (n := found.of(topic=code, stance=s))
    )
    mine = found.of(topic=code)
    of_all = visit.t("{count} of {total}", count=mine, total=found.total)
    return (
        f'<tr><th scope="row">{style.escaped(topic(visit, code))}</th>'
        f'<td><div class="jv-bar" style="width:max({100 * mine // most}%, 5.5em)">{pieces}</div></td>'
        f"<td>{style.escaped(of_all)}</td></tr>"
    )
