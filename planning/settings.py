"""Settings: read from the environment once, checked at start with one clear sentence each.

:data:`SETTINGS` is the one table of them; the README's table is printed from it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planning import setting_values
from planning.errors import N_, Problem, Refusals
from planning.setting_values import LANGUAGES

__all__ = ["LANGUAGES", "SETTINGS", "Setting", "Settings", "readme_table", "settings_or_exit"]

SECRET_FILE, COOKIE_FILE = SECRET_FILES = ("secret.key", "cookie.key")
"""In the data folder: what receipts stand on, and what cookies are signed with."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: its name in the environment, its default, what it means, how it is read."""

    env: str
    field: str
    default: str
    meaning: str
    read: Callable[[str], Any]
    complaint: str


SETTINGS = (
    Setting("JIEYI_HOST", "host", "127.0.0.1", "address to listen on; `0.0.0.0` lets phones in the hall reach it",
            setting_values.host, N_("JIEYI_HOST is {value!r}: give a host name or an address such as 127.0.0.1.")),
    Setting("JIEYI_PORT", "port", "8501", "port to listen on",
            setting_values.port, N_("JIEYI_PORT is {value!r}: give a number from 1 to 65535.")),
    Setting("JIEYI_TLS", "tls", "", "`local`: HTTPS with a certificate of this machine's own authority ([how](docs/workshop.md)); empty means plain http",
            setting_values.tls, N_("JIEYI_TLS is {value!r}: give local, or nothing for plain http.")),
    Setting("JIEYI_TLS_CERTIFICATE", "tls_certificate", "", "HTTPS with a certificate of your own: its file in PEM, the whole chain; needs the key below",
            setting_values.file, N_("JIEYI_TLS_CERTIFICATE is {value!r}: give the path of a file.")),
    Setting("JIEYI_TLS_KEY", "tls_key", "", "the file of its key, in PEM",
            setting_values.file, N_("JIEYI_TLS_KEY is {value!r}: give the path of a file.")),
    Setting("JIEYI_INSTALL_PORT", "install_port", "8502", "with `JIEYI_TLS=local`: port of the plain http page where phones install the authority",
            setting_values.port, N_("JIEYI_INSTALL_PORT is {value!r}: give a number from 1 to 65535.")),
    Setting("JIEYI_DATA_DIR", "data_dir", "./data", "folder for the embedded database, the photos and the secret keys",
            setting_values.folder, N_("JIEYI_DATA_DIR is {value!r}: give the path of a folder.")),
    Setting("JIEYI_DATABASE_URL", "database_url", "", "database, such as `postgresql+psycopg://jieyi:PASSWORD@127.0.0.1/jieyi` ([how](docs/databases.md)); empty means SQLite in the data folder",
            setting_values.database_url, N_("JIEYI_DATABASE_URL is {value!r}: give an address that begins with sqlite:/// or postgresql://.")),
    Setting("JIEYI_LANGUAGE", "language", "zh", "language of a first visit: `zh` or `en`",
            setting_values.language, N_("JIEYI_LANGUAGE is {value!r}: choose zh or en.")),
    Setting("JIEYI_PUBLIC_URL", "public_url", "", "address that printed codes point to, such as `https://jieyi.example.org`; empty means the address of the request",
            setting_values.web_address, N_("JIEYI_PUBLIC_URL is {value!r}: give an address such as https://jieyi.example.org, without a path.")),
    Setting("JIEYI_TILE_URL", "tile_url", "", "base map tiles with `{z}`, `{x}` and `{y}`; empty means the community's own buildings and streets",
            setting_values.tile_url, N_("JIEYI_TILE_URL is {value!r}: give an address with {{z}}, {{x}} and {{y}} in it.")),
    Setting("JIEYI_TILE_ATTRIBUTION", "tile_attribution", "", "whose tiles they are, shown on the map",
            str, N_("JIEYI_TILE_ATTRIBUTION is {value!r}: give a short text.")),
    Setting("JIEYI_TILE_DATUM", "tile_datum", "WGS84", "datum of those tiles: `WGS84`, `GCJ02` (Amap, Tencent) or `BD09` ([examples](docs/base_maps.md))",
            setting_values.datum, N_("JIEYI_TILE_DATUM is {value!r}: give WGS84, GCJ02 or BD09.")),
    Setting("JIEYI_UPLOAD_MB", "upload_mb", "20", "largest upload, in megabytes",
            setting_values.count, N_("JIEYI_UPLOAD_MB is {value!r}: give a number of megabytes of at least 1.")),
    Setting("JIEYI_PHOTOS", "photos", "", "where photos are kept: a folder, or an address that fsspec knows, such as `s3://bucket/photos`; empty means a folder in the data folder",
            setting_values.photos, N_("JIEYI_PHOTOS is {value!r}: give the path of a folder or an address such as s3://bucket/photos.")),
    Setting("JIEYI_PHOTOS_MB", "photos_mb", "20000", "room for photos in megabytes; no more are taken when it is used up",
            setting_values.count, N_("JIEYI_PHOTOS_MB is {value!r}: give a number of megabytes of at least 1.")),
    Setting("JIEYI_KEEP_WITHDRAWN_DAYS", "keep_withdrawn_days", "30", "days until the words of a comment that its writer took back, and wordings that were changed, are erased",
            setting_values.count, N_("JIEYI_KEEP_WITHDRAWN_DAYS is {value!r}: give a number of days of at least 1.")),
    Setting("JIEYI_KEEP_HIDDEN_DAYS", "keep_hidden_days", "365", "days until the words of a comment that a moderator hid are erased",
            setting_values.count, N_("JIEYI_KEEP_HIDDEN_DAYS is {value!r}: give a number of days of at least 1.")),
    Setting("JIEYI_KEEP_BROWSER_DAYS", "keep_browser_days", "400", "days until the random browser id beside a comment or a “me too” is forgotten",
            setting_values.count, N_("JIEYI_KEEP_BROWSER_DAYS is {value!r}: give a number of days of at least 1.")),
    Setting("JIEYI_KEEP_FORMS_DAYS", "keep_forms_days", "90", "days until it is forgotten which forms were already sent",
            setting_values.count, N_("JIEYI_KEEP_FORMS_DAYS is {value!r}: give a number of days of at least 1.")),
    Setting("JIEYI_KEEP_WALK_DAYS", "keep_walk_days", "90", "days until the doors of a walk that was closed are forgotten; counts are left",
            setting_values.count, N_("JIEYI_KEEP_WALK_DAYS is {value!r}: give a number of days of at least 1.")),
    Setting("JIEYI_TRIES_OWN", "tries_own", "10", "wrong codes from one browser, or wrong passwords for one name, in ten minutes",
            setting_values.count, N_("JIEYI_TRIES_OWN is {value!r}: give a number of at least 1.")),
    Setting("JIEYI_TRIES_ADDRESS", "tries_address", "300", "the same from one network address; a hall full of phones is one address",
            setting_values.count, N_("JIEYI_TRIES_ADDRESS is {value!r}: give a number of at least 1.")),
    Setting("JIEYI_TRIES_ALL", "tries_all", "3000", "the same from everywhere together",
            setting_values.count, N_("JIEYI_TRIES_ALL is {value!r}: give a number of at least 1.")),
    Setting("JIEYI_WRITES_OWN", "writes_own", "60", "ballots with one code, or comments from one browser, sent in ten minutes",
            setting_values.count, N_("JIEYI_WRITES_OWN is {value!r}: give a number of at least 1.")),
    Setting("JIEYI_WRITES_ADDRESS", "writes_address", "100000", "the same from one network address",
            setting_values.count, N_("JIEYI_WRITES_ADDRESS is {value!r}: give a number of at least 1.")),
    Setting("JIEYI_WRITES_ALL", "writes_all", "300000", "the same from everywhere together",
            setting_values.count, N_("JIEYI_WRITES_ALL is {value!r}: give a number of at least 1.")),
    Setting("JIEYI_ALLOWED_HOSTS", "allowed_hosts", "", "names under which this server may be asked, with commas between; empty means this machine's own, that of `JIEYI_PUBLIC_URL`, and every plain address when it listens on all",
            setting_values.hosts, N_("JIEYI_ALLOWED_HOSTS is {value!r}: give host names without port, such as jieyi.example.org, with commas between.")),
    Setting("JIEYI_COOKIE_SECRET", "cookie_secret", "", "what cookies are signed with ([how to change it](docs/databases.md#secrets)): at least 32 characters, several with commas between, the newest first; empty means the file `cookie.key` in the data folder",
            setting_values.secrets, N_("JIEYI_COOKIE_SECRET is not safe: give at least 32 characters at random, such as `openssl rand -hex 32` prints.")),
    Setting("JIEYI_OIDC_ISSUER", "oidc_issuer", "", "OpenID provider by which staff may sign in, such as `https://login.example.org`; needs the two settings below and `JIEYI_PUBLIC_URL`",
            setting_values.issuer, N_("JIEYI_OIDC_ISSUER is {value!r}: give an address that begins with https:// (http:// on this machine only).")),
    Setting("JIEYI_OIDC_CLIENT_ID", "oidc_client_id", "", "as whom the provider knows this server",
            str, N_("JIEYI_OIDC_CLIENT_ID is {value!r}: give the client id that the provider shows.")),
    Setting("JIEYI_OIDC_CLIENT_SECRET", "oidc_client_secret", "", "the secret that the provider gave for it",
            str, N_("JIEYI_OIDC_CLIENT_SECRET is not readable: give the secret that the provider shows.")),
    Setting("JIEYI_OIDC_NAME", "oidc_name", "", "what the button calls the provider; empty means its host name",
            str, N_("JIEYI_OIDC_NAME is {value!r}: give a short name.")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked settings of one running installation."""

    host: str = "127.0.0.1"
    port: int = 8501
    tls: str = ""
    tls_certificate: str = ""
    tls_key: str = ""
    install_port: int = 8502
    data_dir: Path = Path("data")
    database_url: str = ""
    language: str = "zh"
    public_url: str = ""
    tile_url: str = ""
    tile_attribution: str = ""
    tile_datum: str = "WGS84"
    upload_mb: int = 20
    photos: str = ""
    photos_mb: int = 20_000
    keep_withdrawn_days: int = 30
    keep_hidden_days: int = 365
    keep_browser_days: int = 400
    keep_forms_days: int = 90
    keep_walk_days: int = 90
    tries_own: int = 10
    tries_address: int = 300
    tries_all: int = 3000
    writes_own: int = 60
    writes_address: int = 100_000
    writes_all: int = 300_000
    allowed_hosts: str = ""
    cookie_secret: str = field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read all settings, or raise :class:`Refusals` with one sentence for each that is wrong."""
        values: dict[str, Any] = {}
        problems = []
        for setting in SETTINGS:
            text = environment.get(setting.env, "").strip() or setting.default
            try:
                values[setting.field] = setting.read(text) if text else ""
            except ValueError:
                problems.append(Problem("bad_setting", setting.complaint, {"value": text}, setting.env))
        problems += _lacking(values)
        known = {setting.env for setting in SETTINGS} | {"JIEYI_REAL_DATA", "JIEYI_NO_SKIPS", "JIEYI_TEST_DATABASE_URL"}
        problems += [
            Problem(
                "unknown_setting", N_("{name} is not a setting: look at the table in the README."), {"name": name}, name
            )
            for name in sorted(environment)
            if name.startswith("JIEYI_") and name not in known
        ]
        if problems:
            raise Refusals(problems)
        return cls(**values)

    @property
    def scheme(self) -> str:
        """How this server itself is spoken to; a proxy before it may speak otherwise."""
        return "https" if self.tls or self.tls_certificate else "http"

    @property
    def database(self) -> str:
        """Address of the database: the one that was set, or SQLite in the data folder."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'jieyi.sqlite3').absolute()}"

    @property
    def shown_database(self) -> str:
        """The address without the password, for messages."""
        return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", self.database)

    @property
    def photo_place(self) -> str:
        """Where the photos are kept: the place that was set, or a folder in the data folder."""
        return self.photos or str(self.photo_dir)

    @property
    def photo_dir(self) -> Path:
        """The folder of the photos, unless another place was set."""
        return self.data_dir / "photos"

    @property
    def upload_dir(self) -> Path:
        """Folder of photos that are still on their way."""
        return self.data_dir / "uploads"


OF_ONE_PROVIDER = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "public_url")


def _lacking(values: Mapping[str, Any]) -> list[Problem]:
    """Signing in at another provider needs all of its settings or none; so does a certificate of one's own."""
    problems = _lacking_for_tls(values)
    if any(values.get(name) for name in OF_ONE_PROVIDER[:3]):
        empty = [s for s in SETTINGS if s.field in OF_ONE_PROVIDER and values.get(s.field) == ""]
        problems += [
            Problem("lacking_setting", N_("{name} is empty: signing in by OpenID needs it."), {"name": s.env}, s.env)
            for s in empty
        ]
    return problems


def _lacking_for_tls(values: Mapping[str, Any]) -> list[Problem]:
    own = {"JIEYI_TLS_CERTIFICATE": values.get("tls_certificate"), "JIEYI_TLS_KEY": values.get("tls_key")}
    problems = [
        Problem("lacking_setting", N_("{name} is empty: a certificate of your own needs its file and the file of its key."), {"name": name}, name)
        for name, given in own.items() if any(own.values()) and given == ""
    ]  # fmt: skip
    if values.get("tls") and any(own.values()):
        problems.append(Problem(
            "two_certificates", N_("JIEYI_TLS=local makes a certificate, JIEYI_TLS_CERTIFICATE names one: choose one of them."), {}, "JIEYI_TLS"
        ))  # fmt: skip
    return problems


def settings_or_exit(environment: Mapping[str, str]) -> Settings:
    """Settings of the environment; one sentence on standard error for each that is wrong, then exit code 2."""
    try:
        return Settings.from_environment(environment)
    except Refusals as refused:
        sys.stderr.writelines(f"{problem.where}: {problem}\n" for problem in refused.problems)
        raise SystemExit(2) from None


def readme_table() -> str:
    """The table of settings as the README shows it (Markdown)."""
    rows = [f"| `{s.env}` | {f'`{s.default}`' if s.default else ''} | {s.meaning} |" for s in SETTINGS]
    return "\n".join(["| setting | default | what it is |", "|---|---|---|", *rows])
