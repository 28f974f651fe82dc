"""The methods, in one table by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from planning.errors import N_, Refusal
from planning.options.counting.black import black
from planning.options.counting.borda import borda
from planning.options.counting.borda_modified import borda_modified
from planning.options.counting.bucklin import bucklin
from planning.options.counting.condorcet import condorcet, condorcet_loser
from planning.options.counting.copeland import copeland
from planning.options.counting.irv import irv
from planning.options.counting.irv_rules import irv_rules
from planning.options.counting.marks import Marks
from planning.options.counting.minimax import minimax_margins, minimax_winning
from planning.options.counting.plurality import plurality
from planning.options.counting.profile import Profile
from planning.options.counting.ranked_pairs import ranked_pairs_margins, ranked_pairs_winning
from planning.options.counting.result import Result
from planning.options.counting.schulze import schulze_margins, schulze_winning
from planning.options.counting.score import score, star
from planning.options.counting.scores import Scores
from planning.options.counting.several.budget import BudgetVote
from planning.options.counting.several.most import approval, cumulative_points, mention_count, positional
from planning.options.counting.smith import smith
from planning.options.counting.ties import STANDS, TieRule
from planning.options.counting.two_round import two_round
from planning.wording import Words

SEATS = ("seats",)


@dataclass(frozen=True, slots=True)
class Method:
    """A way of counting: its name for scripts, its title for people, and the count itself.

    :param count: ``count(ballots, tie, **announced)``.
    :param counts: the kind of ballots it counts.
    :param wants: further rules that must be announced for it, by name (``rules``); they are passed on.
    :param takes: further rules that may be announced for it (``seats``, ``longest``); without them it has its own.
    :param elects: whether what it finds is a choice; the Condorcet loser is none.
    """

    name: str
    title: Words
    count: Callable[..., Result]
    counts: type = Profile
    wants: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    elects: bool = True

    @property
    def several(self) -> bool:
        """Whether it may elect several options without any tie: for seats, or for a budget."""
        return "seats" in self.takes or self.counts is BudgetVote

    def passed_on(self, announced: Mapping[str, Any]) -> dict[str, Any]:
        """Its own part of what was announced; raises :class:`Refusal` (``missing_rule``, ``one_seat``)."""
        said = {name: value for name, value in announced.items() if value is not None}
        missing = [wanted for wanted in self.wants if wanted not in said]
        if missing:
            raise Refusal(
                "missing_rule",
                N_("The method “{method}” needs a further rule to be announced: {missing}."),
                method=self.name,
                missing=", ".join(missing),
            )
        if said.get("seats", 1) != 1 and "seats" not in self.takes:
            raise Refusal(
                "one_seat",
                N_(
                    "The method “{method}” does not fill {seats} seats: leave the seats out, or count by one of {known}."
                ),
                method=self.name,
                seats=said["seats"],
                known=", ".join(name for name, method in METHODS.items() if "seats" in method.takes),
            )
        return {name: said[name] for name in (*self.wants, *self.takes) if name in said}


@dataclass(frozen=True, slots=True)
class Late:
    """A count for seats or a budget, whose module is loaded when it is first asked for: few rounds ever do."""

    module: str
    name: str

    def found(self) -> Callable[..., Result]:
        """The count itself."""
        counting = importlib.import_module(f"planning.options.counting.several.{self.module}")
        by_name: Callable[..., Result] = getattr(counting, self.name)
        return by_name

    def __call__(self, ballots: Any, tie: TieRule = STANDS, **announced: Any) -> Result:
        """Count."""
        return self.found()(ballots, tie, **announced)


METHODS = {
    method.name: method
    for method in (
        Method("irv", Words("排序复选制", "instant runoff"), irv),
        Method("borda", Words("波达计数法", "the Borda count"), borda),
        Method("plurality", Words("简单多数制", "plurality"), plurality),
        Method("condorcet", Words("孔多塞法", "the Condorcet method"), condorcet),
        Method("copeland", Words("科普兰法", "Copeland's method"), copeland),
        Method("two_round", Words("两轮决选制", "the two-round system"), two_round),
        Method("bucklin", Words("巴克林法", "Bucklin voting"), bucklin),
        Method("borda_modified", Words("修正波达计数法", "the modified Borda count"), borda_modified),
        Method("minimax_winning", Words("最小最大法（胜方票数）", "minimax (winning votes)"), minimax_winning),
        Method("minimax_margins", Words("最小最大法（票差）", "minimax (margins)"), minimax_margins),
        Method("schulze_winning", Words("舒尔策法（胜方票数）", "the Schulze method (winning votes)"), schulze_winning),
        Method("schulze_margins", Words("舒尔策法（票差）", "the Schulze method (margins)"), schulze_margins),
        Method(
            "ranked_pairs_winning", Words("排序对法（胜方票数）", "ranked pairs (winning votes)"), ranked_pairs_winning
        ),
        Method("ranked_pairs_margins", Words("排序对法（票差）", "ranked pairs (margins)"), ranked_pairs_margins),
        Method("black", Words("布莱克法", "Black's method"), black),
        Method("smith", Words("史密斯集", "the Smith set"), smith),
        Method("condorcet_loser", Words("孔多塞败者", "the Condorcet loser"), condorcet_loser, elects=False),
        Method(
            "irv_rules",
            Words("排序复选制（按选务规则）", "instant runoff by election rules"),
            irv_rules,
            Marks,
            ("rules",),
        ),
        Method("score", Words("评分制", "score voting"), score, Scores),
        Method("star", Words("STAR 评分决选制", "STAR voting"), star, Scores),
        Method("approval", Words("赞成投票制", "approval voting"), approval, takes=SEATS),
        Method(
            "stv_scottish",
            Words("单记可转移投票（苏格兰规则）", "the single transferable vote (Scottish rules)"),
            Late("stv_rules", "stv_scottish"),
            takes=SEATS,
        ),
        Method(
            "stv_wigm",
            Words("单记可转移投票（加权包容格雷戈里法）", "the single transferable vote (Weighted Inclusive Gregory)"),
            Late("stv_rules", "stv_wigm"),
            takes=SEATS,
        ),
        Method(
            "seq_pav",
            Words("顺序比例赞成制", "sequential proportional approval"),
            Late("seq_pav", "seq_pav"),
            takes=SEATS,
        ),
        Method("phragmen", Words("弗拉格门法", "Phragmén's method"), Late("phragmen", "phragmen"), takes=SEATS),
        Method("mes", Words("均等份额法", "the method of equal shares"), Late("equal_shares", "mes"), takes=SEATS),
        Method("mention_count", Words("提及次数", "the number of mentions"), mention_count, takes=SEATS),
        Method("positional", Words("按位次计分", "points by place"), positional, takes=(*SEATS, "longest")),
        Method("cumulative_points", Words("累积分配计分", "cumulative points"), cumulative_points, Scores, takes=SEATS),
        Method("pb_greedy", Words("按票数列支", "spending by votes"), Late("pb_greedy", "pb_greedy"), BudgetVote),
        Method("pb_mes", Words("均等份额列支", "spending by equal shares"), Late("pb_mes", "pb_mes"), BudgetVote),
    )
}

RANKED = tuple(
    name for name, method in METHODS.items() if method.counts is Profile and not method.wants and not method.several
)
"""Methods that find one winner from rankings, by name."""


def count(name: str, ballots: Any, tie: TieRule = STANDS, **announced: Any) -> Result:
    """The result by a method; raises :class:`Refusal` (``unknown_method``, ``wrong_ballots``, ``missing_rule``,
    ``one_seat``), and what the method itself refuses.

    :param ballots: ballots of the kind that the method counts.
    :param announced: rules that were announced beside the tie rule (``seats``, ``rules``, ``longest``; None where there
        is none). Those that the method has no use for are passed over; more than one seat is not.
    """
    if name not in METHODS:
        raise Refusal(
            "unknown_method",
            N_("There is no method “{method}” here: choose one of {known}."),
            method=name[:40],
            known=", ".join(METHODS),
        )
    method = METHODS[name]
    if not isinstance(ballots, method.counts):
        raise Refusal(
            "wrong_ballots",
            N_("The method “{method}” counts another kind of ballots than these."),
            method=name,
        )
    return method.count(ballots, tie, **method.passed_on(announced))
