"""Every page, for everybody, in both languages, with things there and with nothing there: drawn without a fault."""

from __future__ import annotations

import pytest

from planning import store
from planning.i18n import translator
from planning.pages.directory import PAGES
from planning.pages.manage import SECTIONS
from planning.site import Courtyard
from planning.surveys.comment import Comment
from planning.surveys.observation import Facility, PlantingSite, RooftopStructure, Tree
from tests.pages.visiting import EMPTY, STAFF, Street, faults, html, visiting

EVERYBODY = ("", *STAFF)
MANAGERS = tuple(who for who in STAFF if who != "planner elsewhere")
LANGUAGES = ("zh", "en")


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who or "visitor")
@pytest.mark.parametrize("page", [entry.name for entry in PAGES])
def test_a_page_is_drawn(monkeypatch: pytest.MonkeyPatch, street: Street, page: str, who: str):
    """On the illustrative community."""
    for language in LANGUAGES:
        at = visiting(monkeypatch, street, page, staff=who, language=language)
        assert faults(at) == [], language
        assert ("玉兰巷" if language == "zh" else "Yulan Lane") in html(at)
        assert {"zh": "示例", "en": "Illustrative"}[language] in html(at)
        assert "<svg" not in html(at), "Streamlit takes drawings out of markup: style.picture makes an image of one"


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who or "visitor")
@pytest.mark.parametrize("page", [entry.name for entry in PAGES])
def test_a_page_is_drawn_where_nothing_is(monkeypatch: pytest.MonkeyPatch, street: Street, page: str, who: str):
    """A community on its first day has no bounds, no case and no round."""
    for language in LANGUAGES:
        at = visiting(monkeypatch, street, page, staff=who, language=language, community=EMPTY)
        assert faults(at) == [], language
        assert ("空社区" if language == "zh" else "Empty community") in html(at)
        assert "<svg" not in html(at), "as above"


def views(street: Street) -> dict[str, tuple[str, dict[str, str]]]:
    """Pages with something chosen on them, as links lead there."""
    loaded, chosen = street.loaded, {}
    with street.house.database.reading() as session:
        for kind in (Tree, PlantingSite, RooftopStructure, Facility, Courtyard):
            found = store.first(session, kind, community_id=street.here)
            assert found is not None, kind
            name = {"PlantingSite": "planting_site", "RooftopStructure": "rooftop_structure"}.get(
                kind.__name__, kind.__name__.lower()
            )
            chosen[name] = ("map", {"object": f"{name}:{found.id}"})  # type: ignore[attr-defined]
        comment = store.first(session, Comment, community_id=street.here)
    assert comment is not None
    return chosen | {
        "comment": ("map", {"comment": comment.id}),
        "nothing chosen": ("map", {"object": "tree:gone", "comment": "gone"}),
        "case": ("case", {"case": loaded.case_id}),
        "no case": ("case", {"case": "gone"}),
        "open round": ("vote", {"round": loaded.open_round_id}),
        "closed round": ("vote", {"round": loaded.closed_round_id}),
        "no round": ("vote", {"round": "gone"}),
        "results": ("results", {"round": loaded.closed_round_id}),
        "results too early": ("results", {"round": loaded.open_round_id}),
        "no results": ("results", {"round": "gone"}),
        "odd language": ("home", {"lang": "xx"}),
        "odd community": ("home", {"community": "<script>"}),
    }


VIEWS = (
    "tree", "planting_site", "rooftop_structure", "facility", "courtyard", "comment", "nothing chosen", "case", "no case",
    "open round", "closed round", "no round", "results", "results too early", "no results", "odd language",
    "odd community",
)  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_link_leads_to_something(monkeypatch: pytest.MonkeyPatch, street: Street, view: str):
    """With an object, a comment, a case or a round in the address, also one that is gone: no fault of the program."""
    page, params = views(street)[view]
    for who in ("", "administrator"):
        for language in LANGUAGES:
            at = visiting(monkeypatch, street, page, staff=who, language=language, **params)
            assert faults(at) == [], (who, language)


def test_every_view_is_visited(street: Street):
    """The names above and the links are the same."""
    assert set(views(street)) == set(VIEWS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", MANAGERS)
def test_each_section_of_manage_is_drawn_for_its_own_staff(
    monkeypatch: pytest.MonkeyPatch, street: Street, who: str, language: str
):
    """Nobody finds a section that is not theirs, and each of theirs is drawn without a fault."""
    mine = [section for section in SECTIONS if who in SECTION_OF[section.name]]
    at = visiting(monkeypatch, street, "manage", staff=who, language=language)
    assert mine
    assert [option.content for option in at.get("button_group")[0].proto.options] == [
        translator(language)(section.title) for section in mine
    ]
    for section in mine:
        at.session_state["manage_section"] = section.name
        at.run()
        assert faults(at) == [], section.name


TEAM = {"resident_planner", "resident_planner of a courtyard", "social_worker"}
SECTION_OF = {
    "rounds": {"administrator of all", "administrator", "board", "planner"},
    "cases": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "paper": {"administrator of all", "administrator", "board", "social_worker"},
    "interventions": {"administrator of all", "administrator", "planner"},
    "surveys": {"administrator of all", "administrator", "board", "planner"},
    "planting": {"administrator of all", "administrator", "board", "planner"},
    "courtyards": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "meetings": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "objections": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "matters": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "statements": {"administrator of all", "administrator", "board", "moderator", "planner"},
    "checks": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "evaluations": {"administrator of all", "administrator", "board", "moderator"},
    "households": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "paper_surveys": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "walks": {"administrator of all", "administrator", "planner", *TEAM},
    "evidence": {
        "administrator of all",
        "administrator",
        "planner",
        "resident_planner",
        "resident_planner of a courtyard",
    },
    "money": {"administrator of all", "administrator", "board"},
    "works": {"administrator of all", "administrator", "board", "planner", *TEAM},
    "imports": {"administrator of all", "administrator", "planner"},
    "base_maps": {"administrator of all", "administrator", "planner"},
    "comments": {"administrator of all", "administrator", "board", "moderator", "planner"},
    "hall": set(MANAGERS),
    "members": {"administrator of all", "administrator"},
    "personal": {"administrator of all", "administrator"},
    "team": set(MANAGERS),
    "communities": {"administrator of all"},
    "log": {"administrator of all", "administrator", "board"},
}


def test_every_section_has_its_staff():
    """A new section is given its staff here."""
    assert {section.name for section in SECTIONS} == set(SECTION_OF)


@pytest.mark.parametrize("who", ["", "planner elsewhere"], ids=["visitor", "planner elsewhere"])
def test_manage_is_not_there_for_others(monkeypatch: pytest.MonkeyPatch, street: Street, who: str):
    """Neither its link nor its contents; the address leads to a page that they may see."""
    at = visiting(monkeypatch, street, "manage", staff=who, language="en")
    assert faults(at) == []
    assert "Manage" not in [link.proto.label for link in at.get("page_link")]
    assert not at.get("button_group") or "manage_section" not in at.session_state
