"""Where a species may stand, and why not elsewhere."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from geodata.clearance.finding import Answer
from geodata.clearance.networks import Network, network
from planning.i18n import translator
from planning.options.screening.rule_sets import chosen, usual
from planning.options.screening.standing import Beside, could_stand, stand
from planning.options.screening.terms import OwnRule
from planning.options.screening.things import UNKNOWN_LINE
from planning.options.species.catalogue import seed
from planning.reports.standing import why
from planning.wording import Words
from tests.options.screening.grounds import CAMPHOR, HIBISCUS, MYRTLE, ground

RULES = chosen(usual())
CJJ = chosen(["CJJ 75-97"])


def overhead(wire: Network) -> Beside:
    """What a crape myrtle, eight metres high when grown, is told below a wire."""
    return next(one for one in stand(MYRTLE, ground(overhead=wire), RULES).at(0) if one.thing.key == "overhead")


def test_the_three_sites():
    """Gas asks 1.2 m: two metres and exactly 1.2 m are clear, 0.4 m is 0.8 m too close to pipe G-1."""
    standing = stand(MYRTLE, ground(), RULES)
    assert list(standing.answers) == [Answer.CLEAR, Answer.CLEAR, Answer.TOO_CLOSE]
    worst = standing.at(2)[0]
    assert (worst.thing.key, worst.answer, worst.margin_m, worst.distance_m, worst.obstacle) == (
        "gas", Answer.TOO_CLOSE, -0.8, 0.4, "G-1")  # fmt: skip
    assert [(thing.key, number) for thing, number in standing.in_the_way()] == [("gas", 1)]


def test_strictest_and_the_rest_are_shown():
    """CJJ 75-97 asks 1.2 m, GB 50289 0.75 m at low pressure: the first decides, both are told."""
    asks = stand(MYRTLE, ground(), RULES).at(0)
    gas = next(one for one in asks if one.thing.key == "gas")
    assert gas.requirement.metres == 1.2
    assert {rule.title for rule in gas.requirement.rules} == {"CJJ 75-97", "GB 50289-2016"}


def test_what_the_pipe_states_is_doubt():
    """A pipe stated to half a metre leaves 1.2 m undecided; 0.4 m stays too close."""
    answers = stand(MYRTLE, ground(accuracy_m=0.5), RULES).answers
    assert list(answers) == [Answer.CLEAR, Answer.UNDECIDED, Answer.TOO_CLOSE]


def test_layers_that_are_missing_are_named_and_make_sites_unknown():
    """No layer of water, nobody who says that there is no water: no site is clear, and the pipe too close stays so."""
    standing = stand(MYRTLE, ground(unknown=("water", "hydrant", "overhead")), RULES)
    assert {thing.key for thing in standing.ground.unchecked} == {"water", "hydrant", "overhead"}
    assert {one.thing.key for one in standing.at(0)} == {"gas", "tree", "water", "hydrant", "overhead"}
    assert list(standing.answers) == [Answer.UNKNOWN, Answer.UNKNOWN, Answer.TOO_CLOSE]
    water = next(one for one in standing.at(0) if one.thing.key == "water")
    assert (water.answer, water.margin_m, water.obstacle) == (Answer.UNKNOWN, None, "")


def test_a_missing_layer_that_no_rule_asks_about_is_no_doubt():
    """CJJ 75-97 asks a shrub for nothing beside water: that nobody has surveyed it keeps no hibiscus away."""
    assert stand(HIBISCUS, ground(unknown=("water",)), CJJ).answers[0] == Answer.CLEAR
    assert stand(MYRTLE, ground(unknown=("water",)), CJJ).answers[0] == Answer.UNKNOWN


def test_what_staff_state_not_to_be_here_is_clear_unless_the_map_shows_it():
    """The statement holds while nothing of the kind is on the map; a pipe that is there decides."""
    assert list(stand(MYRTLE, ground(), RULES).answers) == [Answer.CLEAR, Answer.CLEAR, Answer.TOO_CLOSE]
    assert ("water", "A planner, on the spot") in ground().absent
    beside_it = ground(water=network([shapely.LineString([(-5, 0.5), (30, 0.5)])]))
    assert "water" not in dict(beside_it.absent)
    assert stand(MYRTLE, beside_it, RULES).answers[0] == Answer.TOO_CLOSE


def test_a_line_of_unknown_kind_makes_the_sites_beside_it_unknown():
    """Within the widest distance that any line may ask it is named; where none is near, its layer says nothing."""
    other = network([shapely.LineString([(-5, -0.2), (5, -0.2)])], ids=["L-7"])
    standing = stand(MYRTLE, ground(other=other), RULES)
    assert list(standing.answers) == [Answer.UNKNOWN, Answer.CLEAR, Answer.TOO_CLOSE]
    worst = standing.at(0)[0]
    assert (worst.thing.key, worst.obstacle, worst.distance_m, worst.instead) == ("other", "L-7", 0.2, ())
    assert worst.requirement.metres == 1.5
    assert standing.ground.unchecked == ()


def test_a_line_of_unknown_kind_without_a_bore_may_be_as_wide_as_a_sewer():
    """1.7 m from its middle to the trunk: a sewer of 2 m may reach to 0.7 m, so that nobody calls the site clear."""
    line = shapely.LineString([(-5, -1.7), (5, -1.7)])
    other = network([line], diameter_mm=[np.nan], largest_mm=UNKNOWN_LINE.largest_mm, ids=["L-7"])
    told = stand(MYRTLE, ground(other=other), RULES).at(0)[0]
    assert (told.thing.key, told.answer, told.obstacle) == ("other", Answer.UNKNOWN, "L-7")
    assert "2000 mm" in why(translator("en"), told)
    narrow = network([line], diameter_mm=[100.0], largest_mm=UNKNOWN_LINE.largest_mm)
    assert stand(MYRTLE, ground(other=narrow), RULES).answers[0] == Answer.CLEAR


@pytest.mark.parametrize(("height_m", "kilovolts", "answer"), [
    (9.0, 10.0, Answer.UNKNOWN), (9.5, 10.0, Answer.CLEAR), (9.5, np.nan, Answer.UNKNOWN), (np.nan, 10.0, Answer.UNKNOWN),
    (12.5, np.nan, Answer.CLEAR), (27.9, 500.0, Answer.UNKNOWN)])  # fmt: skip
def test_a_line_of_unknown_kind_that_may_hang_is_asked_as_wires_are(height_m: float, kilovolts: float, answer: Answer):
    """Two metres beside the trunk no buried line matters: with a voltage or a height its distance from the crown does."""
    line = [shapely.LineString([(-60, -2.0), (80, -2.0)])]
    wire = network(line, height_m=[height_m], grade=[kilovolts], ids=["L-7"])
    standing = stand(MYRTLE, ground(other=network(line), other_overhead=wire), RULES)
    assert standing.answers[0] == answer
    told = next(one for one in standing.at(0) if one.thing.key == "other_overhead")
    assert told.answer == answer
    if answer == Answer.UNKNOWN:
        assert told.obstacle == "L-7"
        said = why(translator("en"), told, "L-7")
        assert said.startswith("line of unknown kind, perhaps overhead L-7: ")
        assert f"what it carries is not recorded, and up to {told.requirement.metres:g} m may be asked" in said


def test_a_line_that_may_hang_far_away_says_nothing_of_the_sites():
    """No layer of overhead lines is looked for: what nobody knows of lies 400 m away."""
    wire = network([shapely.LineString([(0, 400), (10, 400)])], grade=[10.0])
    assert list(stand(MYRTLE, ground(other_overhead=wire), RULES).answers) == [
        Answer.CLEAR,
        Answer.CLEAR,
        Answer.TOO_CLOSE,
    ]
    assert stand(MYRTLE, ground(other_overhead=wire), chosen(["GB 50289-2016"])).limits.unasked == (
        "tree",
        "other_overhead",
    )


def test_a_pipe_without_a_bore_is_undecided_where_its_width_would_matter():
    """An undimensioned sewer 1.55 m away keeps 1.5 m only if it is narrow: that is said, with the width reckoned with."""
    sewer = network([shapely.LineString([(-5, 1.55), (5, 1.55)])], diameter_mm=[np.nan], largest_mm=2000)
    told = next(one for one in stand(MYRTLE, ground(sewer=sewer), RULES).at(0) if one.thing.key == "sewer")
    assert (told.answer, told.unsized_m) == (Answer.UNDECIDED, 1.0)
    assert "2000 mm" in why(translator("en"), told)


def test_a_middle_that_is_too_close_within_its_accuracy_is_not_put_down_to_the_width():
    """A sewer 1.4 m away, good to 0.3 m: however narrow it is, the sources must be more exact."""
    line = shapely.LineString([(-5, 1.4), (5, 1.4)])
    sewer = network([line], diameter_mm=[np.nan], accuracy_m=[0.3], largest_mm=2000)
    told = next(one for one in stand(MYRTLE, ground(sewer=sewer), RULES).at(0) if one.thing.key == "sewer")
    assert (told.answer, told.margin_m) == (Answer.UNDECIDED, -0.1)
    said = why(translator("en"), told)
    assert "not exact enough" in said
    assert "mm" not in said


def test_spacing_follows_the_species():
    """Trees stand 5 m apart: enough for crape myrtle, not for camphor, whose crown asks 6 m."""
    narrow = ground(spacing_m=5.0)
    assert stand(MYRTLE, narrow, RULES).answers[0] == Answer.CLEAR
    camphor = stand(CAMPHOR, narrow, RULES).at(0)[0]
    assert (camphor.thing.key, camphor.requirement.metres, camphor.margin_m, camphor.obstacle) == (
        "tree",
        6.0,
        -1.0,
        "B",
    )


def test_a_shrub_has_its_own_column():
    """CJJ 75-97 asks a shrub for nothing beside a water pipe."""
    water = network([shapely.LineString([(-5, 0.5), (30, 0.5)])])
    assert stand(HIBISCUS, ground(water=water), CJJ).answers[0] == Answer.CLEAR
    assert stand(MYRTLE, ground(water=water), CJJ).answers[0] == Answer.TOO_CLOSE


def test_a_fallback_is_told_not_assumed():
    """Where the standard allows less in need, the answer stays and the allowance stands beside it."""
    water = network([shapely.LineString([(-5, 1.2), (30, 1.2)])])
    told = next(one for one in stand(MYRTLE, ground(water=water), CJJ).at(0) if one.thing.key == "water")
    assert told.answer == Answer.TOO_CLOSE
    assert [rule.clause for rule in told.instead] == ["6.2.2"]


def test_wires_meet_the_grown_tree():
    """Below a wire at 9 m a crape myrtle of 8 m is too high by half a metre; a camphor by far more."""
    wire = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[9.0], grade=[10.0])
    low, high = (
        next(one for one in stand(kind, ground(overhead=wire), RULES).at(0) if one.thing.key == "overhead")
        for kind in (MYRTLE, CAMPHOR)
    )
    assert (low.margin_m, high.margin_m) == (-0.5, -17.5)


@pytest.mark.parametrize(("kilovolts", "asked"), [
    (0.4, 1.0), (0.999, 1.0), (1.0, 1.5), (10.0, 1.5), (10.1, 3.0), (20.0, 3.0), (35.0, 3.0), (110.0, 3.0), (220.0, 3.5), (330.0, 4.5)])  # fmt: skip
def test_a_wire_asks_by_its_voltage(kilovolts: float, asked: float):
    """Each row of the tables holds for its voltages; what stands between two rows is asked what the higher one asks."""
    wire = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[8.0 + asked], grade=[kilovolts])
    told = overhead(wire)
    assert (told.answer, told.margin_m, told.requirement.metres, told.asked_m) == (Answer.CLEAR, 0.0, asked, asked)
    lower = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[7.999 + asked], grade=[kilovolts])
    assert overhead(lower).answer == Answer.TOO_CLOSE


@pytest.mark.parametrize(("above_m", "answer"), [
    (0.9, Answer.TOO_CLOSE), (1.0, Answer.UNDECIDED), (4.4, Answer.UNDECIDED), (4.5, Answer.CLEAR)])  # fmt: skip
def test_a_wire_of_unknown_voltage_is_undecided_where_the_voltage_would_change_the_answer(
    above_m: float, answer: Answer
):
    """From 1 m (below 1 kV) to 4.5 m (330 kV) may be asked of it, and the reason is told with both."""
    told = overhead(network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[8.0 + above_m]))
    assert (told.answer, told.asked_m, told.requirement.metres) == (answer, 1.0, 4.5)
    if answer == Answer.UNDECIDED:
        assert "its voltage is not recorded, and from 1 to 4.5 m may be asked" in why(translator("en"), told)


def test_a_voltage_above_all_tables_is_never_clear_nearby():
    """Of 500 kV no table here has a row: as much as of 330 kV in any case, and within 20 m nobody can say."""
    near, under_it, far = (
        overhead(network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[8.0 + above], grade=[500.0]))
        for above in (19.9, 4.4, 20.0)
    )
    assert (near.answer, under_it.answer, far.answer) == (Answer.UNDECIDED, Answer.TOO_CLOSE, Answer.CLEAR)
    assert "no table has a row for its voltage" in why(translator("en"), near)


def test_a_table_without_a_row_for_a_voltage_lends_the_next():
    """CJJ 75-97 alone begins at 1 kV: a wire of 400 V is asked what one of 10 kV is, never nothing."""
    wire = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[9.0], grade=[0.4])
    told = next(one for one in stand(MYRTLE, ground(overhead=wire), CJJ).at(0) if one.thing.key == "overhead")
    assert (told.answer, told.requirement.metres, told.margin_m) == (Answer.TOO_CLOSE, 1.5, -0.5)


def test_an_own_rule_beside_wires_holds_at_every_voltage():
    """A community that asks 6 m asks it of 400 V and of 330 kV alike."""
    own = OwnRule("r", "c", "overhead", Words("六米", "Six metres"), 6.0, 6.0)
    for kilovolts in (0.4, 10.0, 330.0, np.nan):
        wire = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[13.9], grade=[kilovolts])
        told = next(
            one for one in stand(MYRTLE, ground(overhead=wire), [*RULES, own.rule]).at(0) if one.thing.key == "overhead"
        )
        assert (told.answer, told.requirement.metres) == (Answer.TOO_CLOSE, 6.0)


@pytest.mark.parametrize(("height_m", "away_m", "answer"), [
    (1.9, 1.0, Answer.CLEAR), (1.9, 0.9, Answer.TOO_CLOSE), (2.0, 1.9, Answer.TOO_CLOSE), (2.0, 2.0, Answer.CLEAR),
    (np.nan, 0.9, Answer.TOO_CLOSE), (np.nan, 1.5, Answer.UNDECIDED), (np.nan, 2.0, Answer.CLEAR),
])  # fmt: skip
def test_a_fence_asks_by_its_height(height_m: float, away_m: float, answer: Answer):
    """One metre below two metres of height, two from there; where nobody recorded it, between the two nobody can say."""
    fence = network([shapely.LineString([(-60, -away_m), (80, -away_m)])], grade=[height_m], ids=["F-1"])
    told = next(one for one in stand(MYRTLE, ground(fence=fence), RULES).at(0) if one.thing.key == "fence")
    assert (told.answer, told.obstacle) == (answer, "F-1")
    if answer == Answer.UNDECIDED:
        assert "its height is not recorded, and from 1 to 2 m may be asked" in why(translator("en"), told)


def test_what_is_said_of_no_fence_nearby_is_true_of_all_that_are_there():
    """Low fences alone are looked for one metre around: nobody says that none stands within two."""
    fence = network([shapely.LineString([(-60, -1.8), (80, -1.8)])], grade=[1.2])
    told = next(one for one in stand(MYRTLE, ground(fence=fence), RULES).at(0) if one.thing.key == "fence")
    assert why(translator("en"), told) == "fence: none within 1 m."


def test_retaining_walls_and_reclaimed_water_are_asked():
    """Two metres from a retaining wall, one from reclaimed water, which water would not allow."""
    wall, reclaimed = (network([shapely.LineString([(-60, -y), (80, -y)])]) for y in (1.9, 1.0))
    told = {one.thing.key: one for one in stand(MYRTLE, ground(retaining_wall=wall, reclaimed=reclaimed), RULES).at(0)}
    assert (told["retaining_wall"].answer, told["retaining_wall"].margin_m) == (Answer.TOO_CLOSE, -0.1)
    assert (told["reclaimed"].answer, told["reclaimed"].margin_m) == (Answer.CLEAR, 0.0)


@pytest.mark.parametrize(("away_m", "answer"), [(1.0, Answer.TOO_CLOSE), (1.4, Answer.TOO_CLOSE), (1.5, Answer.CLEAR)])
def test_reclaimed_water_is_asked_what_water_is_where_no_table_knows_it(away_m: float, answer: Answer):
    """CJJ 75-97 alone has no row for it: 1.5 m, as beside a water pipe, with what the standard allows in need."""
    reclaimed = network([shapely.LineString([(-60, -away_m), (80, -away_m)])], ids=["R-1"])
    told = next(one for one in stand(MYRTLE, ground(reclaimed=reclaimed), CJJ).at(0) if one.thing.key == "reclaimed")
    assert (told.answer, told.requirement.metres) == (answer, 1.5)
    assert [rule.clause for rule in told.instead] == ["6.2.2"]
    missing = stand(MYRTLE, ground(unknown=("reclaimed",)), CJJ)
    assert missing.answers[0] == Answer.UNKNOWN, "it may be there"


def test_an_own_rule_beside_water_reaches_reclaimed_water_where_no_table_knows_it():
    """Four metres of a community's own beside water hold beside reclaimed water too, until a table knows better."""
    own = OwnRule("r", "c", "water", Words("四米", "Four metres"), 4.0).rule
    reclaimed = network([shapely.LineString([(-60, -3.9), (80, -3.9)])])
    for rules, asked in (((*CJJ, own), 4.0), ((*RULES, own), 1.0)):
        told = stand(MYRTLE, ground(reclaimed=reclaimed), rules).at(0)
        assert next(one.requirement.metres for one in told if one.thing.key == "reclaimed") == asked


