"""The screening of a round."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
import shapely

from geodata.clearance.networks import network
from planning.errors import Refusal
from planning.i18n import translator
from planning.options.screening.ground import Ground
from planning.options.screening.rule_sets import chosen, rule_sets, usual
from planning.options.screening.screening import Screening, fingerprint, read, screen, written
from planning.reports.standing import limits
from tests.options.screening.grounds import CAMPHOR, HIBISCUS, MYRTLE, ground

TABLES = usual()
RULES = chosen(TABLES)


def screened(on: Ground, minimum: Fraction = Fraction(4, 5)) -> Screening:
    """Camphor and crape myrtle on a ground."""
    return screen({"camphor": CAMPHOR, "myrtle": MYRTLE}, on, TABLES, RULES, minimum)


def test_share_and_out():
    """Two of three sites are clear for myrtle: below four fifths it is out, at exactly two thirds it stays."""
    assert screened(ground()).by_key["myrtle"].share == Fraction(2, 3)
    assert screened(ground()).out == ("camphor", "myrtle")
    assert screened(ground(), Fraction(2, 3)).out == ()
    assert screened(ground(), Fraction(2, 3) + Fraction(1, 10**9)).out == ("camphor", "myrtle")


def test_undecided_is_not_clear():
    """A site that cannot be decided does not count for the option."""
    found = screened(ground(accuracy_m=0.5)).by_key["myrtle"]
    assert found.counts == (1, 0, 1, 1)
    assert found.share == Fraction(1, 3)


def test_failing_sites_tell_what_may_stand():
    """Five metres apart camphor fails everywhere; myrtle may stand at A and B, nothing at C."""
    assert screened(ground(spacing_m=5.0)).failing == (("A", ("myrtle",)), ("B", ("myrtle",)), ("C", ()))


def test_what_was_not_checked_is_part_of_it():
    """The layers that were missing are announced with the rest, and with every option; nothing passes by not being looked at."""
    found = screened(ground(unknown=("water",)))
    assert found.limits.unchecked == ("water",)
    assert found.by_key["myrtle"].limits.unchecked == ("water",)
    assert found.by_key["myrtle"].share == 0
    assert "water" not in screened(ground()).limits.unchecked
    assert dict(screened(ground()).limits.absent)["water"] == "A planner, on the spot"


def test_what_was_announced_before_keeps_its_text():
    """A screening from when nothing could be stated is read and written character for character, and so keeps its hash."""
    older = (
        '{"failing":[["C",[]]],"fingerprint":"ab","minimum":"4/5","options":[{"counts":[2,0,0,1],"in_the_way":[["gas",1]],'
        '"key":"a","species":"Lagerstroemia indica"}],"tables":["CJJ 75-97"],"unchecked":["water"]}'
    )
    assert written(read(older)) == older
    assert read(older).by_key["a"].counts == (2, 0, 0, 1)
    assert read(older).by_key["a"].limits.unchecked == ("water",)


def test_written_and_read():
    """It is kept as JSON of one form and comes back the same."""
    one = screened(ground(spacing_m=5.0))
    assert read(written(one)) == one
    assert json.loads(written(one))["minimum"] == "4/5"


def test_a_changed_distance_is_another_screening():
    """The fingerprint covers every distance: nobody swaps a rule after the announcement."""
    other = (replace(RULES[0], tree_m=9.0), *RULES[1:])
    assert fingerprint(other) != fingerprint(RULES) == fingerprint(RULES[::-1])


@pytest.mark.parametrize("share", [Fraction(-1, 100), Fraction(101, 100)])
def test_a_share_out_of_range(share):
    """Less than none and more than all of the sites is refused."""
    with pytest.raises(Refusal) as refused:
        screened(ground(), share)
    assert refused.value.code == "bad_minimum"


def test_no_sites():
    """Without planting sites there is nothing to screen, and the sentence says what to do."""
    empty = ground()
    nothing = Ground(
        (), replace(empty.spots, x=empty.spots.x[:0], y=empty.spots.y[:0], accuracy_m=empty.spots.accuracy_m[:0]), {}
    )
    with pytest.raises(Refusal) as refused:
        screened(nothing)
    assert refused.value.code == "no_sites"


def test_usual_tables():
    """The Chinese tables hold unless a community chooses others; an unknown one is refused by name."""
    assert {"CJJ 75-97", "GB 50289-2016"} <= set(TABLES)
    assert not any(name.startswith(("NYC", "AS ")) for name in TABLES)
    assert {one.key for one in rule_sets() if one.is_foreign}
    with pytest.raises(Refusal) as refused:
        chosen(["DIN 18920"])
    assert refused.value.code == "unknown_rule_set"


def test_own_rules():
    """A community's own rules are a table of their own, chosen like the others."""
    own = replace(RULES[0], id="own-1", standard="Yulan Lane", edition="", facility="gas", tree_m=2.5)
    assert [one.key for one in rule_sets([own]) if one.is_own] == ["own"]
    assert chosen(["own"], [own]) == (own,)
    strict = chosen([*TABLES, "own"], [own])
    assert screen({"myrtle": MYRTLE}, ground(), [*TABLES, "own"], strict).by_key["myrtle"].share == 0


