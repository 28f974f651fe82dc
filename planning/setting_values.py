"""How the text of a setting becomes its value; ``ValueError`` for one that cannot be."""

from __future__ import annotations

import re
from pathlib import Path

LANGUAGES = ("zh", "en")


def port(text: str) -> int:
    """A port number."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError
    return number


def language(text: str) -> str:
    """A language that the house speaks."""
    if text not in LANGUAGES:
        raise ValueError
    return text


def host(text: str) -> str:
    """A host name or an address."""
    if not re.fullmatch(r"[0-9A-Za-z.:_-]+", text):
        raise ValueError
    return text


def database_url(text: str) -> str:
    """The address of one of the two databases."""
    if not re.match(r"(sqlite:///|postgresql(\+psycopg)?://)", text):
        raise ValueError
    return text


def tile_url(text: str) -> str:
    """A pattern of map tiles."""
    if not (text.startswith(("http://", "https://", "/")) and all(part in text for part in ("{z}", "{x}", "{y}"))):
        raise ValueError
    return text


def datum(text: str) -> str:
    """What the pictures of a base map were drawn in."""
    if text not in {"WGS84", "GCJ02", "BD09"}:
        raise ValueError
    return text


def web_address(text: str) -> str:
    """Scheme and host, no path."""
    if not re.fullmatch(r"https?://[^\s/?#]+", text.rstrip("/")):
        raise ValueError
    return text.rstrip("/")


def folder(text: str) -> Path:
    """A folder, which may not be there yet."""
    path = Path(text).absolute()
    if path.exists() and not path.is_dir():
        raise ValueError
    return path


def photos(text: str) -> str:
    """A folder, or an address of a storage such as ``s3://bucket/folder``."""
    if re.match(r"[a-z][a-z0-9+.-]+://", text):
        if not re.fullmatch(r"[a-z][a-z0-9+.-]+://[^\s]+", text):
            raise ValueError
        return text.rstrip("/")
    return str(folder(text))


def hosts(text: str) -> str:
    """Host names with commas between."""
    names = [name.strip().casefold() for name in text.split(",")]
    if not all(re.fullmatch(r"[0-9a-z.:_-]+", name) for name in names):
        raise ValueError
    return ",".join(names)


def tls(text: str) -> str:
    """Which authority makes the certificate."""
    if text not in {"local", "1"}:
        raise ValueError
    return "local"


def file(text: str) -> str:
    """A file that is there."""
    if not Path(text).is_file():
        raise ValueError
    return str(Path(text).absolute())


def issuer(text: str) -> str:
    """An OpenID provider: by HTTPS, or on this machine."""
    loopback = re.match(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|$)", text)
    if not (re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", text) and (text.startswith("https://") or loopback)):
        raise ValueError
    return text


def count(text: str) -> int:
    """A number of at least 1."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


SHORTEST_SECRET = 32


def secrets(text: str) -> str:
    """What cookies are signed with: one or several, each long and not one letter repeated."""
    if any(len(one.strip()) < SHORTEST_SECRET or len(set(one.strip())) < 8 for one in text.split(",")):
        raise ValueError
    return text