@pytest.mark.parametrize(("kilovolts", "above_m", "answer"), [
    (35.0, 3.0, Answer.CLEAR), (110.0, 2.9, Answer.TOO_CLOSE), (110.0, 3.1, Answer.UNDECIDED), (220.0, 19.9, Answer.UNDECIDED),
    (330.0, 20.0, Answer.CLEAR), (np.nan, 0.9, Answer.TOO_CLOSE), (np.nan, 3.1, Answer.UNDECIDED)])  # fmt: skip
def test_a_voltage_above_the_tables_in_force_is_never_clear_nearby(kilovolts: float, above_m: float, answer: Answer):
    """The distribution table alone ends at 35 kV: of 110 to 330 kV it asks 3 m in any case, and within 20 m nobody can say."""
    table = chosen([key for key in usual() if key.startswith("Distribution")])
    wire = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[8.0 + above_m], grade=[kilovolts])
    told = next(one for one in stand(MYRTLE, ground(overhead=wire), table).at(0) if one.thing.key == "overhead")
    assert told.answer == answer
    if answer == Answer.UNDECIDED:
        reason = "its voltage is not recorded" if np.isnan(kilovolts) else "no table has a row for its voltage"
        assert reason in why(translator("en"), told)


@pytest.mark.parametrize(("height_m", "away_m", "answer"), [
    (1.9, 1.0, Answer.CLEAR), (2.0, 0.9, Answer.TOO_CLOSE), (2.0, 1.9, Answer.UNDECIDED), (2.0, 2.0, Answer.CLEAR),
    (np.nan, 1.9, Answer.UNDECIDED)])  # fmt: skip
