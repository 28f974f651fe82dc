"""QR codes of our own addresses, drawn into the page: no request to anybody."""

from __future__ import annotations

import segno
from markupsafe import Markup


def drawn(address: str, words: str = "") -> Markup:
    """An SVG that takes the width it is given; ``words`` say to a screen reader what it is."""
    # Made by segno from our own address and code, the title escaped by it: no word of a person is in it.
    code = segno.make_qr(address, error="m")
    return Markup(code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, title=words or None))  # noqa: S704
