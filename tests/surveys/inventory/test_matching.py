"""Columns are found by the names that files give them."""

from __future__ import annotations

import pandas as pd
import pytest

from planning.surveys.inventory.kinds import KINDS
from planning.surveys.inventory.matching import Matching, matched
from planning.surveys.inventory.units import plain


def _matched(*columns: str, kind: str = "tree", rows: int = 2, **asked: str) -> Matching:
    frame = pd.DataFrame({c: [f"{c}{n}" for n in range(rows)] for c in columns}, dtype="str")
    return matched(KINDS[kind], frame, asked, has_geometry=False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Diameter (cm)", ("diameter", "cm")), ("dbh_cm", ("dbh", "cm")), ("胸径（厘米）", ("胸径", "cm")),
        ("TreeHeight", ("treeheight", "")), ("Höhe [m]", ("höhe", "m")), ("Area (m²)", ("area", "m2")),
        ("Stamm-Umfang", ("stammumfang", "")), ("ＤＢＨ", ("dbh", "")), ("note (free text)", ("note", "")),
    ],
)  # fmt: skip
def test_a_name_is_compared_without_case_marks_and_unit(name, expected):
    """The unit in brackets or at the end is kept apart."""
    assert plain(name) == expected


def test_chinese_columns_are_found():
    """A Chinese inventory needs no mapping."""
    assert _matched("编号", "树种", "胸径(cm)", "树高", "冠幅", "经度", "纬度", "备注").columns == {
        "external_id": "编号", "species": "树种", "dbh_cm": "胸径(cm)", "height_m": "树高", "crown_m": "冠幅",
        "note": "备注", "x": "经度", "y": "纬度",
    }  # fmt: skip


def test_columns_of_taipei_and_of_german_cities_are_found():
    """English names with Chinese values, and German ones."""
    taipei = _matched("TreeID", "Dist", "TreeType", "Diameter", "TreeHeight", "TWD97X", "TWD97Y", "SurveyDate")
    assert taipei.columns["x"] == "TWD97X"
    assert taipei.columns["surveyed_on"] == "SurveyDate"
    graz = _matched("nummer", "objectid", "baumbezeichnung_deutsch", "baumbezeichnung_botanisch", "pflanzjahr")
    assert graz.columns == {
        "external_id": "objectid", "species": "baumbezeichnung_deutsch", "scientific": "baumbezeichnung_botanisch",
        "planted_year": "pflanzjahr",
    }  # fmt: skip


def test_units_are_those_of_the_name_or_the_usual_ones():
    """Inches stay inches until they are converted, in sight."""
    found = _matched("dbh_in", "height (ft)", "冠幅")
    assert found.units == {"dbh_cm": "in", "height_m": "ft", "crown_m": "m"}


def test_a_planner_s_word_goes_before_what_is_found():
    """`--map` takes aliases, and a unit in the field's name."""
    found = _matched("TreeType", "Art2", "D", "E", "N", species="Art2", dbh_mm="D", lon="E", lat="N")
    assert found.columns == {"species": "Art2", "dbh_cm": "D", "x": "E", "y": "N"}
    assert found.units == {"dbh_cm": "mm"}
    assert found.problems == []


def _said(kind: str, name: str) -> Matching:
    """A column that is no field by its own name, for a field that the planner names."""
    return matched(KINDS[kind], pd.DataFrame({"any": ["1", "2"]}, dtype="str"), {name: "any"}, has_geometry=False)


@pytest.mark.parametrize(
    ("kind", "name"), [(form.kind, one.name) for form in KINDS.values() for one in form.fields if one.unit]
)
def test_a_field_is_named_without_its_unit(kind, name):
    """Each by what stands before its unit, as the page says it: `height_accuracy` is no height."""
    found = _said(kind, name.rpartition("_")[0])
    assert (found.columns, found.problems) == ({name: "any"}, [])


@pytest.mark.parametrize("name", ["height_colour", "dbh_kv", "voltage_m", "height_accuracy_kv"])
def test_a_unit_that_is_none_of_a_field_names_nothing(name):
    """It is refused, and not taken for the field without its unit."""
    found = _said("tree" if name == "dbh_kv" else "pipe", name)
    assert (found.columns, [one.code for one in found.problems]) == ({}, ["unknown_field"])


@pytest.mark.parametrize(("column", "name"), [
    ("hAcc", "accuracy_m"), ("h_acc_m", "accuracy_m"), ("vAcc", "height_accuracy_m"), ("v_acc_m", "height_accuracy_m"),
])  # fmt: skip
def test_accuracies_of_satellite_receivers_are_told_apart(column, name):
    """In their logs h is for horizontal and v for vertical."""
    assert _matched(column, kind="pipe").columns == {name: column}


def test_everything_wrong_with_a_mapping_is_said_at_once():
    """Unknown fields and unknown columns, each with what there is."""
    found = _matched("A", "B", colour="A", species="C")
    assert [p.code for p in found.problems] == ["unknown_field", "unknown_column"]
    assert "external_id" in str(found.problems[0])
    assert "A, B" in str(found.problems[1])


def test_an_id_that_is_the_same_everywhere_is_no_id():
    """Another column that tells rows apart is taken; if there is none, none is."""
    frame = pd.DataFrame({"TreeID": ["0"] * 4, "nr": list("abcd")}, dtype="str")
    assert matched(KINDS["tree"], frame, {}, has_geometry=True).columns["external_id"] == "nr"
    found = matched(KINDS["tree"], frame[["TreeID"]], {}, has_geometry=True)
    assert "external_id" not in found.columns
    assert [w.code for w in found.warnings] == ["constant_ids"]


def test_an_outline_comes_from_a_geometry_column():
    """Buildings have no pin: their column of well-known text is found instead."""
    assert _matched("id", "WKT", "层数", "x", "y", kind="building").columns == {
        "external_id": "id", "storeys": "层数", "geometry": "WKT",
    }  # fmt: skip