def test_a_high_fence_of_which_no_table_in_force_knows_is_undecided(height_m: float, away_m: float, answer: Answer):
    """CJJ 75-97 alone knows fences below two metres: of a higher one a metre is asked in any case, and perhaps two."""
    fence = network([shapely.LineString([(-60, -away_m), (80, -away_m)])], grade=[height_m])
    told = next(one for one in stand(MYRTLE, ground(fence=fence), CJJ).at(0) if one.thing.key == "fence")
    assert told.answer == answer
    if told.answer == Answer.UNDECIDED and not np.isnan(height_m):
        assert "no table has a row for its height, and from 1 to 2 m may be asked" in why(translator("en"), told)
    far = network([shapely.LineString([(-60, -9), (80, -9)])], grade=[height_m])
    said = next(one for one in stand(MYRTLE, ground(fence=far), CJJ).at(0) if one.thing.key == "fence")
    assert why(translator("en"), said) == f"fence: none within {1 if height_m < 2 else 2} m."


@pytest.mark.parametrize(("height_m", "exact_m", "away_m", "answer"), [
    (1.95, 0.2, 1.5, Answer.UNDECIDED), (1.95, 0.2, 0.9, Answer.TOO_CLOSE), (1.95, 0.2, 2.0, Answer.CLEAR),
    (1.95, 0.04, 1.5, Answer.CLEAR), (2.15, 0.2, 1.5, Answer.UNDECIDED), (2.15, 0.15, 1.5, Answer.TOO_CLOSE),
    (1.8, 0.2, 1.5, Answer.UNDECIDED), (1.95, np.nan, 1.5, Answer.CLEAR)])  # fmt: skip
