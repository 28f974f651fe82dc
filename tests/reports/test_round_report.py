"""The printed report: complete, literal, the same figures as the count, nothing from outside."""

from __future__ import annotations

import re
from html import unescape

import pytest

from planning.i18n import translator
from planning.options.counting.exact import Exact
from planning.options.counting.methods import METHODS, RANKED
from planning.options.counting.unranked import Unranked
from planning.options.reading import ResultsView
from planning.options.round import METHODS_OF_ROUNDS, Access
from planning.options.sensitivity.telling import how_sure
from planning.queries.results import results_view
from planning.reports import flow, tables
from planning.reports.announced import announced
from planning.reports.marks import SHAPES, mark
from planning.reports.result_sections import sections
from planning.reports.round_report import round_report, section_html
from planning.reports.tables import UNRANKED_RULES
from planning.web.house import House
from planning.wording import Words
from tests.elections import add_roll, closed_round
from tests.makers import NOON, community, visitor

HOSTILE = "<img src=x onerror=alert(1)>${x}`</script><script>alert(2)</script>"
TITLES = {"a": Words("紫薇", "Crape myrtle"), "b": Words(HOSTILE, HOSTILE), "c": Words("香樟", "Camphor")}
LIVELY: list[tuple[tuple[tuple[str, ...], ...], Exact]] = [
    ((("a",), ("b",)), 9), ((("b",), ("a",)), 7), ((("c",), ("b",)), 5), ((("c",),), 1), ((), 2),
]  # fmt: skip
BOTH = pytest.mark.parametrize("language", ["zh", "en"])


def lively(house: House, **fields: object) -> ResultsView:
    """A closed round with a roll, as everybody sees it."""
    here = community(house, illustrative=True)
    rules = {"rankings": LIVELY, "titles": TITLES, "access": Access.INVITED} | fields
    round_id = closed_round(house, here, **rules)  # type: ignore[arg-type]
    add_roll(house, here, round_id, {"North": (30, 15), "Tiny": (3, 3), "South": (12, 6)})
    return results_view(house.database, visitor(), house.clock(), round_id=round_id)


@BOTH
def test_names_are_literal_and_nothing_comes_from_outside(house: House, language: str):
    """Row 35: HTML in an option's title is text in the report and in its pictures; no address leads outside."""
    document = round_report(lively(house), translator(language), NOON)
    assert "<img" not in document
    assert "<script" not in document
    assert HOSTILE in unescape(document)
    assert re.findall(r'(?:src|href)="(?!data:|\?lang=)[^"]*"', document) == []
    assert "url(http" not in document
    assert "@import" not in document


@BOTH
def test_the_report_is_complete(house: House, language: str):
    """Question, options, rules, fingerprint, turnout, paragraph, pictures and every table are in it."""
    t, view = translator(language), lively(house)
    document = round_report(view, t, NOON)
    text = unescape(re.sub(r"<[^>]+>", "", document))
    assert t.words(view.round.title) in text
    assert view.round.definition_hash in text
    assert t("Illustrative: nobody and nothing here is real") in text
    for sentence in view.sentences:
        assert t.sentence(sentence) in text
    assert view.outcome is not None
    for sentence in how_sure(view.outcome, view.titles):
        assert t.sentence(sentence) in text
    assert t("How sure is it?") in text
    assert {section.name for section in sections(view, t)} == {"stages", "ranks", "pairs", "beside", "sure", "turnout"}
    assert document.count("<svg xmlns") == 3
    assert document.count("<table") == 6
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}"' in document


def test_tables_hold_the_figures_of_the_count(house: House):
    """Each number of the tables is the engine's own."""
    t, view = translator("en"), lively(house)
    assert view.outcome is not None
    outcome = view.outcome
    ranks = {row[0].text: [cell.text for cell in row[1:]] for row in tables.ranks_table(view, outcome, t).rows}
    assert ranks == {TITLES[key]["en"]: list(map(str, outcome.standing[key])) for key in "abc"}
    pairs = {row[0].text: [cell.text for cell in row[1:]] for row in tables.pairwise_table(view, outcome, t).rows}
    assert pairs == {HOSTILE: ["", "12 ✓", "16 ✓"], "Crape myrtle": ["9", "", "16 ✓"], "Camphor": ["6", "6", ""]}
    stages = [[cell.text for cell in row] for row in tables.stages_table(view, outcome.result, t).rows]
    assert stages == [
        [HOSTILE, "7", "12 (+5) ✓ wins"], ["Crape myrtle", "9", "9"], ["Camphor", "6 × leaves", "–"],
        ["Exhausted ballots", "0", "1"], ["Ballots that count", "22", "21"],
    ]  # fmt: skip


