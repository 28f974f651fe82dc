"""Cells are read as a whole column; what is not understood is left empty and counted."""

from __future__ import annotations

import math
import time
from datetime import date
from typing import Any

import pandas as pd
import pytest

from planning.surveys.inventory import cells
from planning.surveys.inventory.kinds import PIPE, TREE, Field
from planning.surveys.inventory.species import species_of
from planning.surveys.inventory.units import plain
from planning.surveys.observation import Condition, PipeKind, Species

FIELDS: dict[str, Field] = {field.name: field for field in (*PIPE.fields, *TREE.fields)}


def _read(name: str, *texts: str, unit: str = "") -> tuple[list[Any], list[str]]:
    warnings: list[str] = []
    column = pd.Series(texts, dtype="str")
    values = cells.read(FIELDS[name], column, unit or FIELDS[name].unit, lambda p: warnings.append(p.code))
    return [None if isinstance(v, float) and math.isnan(v) else v for v in values], warnings


def test_numbers_are_finite_and_plain():
    """Not a number, infinite, hexadecimal and a pair are no numbers; a decimal comma is one if no point is there."""
    texts = ["1", "-2.5", "3e2", ".5", "nan", "inf", "1e999", "0x10", "1_000", "31,2", "", "1 2"]
    found = cells.numbers(pd.Series(texts, dtype="str"))
    assert [None if math.isnan(n) else n for n in found] == [1, -2.5, 300, 0.5] + [None] * 8
    assert cells.numbers(pd.Series(["31,2", "7"], dtype="str")).tolist() == [31.2, 7]


def test_zero_is_not_measured_and_nonsense_is_counted():
    """Files write 0 for a missing diameter; a negative or absurd one is left empty with a warning."""
    assert _read("dbh_cm", "20", "0", "", "-3", "99999", "thick") == (
        [20, None, None, None, None, None],
        ["unread_values"],
    )


def test_units_are_converted_exactly():
    """Inches, metres and millimetres become centimetres."""
    assert _read("dbh_cm", "10", unit="in")[0] == [25.4]
    assert _read("dbh_cm", "0.3", unit="m")[0] == [30]
    assert _read("dbh_cm", "199", unit="mm")[0] == [19.9]
    assert _read("dbh_cm", "19.9", unit="cm")[0] == [19.9]


@pytest.mark.parametrize(("texts", "unit"), [(["0.2", "0.35", "0.4"], "cm"), (["250", "310", "400"], "cm")])
def test_a_unit_that_the_numbers_contradict_is_doubted(texts, unit):
    """Metres or millimetres in a column of centimetres: nothing is changed, but it is said."""
    values, warnings = _read("dbh_cm", *texts, unit=unit)
    assert values == [float(t) for t in texts]
    assert warnings == ["unit_doubtful"]


def test_dates_of_three_countries_are_read():
    """ISO with and without time, Chinese, German, and compact; impossible ones are counted."""
    texts = ["2022-06-15", "2022/6/15 10:00", "2022年6月15日", "15.06.2022", "20220615", "2022-02-30", "soon", ""]
    values, warnings = _read("surveyed_on", *texts)
    assert [None if pd.isna(v) else v.date() for v in values] == [date(2022, 6, 15)] * 5 + [None] * 3
    assert warnings == ["unread_values"]


def test_years_are_found_in_dates():
    """Planting years come as years or as dates; 0 is none."""
    assert _read("planted_year", "1998", "2020-11-14", "0", "", "98") == (
        [1998, 2020, None, None, None],
        ["unread_values"],
    )


def test_words_of_a_condition_are_understood():
    """In three languages; an unknown word is left open and counted."""
    values, warnings = _read("condition", "良好", "Gut", "POOR", "", "so lala")
    assert values == [Condition.GOOD, Condition.GOOD, Condition.POOR, None, None]
    assert warnings == ["unread_values"]


def test_text_loses_what_cannot_be_seen():
    """Controls and direction marks go; long text is cut with a warning."""
    assert _read("street", " 玉林\u202e东路\x07 ", "plain") == (["玉林东路", "plain"], [])
    values, warnings = _read("street", "长" * 200)
    assert (len(values[0]), warnings) == (120, ["cut_text"])


