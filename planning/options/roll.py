"""The roll 选民名册 as a table: read as a whole, with everything that is wrong in it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from planning.errors import N_, Problem, Refusals
from planning.options.electorate import Contact, Holding, Voter, VoterKind
from planning.options.roll_cells import area_of, count_of
from planning.options.roll_table import DATE, Line, table_of
from planning.site import new_id
from planning.wording import checked

HEADINGS = {
    "kind": "kind", "类别": "kind", "类型": "kind", "身份": "kind",
    "label": "label", "door": "label", "门牌": "label", "门牌号": "label", "房号": "label", "名称": "label",
    "courtyard": "courtyard", "院落": "courtyard", "院落编号": "courtyard",
    "street_front": "street_front", "street front": "street_front", "临街": "street_front", "沿街": "street_front",
    "building": "building", "楼栋": "building", "楼栋号": "building", "幢": "building", "栋": "building",
    "unit": "unit", "stairwell": "unit", "单元": "unit", "单元号": "unit",
    "area": "area", "area_m2": "area", "floor area": "area", "floor_area": "area", "面积": "area", "建筑面积": "area",
    "专有部分面积": "area", "面积（平方米）": "area", "面积(平方米)": "area", "面积(㎡)": "area", "面积（㎡）": "area",
    "units": "units", "number of units": "units", "number_of_units": "units", "套数": "units", "房屋套数": "units",
    "owner": "owner", "owner number": "owner", "owner_number": "owner", "业主编号": "owner", "户编号": "owner",
    "contact": "contact", "contact status": "contact", "contact_status": "contact", "联系情况": "contact", "联系状态": "contact",
}  # fmt: skip
"""Names that a column may have."""

KINDS = {
    "household": VoterKind.HOUSEHOLD, "住户": VoterKind.HOUSEHOLD, "家庭": VoterKind.HOUSEHOLD, "户": VoterKind.HOUSEHOLD,
    "shop": VoterKind.SHOP, "商铺": VoterKind.SHOP, "店铺": VoterKind.SHOP, "商户": VoterKind.SHOP,
    "owner": VoterKind.OWNER, "业主": VoterKind.OWNER,
    "unsold": VoterKind.DEVELOPER, "developer": VoterKind.DEVELOPER, "未售": VoterKind.DEVELOPER,
    "未出售": VoterKind.DEVELOPER, "开发商": VoterKind.DEVELOPER, "建设单位": VoterKind.DEVELOPER,
}  # fmt: skip

CONTACTS = {
    "": Contact.NOT_YET, **{str(contact): contact for contact in Contact},
    "未联系": Contact.NOT_YET, "已联系": Contact.REACHED, "联系不上": Contact.NOT_REACHED, "未联系上": Contact.NOT_REACHED,
    "不愿参与": Contact.DECLINED, "拒绝": Contact.DECLINED,
}  # fmt: skip

LONGEST_LABEL = 80


def parse_roll(
    table: str | bytes, *, community_id: str, round_id: str, courtyards: Mapping[str, str],
    enrolled: Iterable[Voter] = (),
) -> list[Voter]:  # fmt: skip
    """Voters from a table: the text of a CSV file, or the bytes of a CSV or XLSX file.

    Columns ``kind`` and ``label``; beside them ``courtyard, street_front, building, unit, area, units, owner, contact``,
    in English or Chinese. Lines with the same ``owner`` are one voter with all their units, and so are all unsold units.

    :param courtyards: ids of the community's courtyards by their codes.
    :param enrolled: who is on the roll already; a door or an owner cannot be enrolled twice.

    Raises :class:`Refusals`, one problem a fault, each with its line counted from 1.
    """
    reading = _Reading(courtyards, Voter("", community_id, round_id, VoterKind.HOUSEHOLD, ""))
    reading.know(enrolled)
    for line in table_of(table, HEADINGS, needed=("kind", "label")):
        reading.line(line)
    if reading.problems:
        raise Refusals(reading.problems)
    return list(reading.voters.values())


@dataclass(slots=True)
class _Reading:
    """A roll while it is read: what is wrong is collected; lines of one owner grow together."""

    courtyards: Mapping[str, str]
    blank: Voter
    problems: list[Problem] = field(default_factory=list)
    voters: dict[tuple[str, str], Voter] = field(default_factory=dict)
    doors: set[tuple[str, ...]] = field(default_factory=set)
    owners: set[tuple[str, str]] = field(default_factory=set)

    def know(self, enrolled: Iterable[Voter]) -> None:
        """Remember who is on the roll already."""
        for voter in enrolled:
            if voter.owner or voter.kind is VoterKind.DEVELOPER:
                self.owners.add(self.head(voter))
            self.doors |= {door(holding) for holding in voter.holdings} or {
                door(Holding(voter.label, self.place(voter)))
            }

    def wrong(self, line: Line, code: str, sentence: str, text: str = "") -> None:
        self.problems.append(Problem(code, sentence, {"line": line.number, "text": text[:40]}, line.number))

    def line(self, line: Line) -> None:
        """One line: a voter of its own, or one more unit of an owner who had a line before."""
        before = len(self.problems)
        voter = self.voter(line)
        if voter is None:
            return
        (holding,) = voter.holdings
        mine, head = door(holding), self.head(voter)
        if mine in self.doors:
            self.wrong(line, "enrolled_twice", N_("Line {line}: {text} is on the roll already."), holding.label)
        if head in self.owners:
            self.wrong(line, "owner_enrolled", N_("Line {line}: the owner of {text} is on the roll already: give all units of an owner in one table."), holding.label)  # fmt: skip
        self.doors.add(mine)
        if len(self.problems) > before:
            return
        first = self.voters.get(head)
        if first is None:
            self.voters[head] = voter
        elif first.kind is not voter.kind:
            self.wrong(line, "owner_differs", N_("Line {line}: this owner is called something else on another line: give one kind."), voter.owner)  # fmt: skip
        else:
            self.voters[head] = joined(first, voter)

    @staticmethod
    def head(voter: Voter) -> tuple[str, str]:
        """What makes two lines one head: the owner's number, or that nobody has bought the units yet."""
        if voter.kind is VoterKind.DEVELOPER:
            return ("developer", "")
        return ("owner", voter.owner) if voter.owner else ("line", voter.id)

    def place(self, voter: Voter) -> str:
        """Code of the courtyard, or the street front."""
        codes = {id_: code for code, id_ in self.courtyards.items()}
        return codes.get(voter.courtyard_id or "", "") or voter.street_front

    def voter(self, line: Line) -> Voter | None:
        """A copy of ``blank`` with what a line says, or None; what is wrong with it is noted."""
        before = len(self.problems)
        kind = KINDS.get(line["kind"].lower())
        if kind is None:
            self.wrong(line, "unknown_kind", N_("Line {line}: {text} is no kind of voter: write household, owner, shop or unsold."), line["kind"])  # fmt: skip
        contact = CONTACTS.get(line["contact"].lower())
        if contact is None:
            self.wrong(line, "unknown_contact", N_("Line {line}: {text} is no contact status: write reached, not_reached, declined, or leave it empty."), line["contact"])  # fmt: skip
        code, front = line["courtyard"], self.text(line, "street_front")
        if code and code not in self.courtyards:
            self.wrong(line, "unknown_courtyard", N_("Line {line}: there is no courtyard {text}."), code)
        self.standing(line, kind, code, front)
        label = self.text(line, "label", needed=True)
        holding = Holding(label, code or front, self.text(line, "building"), self.text(line, "unit"), self.area(line), self.count(line))  # fmt: skip
        owner = self.text(line, "owner")
        if len(self.problems) > before or kind is None or contact is None:
            return None
        return replace(
            self.blank, id=new_id(), kind=kind, label=label, courtyard_id=self.courtyards.get(code), street_front=front,
            holdings=(holding,), owner=owner, contact=contact,
        )  # fmt: skip

    def standing(self, line: Line, kind: VoterKind | None, code: str, front: str) -> None:
        """A shop stands at a street front; whoever lives in a courtyard stands at none."""
        if kind is VoterKind.SHOP and code:
            self.wrong(line, "shop_in_courtyard", N_("Line {line}: a shop belongs to a street front: leave its courtyard empty."), code)  # fmt: skip
        elif kind is VoterKind.SHOP and not front:
            self.wrong(line, "no_street_front", N_("Line {line}: name the street front of the shop {text}."), line["label"])  # fmt: skip
        elif code and front:
            self.wrong(line, "two_places", N_("Line {line}: give either a courtyard or a street front, not both."), code)  # fmt: skip

    def text(self, line: Line, name: str, *, needed: bool = False) -> str:
        if line[name].startswith(DATE):
            self.wrong(line, "date_cell", N_("Line {line}: the spreadsheet has made the date {text} of a number such as 3-2: format its column as text and type it again."), line[name].removeprefix(DATE))  # fmt: skip
            return ""
        try:
            return checked(line[name], field=name, longest=LONGEST_LABEL, needed=needed)
        except Refusals as refused:
            empty = refused.code == "empty_text"
            sentence = (
                N_("Line {line}: the label is empty.")
                if empty
                else N_("Line {line}: {text} is longer than 80 characters.")
            )
            self.wrong(line, refused.code, sentence, line[name])
            return ""

    def area(self, line: Line) -> int | None:
        area = area_of(line["area"]) if line["area"] else None
        if line["area"] and area is None:
            self.wrong(line, "bad_area", N_("Line {line}: {text} is no floor area: write square metres with at most two decimals, such as 87.35."), line["area"])  # fmt: skip
        return area

    def count(self, line: Line) -> int:
        count = count_of(line["units"]) if line["units"] else 1
        if count is None:
            self.wrong(line, "bad_units", N_("Line {line}: {text} is no number of units: write a whole number from 1."), line["units"])  # fmt: skip
        return count or 1


def door(holding: Holding) -> tuple[str, ...]:
    """What makes two lines the same door."""
    return holding.place, holding.building, holding.unit, holding.label


def joined(first: Voter, more: Voter) -> Voter:
    """One head with what both lines name; the label says how many there are beside the first."""
    holdings = (*first.holdings, *more.holdings)
    contact = first.contact if first.contact is not Contact.NOT_YET else more.contact
    return replace(
        first, holdings=holdings, label=f"{holdings[0].label} +{len(holdings) - 1}", owner=first.owner, contact=contact
    )
