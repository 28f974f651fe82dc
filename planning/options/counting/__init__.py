"""Counting 计票: from ballots to results, exactly and with every tie told.

``exact`` whole numbers and fractions · ``profile`` grouped ballots · ``ties`` what the announced rule makes of a tie ·
``result`` what a count says · ``pairwise`` the table of comparisons · one module per method · ``methods`` the table of
methods by name.
"""
