"""What `docs/deciding.md` shows is what the house does: its tables are read, its rules decide."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner

from planning.cli.main import main
from planning.options.decision.presets import PRESETS
from planning.options.electorate import VoterKind
from planning.options.roll import CONTACTS, HEADINGS, KINDS, parse_roll

TEXT = (Path(__file__).parents[2] / "docs" / "deciding.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The examples in a language."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def test_the_roll_is_one_of_four_heads():
    """A household, an owner of two units with both areas, a shop, the developer."""
    roll, _ = blocks("csv")
    voters = parse_roll(roll, community_id="c", round_id="r", courtyards={"C1": "id"})
    assert [(voter.kind, voter.units, voter.area) for voter in voters] == [
        (VoterKind.HOUSEHOLD, 1, 8735), (VoterKind.OWNER, 2, 17745), (VoterKind.SHOP, 1, 3550), (VoterKind.DEVELOPER, 1, 9010),
    ]  # fmt: skip


def test_every_word_of_the_table_is_understood():
    """Headings, kinds and contact status in both languages."""
    rows = re.findall(r"^\| (`.*?) \| (.*?) \| (.*?) \|$", TEXT, re.MULTILINE)
    english = [name for cell, _, _ in rows for name in re.findall(r"`(\w+)`", cell)]
    chinese = [name for _, cell, _ in rows for name in cell.split("、")]
    assert [HEADINGS.get(name) for name in english] == english
    assert [HEADINGS.get(name) for name in chinese] == english
    said = {name: told for name, _, told in rows}
    assert {*re.findall(r"`(\w+)`", said["`kind`"])} <= KINDS.keys()
    assert {*re.findall(r"`(\w+)`", said["`contact`"])} <= CONTACTS.keys()


def test_the_rules_decide(tmp_path: Path):
    """Both examples with the votes of the page: the first by the preset, the second by building."""
    votes = tmp_path / "votes.csv"
    votes.write_text(blocks("csv")[1], "utf-8")
    accepted = []
    for number, rule in enumerate(blocks("json")):
        file = tmp_path / f"rule{number}.json"
        file.write_text(rule, "utf-8")
        result = CliRunner().invoke(main, ["decide", str(votes), "--rule", str(file), "--json"])
        assert result.exit_code == 0, result.stderr
        accepted.append(json.loads(result.stdout)["accepted"])
    # 6 of 8 by heads and 600.35 of 720.40 m² consent; of the whole roll of 800.40 m² three quarters are 600.30 m², and
    # building 2 has 300.15 of 400.20, exactly three quarters; building 1 has 300.20.
    assert accepted == [True, True]


def test_every_preset_is_named():
    """And none that is not there."""
    told = TEXT.partition("Presets:")[2].partition("Or one's own")[0]
    assert set(re.findall(r"`(\w+)`", told)) == set(PRESETS)
