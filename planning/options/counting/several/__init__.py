"""Several winners and budgets 多名当选与预算.

``seats`` how many are elected · ``sequential`` one option after another, every tie followed · ``stv`` the single
transferable vote and ``stv_rules`` its two rule books · ``most`` the highest scores · ``seq_pav`` ``phragmen``
``equal_shares`` committees from approvals · ``budget`` what can be spent on what, ``pb_greedy`` ``pb_mes`` how.
"""
