"""Bytes to text: UTF-8, UTF-16 and GB18030 (with GBK and GB 2312 inside it); Windows-1252 for western files."""

from __future__ import annotations

import codecs
import re

from geodata.faults import N_, Fault, unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"gb18030": "GB18030", "cp1252": "Windows-1252"}
_PAIR = re.compile(rb"[\x81-\xfe][\x00-\xff]")


def decoded(data: bytes) -> tuple[str, tuple[Fault, ...]]:
    """The text of a file, and a note if its encoding had to be guessed.

    Raises :class:`~geodata.faults.Unreadable` (``not_text``, ``nul``).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _without_nul(_decode(data[len(mark) :], encoding)), ()
    encoding = _guess(data)
    text = _without_nul(_decode(data, encoding))
    if encoding not in _NAMES:
        return text, ()
    note = N_("The text is not UTF-8 and was read as {encoding}: if names look wrong, save the file as UTF-8.")
    return text, (Fault("encoding", note, {"encoding": _NAMES[encoding]}),)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise unreadable(
            "not_text",
            N_("The text cannot be read (neither UTF-8, UTF-16 nor GB18030): save the file as UTF-8 and try again."),
            where=line,
        ) from error


def _guess(data: bytes) -> str:
    silent = _utf16_without_mark(data[:4096])
    if silent:
        return silent
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "cp1252" if encoding == "gb18030" and _is_western(data) else encoding
    return "cp1252" if _is_western(data) else "utf-8"


def _utf16_without_mark(start: bytes) -> str:
    """Text of the western world in UTF-16 has a zero in nearly every second byte."""
    half = max(1, len(start) // 2)
    if start[1::2].count(0) > half * 0.4 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.4 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _is_western(data: bytes) -> bool:
    """Whether high bytes stand alone among Latin letters, as in "Straße", instead of in pairs, as in GB18030."""
    pairs = _PAIR.findall(data[:1_000_000])
    alone = sum(1 for pair in pairs if pair[1] < 0x80)
    return bool(pairs) and alone > 0.8 * len(pairs)


def _without_nul(text: str) -> str:
    at = text.find("\0")
    if at >= 0:
        raise unreadable(
            "nul",
            N_("The file holds a NUL character, which no text has: save it again from the program that made it."),
            where=text.count("\n", 0, at) + 1,
        )
    return text