def test_the_picture_is_to_scale(house: House):
    """Bars of a stage fill the width, in the order of the outcome, each as long as its share of the ballots."""
    view = lively(house)
    assert view.outcome is not None
    result = view.outcome.result
    bar = flow.bar_of(result.stages[1], flow.final_order(result), 22)
    assert list(bar.spans) == ["b", "a"]
    assert bar.spans["b"] == (0, 12 / 22)
    assert bar.spans["a"] == (12 / 22, 21 / 22)
    assert bar.exhausted == (21 / 22, 1)


def test_a_tie_is_told_as_a_tie_with_what_would_resolve_it(house: House):
    """Two options with equally many ballots: both named, no winner made up, and a way out."""
    view = lively(house, rankings=[((("a",),), 10), ((("b",),), 10)], titles={"a": "Crape myrtle", "b": "Ginkgo"})
    text = unescape(round_report(view, translator("en"), NOON))
    assert "It is a tie" in text
    assert "another round between Crape myrtle and Ginkgo, or a public draw" in text
    assert "✓ wins" not in text


def test_a_hidden_group_has_no_figure_in_the_report(house: House):
    """Row 57: the small courtyard and its cover stand there without a number."""
    text = round_report(lively(house), translator("en"), NOON)
    row = re.search(r'<th scope="row">Tiny</th>(.*?)</tr>', text)
    assert row is not None
    assert re.sub(r"<[^>]+>", " ", row[1]).split() == ["hidden"] * 3
    assert "3 of 3" not in text


def test_all_blank_and_few_ballots_need_no_picture(house: House):
    """Where nothing can be drawn, the report still says what happened."""
    blank = lively(house, rankings=[((), 12)])
    few = lively(house, rankings=[((("a",),), 9)])
    t = translator("en")
    assert "Every ballot is blank (12 in all)" in round_report(blank, t, NOON)
    assert sections(few, t) == []
    document = round_report(few, t, NOON)
    assert "Crape myrtle won. Fewer than ten ballots were cast" in document
    assert "on the roll voted" not in document
    assert "<svg" not in document


@pytest.mark.parametrize("method", ["plurality", "borda", "copeland"])
def test_other_announced_methods_have_their_own_picture_first(house: House, method: str):
    """The announced count comes first; the instant runoff stands after it and says that it was not announced."""
    names = [section.name for section in sections(lively(house, method=method), translator("en"))]
    assert names[:2] == ["scores", "stages"]


@BOTH
def test_the_page_gets_the_picture_as_one_image_with_words(house: House, language: str):
    """Streamlit keeps no SVG elements: the same drawing travels as a data address with an alternative text."""
    t = translator(language)
    drawn = section_html(sections(lively(house), t)[0], t)
    assert drawn.count("<img") == 1
    assert 'src="data:image/svg+xml,%3Csvg' in drawn
    assert f'alt="{t("Stages of the count")}"' in drawn


def test_marks_stay_apart():
    """Every place of a ballot paper has its own pair of symbol and colour, and each symbol a shape."""
    pairs = {(mark(i).symbol, mark(i).colour) for i in range(64)}
    assert len(pairs) == 64
    assert all(mark(i).points == SHAPES[mark(i).symbol] for i in range(8))
    assert len({mark(i).colour for i in range(8)}) == 8


@BOTH
def test_the_rule_for_unranked_options_is_among_the_announced(house: House, language: str):
    """A round by comparisons says what an unranked option is; an instant runoff has no such rule."""
    t = translator(language)
    said = dict(announced(lively(house, method="copeland", unranked=Unranked.LEFT_OUT), t))
    assert said[t("Options that a ballot does not rank")] == t(UNRANKED_RULES[Unranked.LEFT_OUT])
    assert t("Options that a ballot does not rank") not in dict(announced(lively(house), t))


def test_every_method_that_elects_one_may_be_announced():
    """Whatever ranks and elects one, but for the Smith set, which is no choice."""
    assert set(METHODS_OF_ROUNDS) == {name for name in RANKED if METHODS[name].elects} - {"smith"}


@BOTH
@pytest.mark.parametrize("method", METHODS_OF_ROUNDS)
def test_a_round_by_each_method_is_told_and_printed(house: House, method: str, language: str):
    """Winner, rules and sentence, also where the method has no winner."""
    t, view = translator(language), lively(house, method=method)
    document = unescape(round_report(view, t, NOON))
    assert view.outcome is not None
    assert view.outcome.method == method
    assert t.words(METHODS[method].title) in document
    assert t.sentence(view.sentences[0]) in document
