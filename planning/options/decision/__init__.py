"""Deciding: whether enough took part and enough consented, by head and by area, by a rule that was fixed in advance.

``rule`` what is asked · ``presets`` the rules of the Civil Code and others · ``reading`` a rule from JSON · ``votes`` yes,
no and abstentions · ``owners`` heads and areas of owners of several units · ``deciding`` the decision · ``telling`` it in
sentences · ``joining`` a decision that gates a ranked round or ratifies its winner.
"""