@pytest.mark.parametrize(
    ("cells_of_row", "species"),
    [
        (("女贞",), Species(zh="女贞")),
        (("女贞", "Ligustrum lucidum"), Species(zh="女贞", scientific="Ligustrum lucidum")),
        (("Platane (Platanus x hispanica)",), Species(scientific="Platanus x hispanica", en="Platane")),
        (('Blutbuche (Fagus sylvatica "Purpurea")',), Species(scientific='Fagus sylvatica "Purpurea"', en="Blutbuche")),
        (("女贞（Ligustrum lucidum）",), Species(zh="女贞", scientific="Ligustrum lucidum")),
        (("Linde",), Species(en="Linde")),
        (("Acer campestre",), Species(scientific="Acer campestre")),
        (("Red maple",), Species(en="Red maple")),
        (("", "Acer campestre"), Species(scientific="Acer campestre")),
        (("", ""), None),
    ],
)
def test_names_of_species_go_to_their_places(cells_of_row, species):
    """Chinese, botanical and local names, alone or together in one cell."""
    assert species_of(*cells_of_row) == species


@pytest.mark.parametrize(("word", "kind"), [
    ("再生水", PipeKind.RECLAIMED), ("ZS", PipeKind.RECLAIMED), ("Reclaimed water", PipeKind.RECLAIMED),
    ("砖砌围墙", PipeKind.FENCE), ("围栏", PipeKind.FENCE), ("fence", PipeKind.FENCE), ("挡土墙", PipeKind.RETAINING_WALL),
    ("retaining_wall", PipeKind.RETAINING_WALL), ("Stützmauer", PipeKind.RETAINING_WALL), ("110kV架空线", PipeKind.OVERHEAD),
    ("给水管", PipeKind.WATER), ("污水管道", PipeKind.SEWER), ("电力电缆", PipeKind.POWER),
    ("燃气管线", PipeKind.GAS), ("中压燃气", PipeKind.GAS), ("中水", PipeKind.RECLAIMED), ("JS", PipeKind.WATER), ("ys", PipeKind.SEWER),
    ("RL", PipeKind.HEAT), ("通信电缆", PipeKind.TELECOM), ("架空电力线", PipeKind.OVERHEAD), ("Abwasserkanal", PipeKind.SEWER),
    ("Water main", PipeKind.WATER), ("gas", PipeKind.GAS), ("热水供水", PipeKind.HEAT), ("石油", None), ("jsx", None),
    ("Rainwater", PipeKind.SEWER), ("foul water", PipeKind.SEWER), ("Surface water drain", PipeKind.SEWER),
    ("Mischwasserkanal", PipeKind.SEWER), ("Niederschlagswasser", PipeKind.SEWER), ("Oberflächenwasser", PipeKind.SEWER),
    ("hot water", PipeKind.HEAT), ("Warmwasser", PipeKind.HEAT), ("Heizwasser", PipeKind.HEAT), ("Steam", PipeKind.HEAT),
    ("Trinkwasser", PipeKind.WATER),
    ("高压线", PipeKind.OVERHEAD), ("低壓線", PipeKind.OVERHEAD), ("10kV配电线路", PipeKind.OVERHEAD), ("输电线路", PipeKind.OVERHEAD),
    ("minor_line", PipeKind.OVERHEAD), ("高压电缆", PipeKind.POWER), ("低压线缆", PipeKind.POWER), ("燃气低压线", PipeKind.GAS),
])  # fmt: skip
def test_everyday_words_for_lines_are_understood(word: str, kind: PipeKind | None):
    """Longer names by what they hold, codes of surveys as whole words; what is understood by nobody is told."""
    values, warnings = _read("carries", word)
    assert values == [kind]
    assert warnings == ([] if kind else ["unread_values"])


@pytest.mark.parametrize(("text", "mm"), [
    ("200", 200), ("DN200", 200), ("dn 200", 200), ("φ300", 300), ("Φ300", 300), ("Ø110", 110), ("D400", 400), ("DN200mm", 200),
    ("400×200", 400), ("400x200", 400), ("200 X 400", 400), ("400*200", 400), ("6-φ110", 110), ("gross", None), ("DN", None), ("", None),
])  # fmt: skip
def test_diameters_as_surveys_write_them(text: str, mm: float | None):
    """A nominal bore, a sign before the number, or both sides of a duct: the larger one counts."""
    values, warnings = _read("diameter_mm", text)
    assert values == [mm]
    assert warnings == (["unread_values"] if text and mm is None else [])


@pytest.mark.parametrize(
    ("texts", "better"), [(("0.31", "0.28", "0.4"), "m"), (("310", "280", "400"), "mm"), (("3100000",), "")]
)
def test_a_doubtful_unit_is_told_with_the_one_that_would_fit(texts: tuple[str, ...], better: str):
    """Trunks of 0.31 "cm" are metres, of 310 millimetres; where no unit fits none is named."""
    said: list[Any] = []
    cells.read(FIELDS["dbh_cm"], pd.Series(texts, dtype="str"), "cm", said.append)
    assert [one.params.get("better", "") for one in said if one.code == "unit_doubtful"] == ([better] if better else [])


