"""The table of distances: read whole, strictest first, never surer than its source."""

from dataclasses import replace

from geodata.clearance.rules import Direction, Habit, Rule, Status, Subject, requirement, seed

TREE, SHRUB = Subject(Habit.TREE), Subject(Habit.SHRUB)


def rule(id_: str, tree_m: float | None, shrub_m: float | None = None, *, fallback: bool = False) -> Rule:
    """A rule with the distances that matter to a test."""
    return Rule(id_, "S", "", "1", "water", "给水", "Water", "centre to face", tree_m, shrub_m,
                Direction.HORIZONTAL, Status.READ, is_fallback=fallback)  # fmt: skip


def test_the_seed_is_whole():
    """All rows of the seed are rules, each with a name of its own."""
    rules = seed()
    assert len(rules) == len({one.id for one in rules}) >= 60
    assert {one.facility for one in rules} >= {
        "water",
        "sewer",
        "gas",
        "power",
        "hydrant",
        "kerb",
        "lamp",
        "pole",
        "ohl_1_10kV",
    }


def test_edition_is_apart_from_the_name():
    """A Chinese standard is told with its edition, since a later one may ask for something else."""
    named = {one.id: (one.standard, one.edition, one.title) for one in seed()}
    assert named["CJJ75-97_water"] == ("CJJ 75", "97", "CJJ 75-97")
    assert named["GB50289_gas_low"] == ("GB 50289", "2016", "GB 50289-2016")
    assert named["nyc_tree"][1] == ""


def test_recalled_rows_must_be_checked():
    """A figure from memory says so; one that was read in a quotation does not pretend to be recalled."""
    by_id = {one.id: one for one in seed()}
    assert by_id["GB50289_water"].must_be_checked
    assert not by_id["CJJ75-97_water"].must_be_checked


def test_no_requirement_is_no_zero():
    """A blank cell asks nothing; it is no distance of zero metres."""
    water = next(one for one in seed() if one.id == "CJJ75-97_water")
    assert water.metres(TREE) == 1.5
    assert water.metres(SHRUB) is None
    assert requirement([water], SHRUB) is None


def test_strictest_wins_and_all_are_shown():
    """The largest distance decides, and the rules below it stay in sight."""
    asked = requirement([rule("a", 1.0), rule("b", 1.5), rule("c", None)], TREE)
    assert asked is not None
    assert asked.metres == 1.5
    assert [one.id for one in asked.rules] == ["b", "a"]


def test_a_fallback_decides_nothing():
    """What a standard allows only where its first distance cannot be kept is never the requirement."""
    assert requirement([rule("a", 2.0, fallback=True)], TREE) is None
    asked = requirement([rule("a", 2.0, fallback=True), rule("b", 1.0)], TREE)
    assert asked is not None
    assert asked.metres == 1.0
    assert [one.is_fallback for one in seed() if one.clause == "6.2.2"] == [True] * 6


def test_equal_rules_keep_one_order():
    """Rules of one distance are told in the order of their names, whatever order they came in."""
    one, two = rule("a", 1.0), replace(rule("b", 1.0), standard="T")
    assert requirement([two, one], TREE) == requirement([one, two], TREE)


def test_a_rule_for_strong_roots_or_wide_crowns():
    """A community's own rule may be for species with strong roots or wide crowns only."""
    strict = replace(rule("a", 3.0), roots_from=3)
    wide = replace(rule("b", 5.0), crown_from_m=5.0)
    assert strict.metres(Subject(Habit.TREE, roots=2)) is None
    assert strict.metres(Subject(Habit.TREE, roots=3)) == 3.0
    assert wide.metres(Subject(Habit.TREE, crown_m=4.9)) is None
    assert wide.metres(Subject(Habit.TREE, crown_m=5.0)) == 5.0