def test_a_fence_is_of_every_height_that_its_accuracy_leaves_open(
    height_m: float, exact_m: float, away_m: float, answer: Answer
):
    """1.95 m good to 0.2 m may be two metres: from one to two are asked, and the reason is told."""
    fence = network([shapely.LineString([(-60, -away_m), (80, -away_m)])], height_m=[height_m], grade=[height_m],
                    height_accuracy_m=[exact_m])  # fmt: skip
    told = next(one for one in stand(MYRTLE, ground(fence=fence), RULES).at(0) if one.thing.key == "fence")
    assert told.answer == answer
    if answer == Answer.UNDECIDED:
        assert "its height is not exact enough to tell, and from 1 to 2 m may be asked" in why(translator("en"), told)


def test_how_exact_the_height_of_a_wire_is_is_no_doubt_of_its_voltage():
    """Ten kilovolts at a height good to half a metre stay ten kilovolts: 1.5 m."""
    wire = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[20.0], grade=[10.0], height_accuracy_m=[0.5])
    assert overhead(wire).requirement.metres == 1.5


def test_fences_that_nobody_has_surveyed_make_sites_unknown():
    """As of everything else: until staff state that there is none."""
    missing = ("fence", "retaining_wall", "reclaimed")
    assert stand(MYRTLE, ground(unknown=missing), RULES).answers[0] == Answer.UNKNOWN
    assert stand(MYRTLE, ground(), RULES).answers[0] == Answer.CLEAR


