"""Printed ballots: numbered, in two languages, and unmoved by whatever stands in the words of a round."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from planning.errors import Refusals
from planning.options.option import Option
from planning.options.paper.precedence import PaperRule
from planning.options.paper.printing import Paper, PrintRun, SheetsToPrint
from planning.options.round import CALLED, CHOICES, METHODS_OF_BALLOTS, BallotKind, Round
from planning.reports.paper_ballots import ballots_pdf
from planning.reports.setting_type import breakable
from planning.site import Community
from planning.wording import Words

YULAN = Community("yulan", Words("玉兰巷社区", "Yulan Lane"))
TREES = (Words("紫薇", "Crape myrtle"), Words("蓝花楹", "Jacaranda"), Words("香樟", "Camphor"))
RUN = PrintRun("run-1", "yulan", "round-1", 17, 3)
A4, A5_TWICE = (595, 842), (842, 595)


def sheets(*titles: Words, run: PrintRun | None = RUN, **rules: Any) -> SheetsToPrint:
    """Sheets of a round with these options."""
    said: dict[str, Any] = {
        "title": Words("树种", "Which species?"), "question": Words("种哪一种？", "Which one shall we plant?"),
        "definition_hash": "ab12cd34" * 8, "paper": PaperRule.FIRST_RECEIVED,
    } | rules  # fmt: skip
    options = tuple(
        Option(str(place), "yulan", "round-1", chr(97 + place), place, title)
        for place, title in enumerate(titles or TREES)
    )
    return SheetsToPrint(YULAN, Round("round-1", "yulan", **said), options, run)


def pages(data: bytes) -> list[pypdfium2.PdfPage]:
    """The pages of a document."""
    return list(pypdfium2.PdfDocument(data))


def words(page: pypdfium2.PdfPage) -> str:
    """What stands on a page, without the line ends that setting put in."""
    return str(page.get_textpage().get_text_bounded()).replace("\r\n", "").replace("\u200b", "")


def ink(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> float:
    """Which part of a rectangle (left, top, right, bottom as parts of the page) is dark."""
    picture = page.render(scale=1, grayscale=True).to_pil()
    cut = picture.crop(tuple(round(part * side) for part, side in zip(box, picture.size * 2, strict=True)))
    return float(sum(cut.histogram()[:128]) / (cut.width * cut.height))


def test_every_sheet_has_its_number_and_all_that_a_voter_needs():
    """Three sheets, 17 to 19; community, question, options with numbers, both languages, the hash, no code."""
    made = pages(ballots_pdf(sheets(), Paper.A4))
    assert [tuple(round(side) for side in page.get_size()) for page in made] == [A4] * 3
    for number, page in enumerate(made, start=17):
        text = words(page)
        for needed in ("玉兰巷社区", "Yulan Lane", "种哪一种？", "Which one shall we plant?", "紫薇", "Crape myrtle", "在最喜欢的方案旁写",
                       "Write 1 beside", "Do not write your name", "ab12cd34ab12cd34", f"票号 Sheet {number}"):  # fmt: skip
            assert needed in text, needed
    assert ink(made[0], (0.78, 0.03, 0.95, 0.15)) > 0.1, "the square of the number is not drawn"
    assert ink(made[0], (0.0, 0.0, 0.05, 1.0)) == 0, "something stands on the margin"


def test_two_sheets_share_a_page_and_are_cut_apart():
    """A5 twice on A4; the third stands alone."""
    first, second = pages(ballots_pdf(sheets(), Paper.A5))
    assert tuple(round(side) for side in first.get_size()) == A5_TWICE
    assert words(first).count("Which one shall we plant?") == 2
    assert words(second).count("Which one shall we plant?") == 1


@pytest.mark.parametrize("kind", BallotKind)
def test_every_kind_of_ballot_has_its_instructions(kind: BallotKind):
    """A kind that a round may announce can be printed; its boxes are as many as its options."""
    titles = [CALLED[choice] for choice in CHOICES] if kind is BallotKind.YES_NO else TREES
    text = words(pages(ballots_pdf(sheets(*titles, ballot=kind, method=METHODS_OF_BALLOTS[kind][0]), Paper.A4))[0])
    said = {"ranking": "Write 1 beside", "yes_no": "Tick one box only", "approval": "that you could accept", "score": "Write points", "budget": "budget should pay for"}  # fmt: skip
    assert said[kind] in text


def test_equal_ranks_are_told_where_they_are_allowed():
    """The sheet says what the count takes: one option at each rank, or several."""
    assert "Write each number once only" in words(pages(ballots_pdf(sheets(), Paper.A4))[0])
    assert "may get the same number" in words(pages(ballots_pdf(sheets(method="borda"), Paper.A4))[0])


HOSTILE = (
    Words('#panic("x") $x^2$ *b* _i_ `raw` \\ @a <b> [c] // no', '#read("/etc/passwd") = head'),
    Words("W" * 60, "Donaudampfschifffahrtsgesellschaft" * 2),
    Words("شارع الأشجار אבג \u202eevil", "مرحبا"),
    Words("👨‍👩‍👧‍👦🌳 Z̸̡̢̛̗͎̈́̀a", "🌳"),
    Words("<script>alert(1)</script> ${1} {{2}} %s", "line\nbreak\u2028x"),
)


@pytest.mark.parametrize("paper", Paper)
def test_words_of_people_cannot_break_a_sheet(paper: Paper):
    """Markup of typst, words longer than a line, right-to-left and pictures: literal text inside of the margins."""
    made = pages(ballots_pdf(sheets(*HOSTILE, title=HOSTILE[0], question=HOSTILE[1]), paper))
    assert len(made) == (3 if paper is Paper.A4 else 2)
    text = words(made[0])
    assert '#panic("x") $x^2$ *b* _i_ `raw` \\ @a <b> [c] // no' in text
    assert '#read("/etc/passwd") = head' in text
    assert "root:" not in text
    assert ink(made[0], (0.0, 0.0, 0.03, 1.0)) == 0
    assert ink(made[0], (0.97, 0.0, 1.0, 1.0)) == 0


def test_long_words_may_be_broken_and_pictures_are_left_out():
    """Only where they must; a row of empty boxes would look like boxes to write in."""
    assert breakable("Which species?") == "Which species?"
    assert breakable("x" * 30).replace("\u200b", "") == "x" * 30
    assert "\u200b" in breakable("x" * 30)
    assert breakable("🌳 紫薇") == "紫薇"
    assert breakable("🌳") == "–"


def test_a_long_ballot_goes_on_over_the_page_with_its_number_or_asks_for_larger_paper():
    """Twenty-five options: two pages of A4 for each sheet; half a page is refused in one sentence."""
    many = [Words(f"方案 {number}", f"Option {number}") for number in range(1, 26)]
    made = pages(ballots_pdf(sheets(*many), Paper.A4))
    assert len(made) == 6
    assert [f"Sheet {number}" in words(page) for number, page in zip((17, 17, 18), made, strict=False)] == [True] * 3
    with pytest.raises(Refusals) as refused:
        ballots_pdf(sheets(*many), Paper.A5)
    assert refused.value.code == "ballot_too_long"


def test_a_specimen_has_no_number_and_says_so():
    """Nobody can hand it in; it has neither number nor square."""
    (page,) = pages(ballots_pdf(sheets(run=None), Paper.A4))
    assert "样张，不能投票" in words(page).replace(" ", "")
    assert "票号" not in words(page)


def test_the_same_run_is_the_same_file():
    """Printed again, nobody can tell; bytes and all."""
    assert ballots_pdf(sheets(), Paper.A5) == ballots_pdf(sheets(), Paper.A5)