@pytest.mark.parametrize(("name", "expected"), [
    ("胸径cm", ("胸径", "cm")), ("DBH_inches", ("dbh", "in")), ("树高米", ("树高", "m")), ("胸径厘米", ("胸径", "cm")),
    ("Height feet", ("height", "ft")), ("atom", ("atom", "")), ("DBH (cm)", ("dbh", "cm")),
])  # fmt: skip
def test_units_glued_to_a_name_are_units(name: str, expected: tuple[str, str]):
    """As Chinese tables and American ones write them."""
    assert plain(name) == expected


def test_a_column_that_no_unit_makes_usual_is_perhaps_another_one():
    """Trunks of a hundredth of a millimetre: no unit is hinted at, the column is asked about."""
    said: list[Any] = []
    cells.read(FIELDS["dbh_cm"], pd.Series(["0.001"], dtype="str"), "cm", said.append)
    assert [(one.code, one.params.get("better"), "right column" in str(one)) for one in said] == [
        ("unit_doubtful", None, True)
    ]


@pytest.mark.parametrize(("told", "kilovolts"), [
    ("110kV", 110), ("10千伏", 10), ("10 KV", 10), ("380 V", 0.38), ("220伏", 0.22), ("35", 35), ("10/0.4kV", 10), ("1-10 kV", 10),
    ("110kV;10kV", 110), ("AC 10 kV", 10), ("±800kV", 800), ("220kV线路", 220), ("10kV架空线", 10),
])  # fmt: skip
def test_voltages_are_read_with_their_units(told: str, kilovolts: float):
    """In kilovolts or volts, Chinese or not; of several the highest; a bare number is in the unit of its column."""
    assert _read("voltage_kv", told)[0] == [kilovolts]


@pytest.mark.parametrize("told", ["10;400V", "35/380V", "10kV;380", "10kV;35;380V"])
def test_a_number_beside_a_unit_that_may_be_another_is_not_guessed(told: str):
    """Only kilovolts behind the last number are those of all; anything else stays empty, and is told."""
    for unit in ("kV", "V"):
        assert _read("voltage_kv", told, unit=unit) == ([None], ["unread_values"])


@pytest.mark.parametrize(("told", "kilovolts"), [
    ("10kV;35;0.4kV", 35), ("10kV;380V", 10), ("10千伏/380伏", 10), ("35;10千伏", 35), ("10;35", 35)])  # fmt: skip
def test_numbers_whose_units_are_plain_are_read(told: str, kilovolts: float):
    """Kilovolts at the end, a unit behind each, or none at all."""
    assert _read("voltage_kv", told) == ([kilovolts], [])


@pytest.mark.parametrize(
    "told",
    ["1" * 100_000 + "x", "1" + " " * 100_000 + "x", "1 " * 50_000 + "x", "1-" * 50_000, "AC" + "1;" * 50_000 + "x"],
)
@pytest.mark.parametrize("name", ["voltage_kv", "diameter_mm", "height_m"])
def test_a_very_long_cell_is_left_at_once(name: str, told: str):
    """A hundred thousand characters take no longer than their number asks for."""
    begun = time.process_time()
    assert _read(name, told) == ([None], ["unread_values"])
    assert time.process_time() - begun < 2


def test_a_column_of_volts_becomes_kilovolts():
    """As OpenStreetMap writes it, several of one line among them; what is no voltage stays empty and is counted."""
    assert _read("voltage_kv", "10000", "110000;10000", "400", unit="V")[0] == [10, 110, 0.4]
    assert _read("voltage_kv", "high", "10") == ([None, 10], ["unread_values"])
    assert _read("voltage_kv", "110000", "10") == ([None, 10], ["unread_values"])
    assert _read("voltage_kv", "380", "220") == ([380, 220], ["unit_doubtful"])


@pytest.mark.parametrize(("name", "unit"), [
    ("voltage_kv", "kV"), ("voltage_v", "V"), ("Voltage (V)", "V"), ("电压(kV)", "kV"), ("电压kV", "kV"), ("电压V", "V")])  # fmt: skip
def test_a_unit_of_voltage_stands_in_the_name(name: str, unit: str):
    """As metres do; a V at the end of another name is none."""
    assert plain(name)[1] == unit
    assert plain("x_v") == ("xv", "")