def test_unknown_height_below_a_wire():
    """A species of which nobody knows how high it grows is unknown below a wire."""
    wire = network([shapely.LineString([(-60, 0), (80, 0)])], height_m=[9.0])
    nobody = replace(MYRTLE, height_m=None)
    assert stand(nobody, ground(overhead=wire), RULES).answers[0] == Answer.UNKNOWN


def test_what_could_stand_instead():
    """At a site where camphor is too close to its neighbours, smaller species are named."""
    names = {one.scientific for one in could_stand(0, list(seed().values()), ground(spacing_m=5.0), RULES)}
    assert MYRTLE.scientific in names
    assert CAMPHOR.scientific not in names
    assert could_stand(2, list(seed().values()), ground(spacing_m=5.0), RULES) == ()


def test_foreign_tables_are_off():
    """New York asks for 25 feet from a lamp; here that holds only where the community has chosen it."""
    lamp = network([shapely.Point(0.0, 3.0)])
    assert stand(MYRTLE, ground(lamp=lamp), RULES).answers[0] == Answer.CLEAR
    foreign = chosen([*usual(), "NYC Parks street tree planting standards"])
    assert stand(MYRTLE, ground(lamp=lamp), foreign).answers[0] == Answer.TOO_CLOSE


def test_findings_are_asked_once():
    """Species that ask for the same distance share one answer."""
    one = ground()
    first, second = (stand(kind, one, RULES) for kind in (MYRTLE, CAMPHOR))
    assert first.found[0][2] is second.found[0][2]
    assert not np.shares_memory(first.answers, second.answers)