def test_what_the_tables_ask_and_the_map_never_shows_is_said():
    """Benchmarks and trenches are in the tables and no layer: part of what is announced."""
    found = screened(ground()).limits
    assert set(found.never_asked) == {"benchmark", "trench"}
    assert read(written(screened(ground()))).limits == found
    for language, words in (("en", ("Survey benchmark", "Utility trench")), ("zh", ("管沟", "测量水准点"))):
        assert all(word in " ".join(limits(translator(language), found)) for word in words)


def test_layers_without_a_stated_accuracy_are_named():
    """They are taken as they stand, and that is said beside the answer and announced with it."""
    found = screened(replace(ground(), silent=frozenset({"gas", "tree", "heat"}))).limits
    assert found.silent == ("gas", "tree")
    assert "No accuracy is stated for: gas pipe, planting sites." in " ".join(limits(translator("en"), found))
    assert screened(ground()).limits.silent == ()


def test_heights_without_a_stated_accuracy_are_named():
    """The wires' places may be exact to a hand while nobody says how exact their heights are."""
    wire = network([shapely.LineString([(-60, 60), (80, 60)])], accuracy_m=[0.1], height_m=[9.0])
    assert (wire.is_silent, wire.is_silent_of_height) == (False, True)
    found = screened(replace(ground(overhead=wire), silent=frozenset({"heights"}))).limits
    assert read(written(screened(replace(ground(overhead=wire), silent=frozenset({"heights"}))))).limits == found
    assert "No accuracy is stated for: heights of overhead lines." in " ".join(limits(translator("en"), found))
    exact = network(
        [shapely.LineString([(-60, 60), (80, 60)])], accuracy_m=[0.1], height_m=[9.0], height_accuracy_m=[0.2]
    )
    assert not exact.is_silent_of_height


def test_what_is_there_and_no_table_asks_about_is_said():
    """GB 50289-2016 alone knows pipes and cables: fences, wires and other trees are named as not checked, and announced so."""
    line = network([shapely.LineString([(-60, 60), (80, 60)])], height_m=[9.0])
    tables = ["GB 50289-2016"]
    found = screen({"myrtle": MYRTLE}, ground(fence=line, overhead=line), tables, chosen(tables))
    assert found.limits.unasked == ("overhead", "fence", "tree")
    assert read(written(found)).by_key["myrtle"].limits == found.limits
    said = "no table in force asks a distance from it: overhead power line, fence, other tree."
    assert said in " ".join(limits(translator("en"), found.limits))
    assert "没有规定与它们的距离，没有核对：架空电力线、" in "".join(limits(translator("zh"), found.limits))
    assert "unasked" not in json.loads(written(screened(ground(fence=line, overhead=line))))


def test_a_table_that_asks_nothing_of_shrubs_has_spoken_of_them():
    """CJJ 75-97 leaves the column of shrubs empty beside water: that is its answer; of walls it says nothing at all."""
    line = network([shapely.LineString([(-60, 60), (80, 60)])])
    on = ground(water=line, reclaimed=line, wall=line)
    found = screen({"hibiscus": HIBISCUS}, on, ["CJJ 75-97"], chosen(["CJJ 75-97"]))
    assert found.limits.unasked == ("wall",)
