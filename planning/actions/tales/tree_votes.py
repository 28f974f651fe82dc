"""The two votes of the street trees: replace or keep by an announced rule, then which species."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import numpy as np

from planning.actions.case_decisions import record_decision
from planning.actions.codes import enrol_voters, note_contact
from planning.actions.illustrative import species
from planning.actions.illustrative.matter import RULE
from planning.actions.illustrative.naming import Naming
from planning.actions.illustrative.votes import KEYS, LIKED_HOMES, LIKED_SHOPS, RANKED_SHARES, SHADY
from planning.actions.options import add_option, withdraw_option
from planning.actions.planting.screening import name_species, screen_round
from planning.actions.rounds import create_round, open_round
from planning.actions.tales.chapters import enter
from planning.actions.tales.teller import EVENING, Teller
from planning.cases.case import Phase
from planning.cases.decision import Force, Way
from planning.options.ballot import Channel
from planning.options.electorate import Contact, Voter, VoterKind
from planning.options.option import Option
from planning.options.round import BallotKind, Round
from planning.wording import Words

HOMES, SHOPS = 22, 24
"""Households of each of the three nearest courtyards, and shops along the street, on the roll."""
YARDS = ("01", "02", "03")
MISSED = slice(6, None, 13)
"""Who of the roll, in the order of their doors, was not reached: every thirteenth, seven in all."""
LEAST = Fraction(1, 20)
"""Of the planting sites a species must be clear at so many to go to the ballot."""
CHANNELS = (Channel.PHONE, Channel.PHONE, Channel.PHONE, Channel.WEB, Channel.PAPER)


def vote(tell: Teller, case: str) -> str:
    """Both rounds with what was decided after each; gives the option that won."""
    gate = _replace_or_keep(tell, case)
    won = _species(tell, case, gate)
    tell.on(140)
    enter(tell, case, Phase.DECIDE)
    tell.do(
        record_decision, case_id=case, way=Way.ROUND, force=Force.ADVISORY, day=tell.today(), of_round=won.round_id,
        decided=Words(f"双井街补种{won.title.zh}，分两段，先种后砍。", f"{won.title.en} along Twin Wells Street, in two sections, planted before the old trees go."),
    )  # fmt: skip
    return won.id


def _roll() -> str:
    lines = ["kind,label,courtyard,street_front,area"]
    for code in YARDS:
        lines += [f"household,{int(code)}号院 1单元{n + 1:03},{code},,{62 + n % 9 * 3}.5" for n in range(HOMES)]
    lines += [f"shop,双井街 {n * 2 + 1}号,,双井街,{18 + n}.4" for n in range(SHOPS)]
    return "\n".join(lines)


def _prepared(tell: Teller, round_id: str) -> list[tuple[str, Voter]]:
    """Enrol, note who was reached, issue the codes; gives each code with its voter."""
    tell.do(enrol_voters, round_id=round_id, table=_roll())
    roll = [one.id for one in tell.roll(round_id)]
    missed = roll[MISSED]
    tell.do(
        note_contact, round_id=round_id, voter_ids=[id_ for id_ in roll if id_ not in missed], contact=Contact.REACHED
    )
    tell.do(note_contact, round_id=round_id, voter_ids=missed, contact=Contact.NOT_REACHED)
    return [(one.code, one.voter) for one in tell.codes(round_id) if one.voter and one.voter.id not in missed]


def _replace_or_keep(tell: Teller, case: str) -> str:
    tell.on(72)
    enter(tell, case, Phase.OPTIONS)
    round_id: str = tell.do(
        create_round, community_id=tell.here.id, case_id=case, method="plurality", ballot=BallotKind.YES_NO, rule=RULE,
        title=Words("换还是留", "Replace or keep"), question=Words("双井街的女贞：更换还是保留？", "The privets of Twin Wells Street: replace them, or keep them?"),
    )  # fmt: skip
    codes = _prepared(tell, round_id)
    tell.on(78)
    enter(tell, case, Phase.VOTE)
    tell.do(open_round, round_id=round_id, opens=tell.now, closes=tell.now + timedelta(days=14))
    for number, (code, _voter) in enumerate(codes):
        if number % 4 == 3:
            continue  # did not vote
        tell.on(79 + number // 8, EVENING)
        choice = "no" if number % 7 == 3 else "abstain" if number % 23 == 8 else "yes"
        tell.vote(round_id, code, [[choice]], CHANNELS[number % len(CHANNELS)])
    tell.on(93)
    tell.settle()
    tell.do(
        record_decision, case_id=case, way=Way.ROUND, force=Force.ADVISORY, day=tell.today(), of_round=round_id,
        decided=Words("女贞分两段更换；树种另行投票。", "The privets are replaced in two sections; the species is put to a second vote."),
    )  # fmt: skip
    return round_id


def _species(tell: Teller, case: str, gate: str) -> Option:
    tell.on(95)
    enter(tell, case, Phase.OPTIONS, "第一次投票决定更换；现在准备第二次投票：选树种。")
    round_id: str = tell.do(
        create_round, community_id=tell.here.id, case_id=case, method="irv", tie="seed:species", gate_id=gate, title=Words("选树种", "Which species"),
        question=Words("换成什么树？请按喜好排序，可以只排一部分。", "Which trees shall be planted? Rank them as you like; you need not rank all."),
    )  # fmt: skip
    by_key = {}
    for one in species.options(Naming(0), tell.read(Round, round_id)):
        id_ = tell.plan(
            add_option, round_id=round_id, title=one.title, summary=one.summary, professional_note=one.professional_note,
            facts=one.facts, pros=one.pros, cons=one.cons,
        )  # fmt: skip
        tell.plan(name_species, option_id=id_, scientific=one.species)
        by_key[one.key] = id_
    tell.on(97)
    tell.do(
        withdraw_option, option_id=by_key["camphor"],
        reason="专业规划师：香樟同样落黑果、会染色，正是大家要换掉女贞的原因。 / Professional planners: camphor drops staining black fruit, too, the very reason why the privets go.",
    )  # fmt: skip
    tell.plan(screen_round, round_id=round_id, minimum=LEAST,
             reason="按管线、建筑距离表筛查 / Screened by the tables of distances to lines and buildings")  # fmt: skip
    codes = _prepared(tell, round_id)
    tell.on(100)
    enter(tell, case, Phase.VOTE, "第二次投票：选树种。")
    tell.do(open_round, round_id=round_id, opens=tell.now, closes=tell.now + timedelta(days=14))
    options = {one.id: one for one in tell.all(Option, round_id=round_id, withdrawn_at=None)}
    symbols = {name: options[id_].key for name, id_ in by_key.items() if id_ in options}
    chance = np.random.default_rng(11)
    for number, (code, voter) in enumerate(codes):
        if number % 4 == 1:
            continue
        tell.on(101 + number // 8, EVENING)
        tell.vote(round_id, code, _ranked(voter, symbols, chance), CHANNELS[number % len(CHANNELS)])
    tell.on(115)
    tell.settle()
    return tell.winner(round_id)


def _ranked(voter: Voter, symbols: dict[str, str], chance: np.random.Generator) -> list[list[str]]:
    """Some species, the best liked first, as homes and shops like them in the illustrative community."""
    liked = LIKED_SHOPS if voter.kind is VoterKind.SHOP else LIKED_HOMES
    felt: Any = np.array(liked) + float(chance.normal(0, 0.55)) * np.array(SHADY) + chance.gumbel(0, 0.5, len(KEYS))
    best = [KEYS[int(i)] for i in np.argsort(-felt) if KEYS[int(i)] in symbols]
    return [[symbols[key]] for key in best[: 1 + int(chance.choice(len(KEYS), p=RANKED_SHARES))]]
