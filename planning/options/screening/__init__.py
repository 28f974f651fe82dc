"""Screening 专业筛查: which options may stand where, before anybody votes on them."""
