"""Rules that laws and habit know, by name."""

from __future__ import annotations

from fractions import Fraction

from planning.options.decision.rule import By, Conditions, Groups, Level, Of, Rule, Share, Threshold
from planning.wording import Words

HALF, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)


def _both(share: Share, of: Of) -> tuple[Threshold, ...]:
    return tuple(Threshold(by, share, of) for by in By)


_TOOK_PART = _both(Share(TWO_THIRDS, strict=False), Of.ALL)
_MAJORITY = Conditions((), (Threshold(By.HEADS, Share(HALF, strict=True), Of.YES_AND_NO),))

PRESETS: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        # 中华人民共和国民法典第二百七十八条: participation of two thirds or more of the area and of the owners; then more
        # than half of the area and of the owners taking part consent. 第一千二百五十九条: 以上 includes the number itself.
        Rule("civil_code_278", Words("《民法典》第二百七十八条（一般事项）", "Art. 278 of the Civil Code (ordinary matters)"),
             Conditions(_TOOK_PART, _both(Share(HALF, strict=True), Of.TAKING_PART))),
        # Items 6 to 8 of the same article: three quarters or more.
        Rule("civil_code_278_grave", Words("《民法典》第二百七十八条（重大事项）", "Art. 278 of the Civil Code (graver matters)"),
             Conditions(_TOOK_PART, _both(Share(THREE_QUARTERS, strict=False), Of.TAKING_PART))),
        Rule("simple_majority", Words("简单多数", "simple majority"), _MAJORITY),
        # Federal Constitution of the Swiss Confederation, Art. 140 and 142: more than half of those who voted yes or no,
        # and more than half of the cantons, of which six count half.
        Rule("double_majority", Words("双重多数（全体过半且过半组通过，如瑞士的选民与各州）", "double majority (of the whole and of its groups, as Swiss people and cantons)"), _MAJORITY,
             Groups(Level.CANTON, Share(HALF, strict=True), _MAJORITY)),
    )
}  # fmt: skip
"""The announced ones; :func:`planning.options.decision.reading.parse_rule` takes one's own."""

GRAVE_MATTERS = frozenset({6, 7, 8})

MATTERS: dict[int, Words] = {
    1: Words("制定和修改业主大会议事规则", "rules of procedure of the owners' assembly"),
    2: Words("制定和修改管理规约", "the management covenant"),
    3: Words("选举业主委员会或者更换业主委员会成员", "electing or replacing the owners' committee"),
    4: Words("选聘和解聘物业服务企业或者其他管理人", "engaging or dismissing the property manager"),
    5: Words("使用建筑物及其附属设施的维修资金", "using the maintenance fund"),
    6: Words("筹集建筑物及其附属设施的维修资金", "raising the maintenance fund"),
    7: Words("改建、重建建筑物及其附属设施", "altering or rebuilding buildings and their facilities"),
    8: Words("改变共有部分的用途或者利用共有部分从事经营活动", "changing the use of common parts, or doing business with them"),
    9: Words("有关共有和共同管理权利的其他重大事项", "other important matters of common ownership and management"),
}  # fmt: skip
"""Items of Art. 278 of the Civil Code. Which one a question falls under is a setting; a lawyer should confirm it."""


def preset_for(matter: int) -> str:
    """The rule that Art. 278 gives for a matter."""
    return "civil_code_278_grave" if matter in GRAVE_MATTERS else "civil_code_278"
