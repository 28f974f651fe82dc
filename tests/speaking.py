"""What tests of pages with comments stand on: comments that are there, a page drawn alone, and what it says."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from planning import store
from planning.actions.pinning import pin_comment
from planning.site import Community, new_id
from planning.surveys.comment import Comment
from planning.web.house import House
from tests import makers

HOSTILE = "<img src=x onerror=alert(1)> [link](javascript:a) $x$ `code` ![i](http://x/y.png) :red[r]"


def say(home: House, here: Community, text: str = "果子掉在车上", browser: str = "neighbour", **fields: Any) -> str:
    """A comment that is there already."""
    said: dict[str, Any] = {"lon": 104.06, "lat": 30.63, "topic": "fruit", "stance": "worry", "text": text} | fields
    return pin_comment(home.database, makers.visitor(browser), home.clock(), new_id(), community_id=here.id, **said)


def spoken(
    home: House, here: Community, text: str = "果子掉在车上", browser: str = "neighbour", **fields: Any
) -> Comment:
    """The same, as it was kept."""
    id_ = say(home, here, text, browser, **fields)
    return next(comment for comment in kept(home) if comment.id == id_)


def kept(home: House) -> list[Comment]:
    """All comments, oldest first."""
    with home.database.reading() as session:
        return store.find(session, Comment, order="at")


def words(page: AppTest) -> str:
    """Everything that the page says, markup included."""
    assert not page.exception, page.exception
    said = [
        getattr(block, "value", "")
        for kind in ("markdown", "title", "header", "subheader", "success", "error")
        for block in page.get(kind)
    ]
    return "\n".join([*said, *(block.proto.body for block in page.get("html"))])


def draw(module: str) -> AppTest:
    """One page without its frame."""

    def script(module: str) -> None:
        import importlib

        from planning.pages import frame
        from planning.pages.visit import arrive

        frame._said()
        importlib.import_module(module).show(arrive())

    page = AppTest.from_function(script, default_timeout=30, args=(module,))
    page.query_params["lang"] = "en"
    return page
