"""Steps that walks share: waiting for a page and its map, and clicking a mark where it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page, expect

SCREENS = Path(__file__).parents[2] / "build" / "screens"

WHERE = """([kind, n]) => {
    const {clientWidth: w, clientHeight: h} = map.getContainer();
    const spots = window.jieyiMap.marks().map((mark) => {
        const p = map.layerPointToContainerPoint([mark.x, mark.y]);
        return {kind: mark.f.properties.kind, said: mark.f.properties, x: p.x, y: p.y};
    });
    const free = (one) => one.x > 20 && one.y > 20 && one.x < w - 20 && one.y < h - 20
        && !document.elementFromPoint(one.x, one.y)?.closest(".leaflet-control")
        && spots.every((other) => other === one || Math.hypot(other.x - one.x, other.y - one.y) > 14);
    const found = spots.filter((one) => one.kind === kind);
    const best = found.filter(free)[n] ?? found[n];
    return [best.x, best.y, best.said];
}"""


def settled(page: Page) -> None:
    """No run of the page is under way."""
    page.wait_for_timeout(400)
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def frame_of(page: Page) -> Frame:
    """The map's frame, once it has drawn what is there."""
    page.frame_locator("iframe").locator("#map_div[data-shown]").wait_for()
    found = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
    found.wait_for_function("window.jieyiMap.marks().length > 0")
    settled(page)  # the list beside it is drawn as well: nothing moves under a click any more
    return found


def click_on(page: Page, frame: Frame, kind: str, which: int = 0) -> dict[str, Any]:
    """Click the n-th mark of a kind that nothing covers, where it is drawn; gives what the map knows of it."""
    x, y, said = frame.evaluate(WHERE, [kind, which])
    box = page.locator("iframe").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + x, box["y"] + y)
    clicked: dict[str, Any] = said
    return clicked


def come_near(frame: Frame, lon: float, lat: float) -> None:
    """Zoom in on a place until every mark stands alone, and wait for what is there."""
    frame.evaluate(
        "([lat, lon]) => { delete map.getContainer().dataset.shown; map.setView([lat, lon], 19, {animate: false}); }",
        [lat, lon],
    )
    frame.wait_for_function("map.getContainer().dataset.shown > 0")


def look(page: Page, name: str, *, streamlit: bool = True) -> None:
    """Leave a screenshot of what a person sees now in `build/screens/`."""
    if streamlit:
        settled(page)
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png")


def send_photo(page: Page, data: bytes, name: str = "lamp.jpg") -> None:
    """Choose a photo in the small page inside a form, and wait until the server has it."""
    inside = page.frame_locator("iframe[src*='/uploads']")
    there = inside.locator("figure img").count()
    inside.locator("#chosen").set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": data})
    expect(inside.locator("figure img")).to_have_count(there + 1)
