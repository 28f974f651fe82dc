"""Settings: every wrong value is one sentence, all of them at once, and the README lists them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planning.errors import Refusals
from planning.settings import SETTINGS, Settings, readme_table

ROOT = Path(__file__).parents[2]
WRONG = {
    "JIEYI_HOST": ["not a host", "http://127.0.0.1"],
    "JIEYI_PORT": ["0", "65536", "eighty", "-1", "80.5"],
    "JIEYI_TLS": ["yes", "0", "lokal"],
    "JIEYI_TLS_CERTIFICATE": ["/nowhere/server.crt", str(ROOT)],
    "JIEYI_TLS_KEY": ["/nowhere/server.key"],
    "JIEYI_INSTALL_PORT": ["0", "http"],
    "JIEYI_DATA_DIR": [str(ROOT / "pyproject.toml")],
    "JIEYI_DATABASE_URL": ["mysql://x", "jieyi.sqlite3", "sqlite://"],
    "JIEYI_LANGUAGE": ["fr", "zh-CN", "English"],
    "JIEYI_PUBLIC_URL": ["jieyi.example.org", "ftp://x", "https://x.org/path", "https://x.org?y"],
    "JIEYI_TILE_DATUM": ["gcj02", "EPSG:4326"],
    "JIEYI_TILE_URL": ["https://x/{z}/{x}.png", "tiles", "file:///{z}/{x}/{y}"],
    "JIEYI_UPLOAD_MB": ["0", "-3", "much"],
    "JIEYI_PHOTOS": [str(ROOT / "pyproject.toml"), "s3://bucket/a b"],
    "JIEYI_PHOTOS_MB": ["0", "lots"],
    "JIEYI_KEEP_WITHDRAWN_DAYS": ["0", "a month"],
    "JIEYI_KEEP_HIDDEN_DAYS": ["0", "-1"],
    "JIEYI_KEEP_BROWSER_DAYS": ["0", "ever"],
    "JIEYI_KEEP_FORMS_DAYS": ["0", "1.5"],
    "JIEYI_KEEP_WALK_DAYS": ["0", "until spring"],
    **{f"JIEYI_{what}_{whose}": ["0", "many"] for what in ("TRIES", "WRITES") for whose in ("OWN", "ADDRESS", "ALL")},
    "JIEYI_ALLOWED_HOSTS": ["https://jieyi.example.org", "a b", "jieyi.example.org,,"],
    "JIEYI_OIDC_ISSUER": [
        "login.example.org",
        "http://login.example.org",
        "http://127.0.0.1.evil.example",
        "https://x/?y",
    ],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in WRONG.items() for v in values])
def test_a_wrong_value_is_one_sentence(name: str, value: str):
    """It names the setting and the value, and says what to give."""
    with pytest.raises(Refusals) as refused:
        Settings.from_environment({name: value})
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("bad_setting", name)
    assert str(problem).startswith(f"{name} is {value!r}: ")
    assert str(problem).count(". ") == 0
    assert str(problem).endswith(".")


def test_every_setting_that_can_be_wrong_was_tried():
    """A new setting comes with wrong values."""
    assert {s.env for s in SETTINGS} - set(WRONG) == {
        "JIEYI_TILE_ATTRIBUTION", "JIEYI_OIDC_CLIENT_ID", "JIEYI_OIDC_CLIENT_SECRET", "JIEYI_OIDC_NAME",  # any text will do
        "JIEYI_COOKIE_SECRET",  # below: a secret is not repeated
    }  # fmt: skip


@pytest.mark.parametrize("value", ["short", "x" * 40, "0123456789abcdef0123456789abcdef,short"])
def test_a_weak_secret_is_refused_and_not_repeated(value: str):
    """Too short, one letter again and again, or a weak one beside a good one; a log may show the sentence."""
    with pytest.raises(Refusals) as refused:
        Settings.from_environment({"JIEYI_COOKIE_SECRET": value})
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == ("bad_setting", "JIEYI_COOKIE_SECRET")
    assert value not in str(problem)
    good = "0123456789abcdef" * 2
    assert good not in repr(Settings.from_environment({"JIEYI_COOKIE_SECRET": f"{good}, {good[::-1]}"}))


def test_all_that_is_wrong_is_said_at_once():
    """An installer mends everything in one go; a mistyped name is found too."""
    with pytest.raises(Refusals) as refused:
        Settings.from_environment({"JIEYI_PORT": "x", "JIEYI_LANGUAGE": "y", "JIEYI_LANGUGE": "zh", "PATH": "/bin"})
    assert [problem.where for problem in refused.value.problems] == ["JIEYI_PORT", "JIEYI_LANGUAGE", "JIEYI_LANGUGE"]


def test_nothing_set_means_the_defaults():
    """Empty values too; the table and the class agree."""
    assert Settings.from_environment({}) == Settings.from_environment(dict.fromkeys((s.env for s in SETTINGS), " "))
    plain, read = Settings(), Settings.from_environment({})
    assert [n for n in Settings.__slots__ if n != "data_dir" and getattr(plain, n) != getattr(read, n)] == []
    assert {s.field for s in SETTINGS} == set(Settings.__slots__)


def test_everything_can_be_set():
    """Right values arrive as they are meant."""
    values = {
        "JIEYI_HOST": "street.local", "JIEYI_PORT": "8600", "JIEYI_DATA_DIR": "/srv/jieyi", "JIEYI_LANGUAGE": "en",
        "JIEYI_DATABASE_URL": "postgresql://jieyi@db/jieyi", "JIEYI_PUBLIC_URL": "https://jieyi.example.org/",
        "JIEYI_TILE_URL": "/tiles/{z}/{x}/{y}.png", "JIEYI_TILE_ATTRIBUTION": "© the city", "JIEYI_UPLOAD_MB": "50",
        "JIEYI_TRIES_OWN": "5", "JIEYI_ALLOWED_HOSTS": "street.local, Jieyi.Example.org", "JIEYI_PHOTOS": "s3://street/photos/", "JIEYI_PHOTOS_MB": "500",
        "JIEYI_KEEP_WITHDRAWN_DAYS": "7",
    }  # fmt: skip
    made = Settings.from_environment(values)
    assert (made.host, made.port, made.language, made.upload_mb, made.tries_own) == ("street.local", 8600, "en", 50, 5)
    assert (made.photo_place, made.photos_mb, made.keep_withdrawn_days) == ("s3://street/photos", 500, 7)
    assert Settings(data_dir=Path("/srv/jieyi")).photo_place == "/srv/jieyi/photos"
    assert made.database == "postgresql://jieyi@db/jieyi"
    assert made.allowed_hosts == "street.local,jieyi.example.org"
    assert made.public_url == "https://jieyi.example.org"
    assert Settings(data_dir=Path("/srv/jieyi")).database == "sqlite:////srv/jieyi/jieyi.sqlite3"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"JIEYI_TLS_KEY": "README.md"}, ["JIEYI_TLS_CERTIFICATE"]),
        ({"JIEYI_TLS_CERTIFICATE": "README.md"}, ["JIEYI_TLS_KEY"]),
        (dict.fromkeys(["JIEYI_TLS_CERTIFICATE", "JIEYI_TLS_KEY"], "README.md") | {"JIEYI_TLS": "1"}, ["JIEYI_TLS"]),
    ],
    ids=str,
)
def test_a_certificate_needs_its_key_and_there_is_one_of_them(given: dict[str, str], named: list[str]):
    """Half a pair, or two of them, would end in a trace at the start."""
    paths = {name: value if value == "1" else str(ROOT / value) for name, value in given.items()}
    with pytest.raises(Refusals) as refused:
        Settings.from_environment(paths)
    assert [problem.where for problem in refused.value.problems] == named


def test_the_scheme_follows_the_certificate():
    """HTTPS by the machine's own authority, or with a certificate of one's own."""
    assert [Settings().scheme, Settings(tls="local").scheme] == ["http", "https"]
    assert Settings(tls_certificate="/a", tls_key="/b").scheme == "https"


OIDC = {
    "JIEYI_OIDC_ISSUER": "https://login.example.org/realm", "JIEYI_OIDC_CLIENT_ID": "jieyi",
    "JIEYI_OIDC_CLIENT_SECRET": "s3cret", "JIEYI_PUBLIC_URL": "https://jieyi.example.org",
}  # fmt: skip


@pytest.mark.parametrize("lacking", OIDC)
def test_a_provider_needs_all_of_its_settings(lacking: str):
    """Half a provider would fail at the first sign-in, in front of a colleague; the secret is shown nowhere."""
    assert "s3cret" not in repr(Settings.from_environment(OIDC))
    if lacking == "JIEYI_PUBLIC_URL":
        assert Settings.from_environment({lacking: OIDC[lacking]}).oidc_issuer == ""
    with pytest.raises(Refusals) as refused:
        Settings.from_environment(OIDC | {lacking: ""})
    assert [(p.code, p.where) for p in refused.value.problems] == [("lacking_setting", lacking)]


def test_the_readme_shows_the_table():
    """The table in the README is the one in the code."""
    assert readme_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_other_name_of_the_environment_is_read():
    """A setting that the code reads past the table would be in nobody's README."""
    known = {s.env for s in SETTINGS}
    read = {
        (path.name, name)
        for path in [ROOT / "app.py", *(ROOT / "planning").rglob("*.py")]
        if path.name != "settings.py"
        for name in re.findall(r"JIEYI_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert {pair for pair in read if pair[1] not in known} == set()
