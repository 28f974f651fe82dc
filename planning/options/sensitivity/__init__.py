"""How sure a result is 结果有多稳: its margin, other methods, spoilers, the rule for unranked options."""
