"""The local authority: what it signs, what it cannot vouch for, when it signs anew; tried with real handshakes."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID

from planning.errors import Refusal
from planning.hall import authority
from planning.hall.authority import Pair, ready

NOW = datetime.now(UTC).replace(microsecond=0)  # a handshake looks at the system's clock
NAMES = ("127.0.0.1", "192.168.8.20", "fd00::7", "localhost", "laptop", "laptop.local")


def shake_hands(server_file: Path, trusted: Pair, name: str) -> None:
    """One TLS handshake in this process; raises ``ssl.SSLError`` where the certificate is not accepted."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(server_file)
    asking = ssl.create_default_context(cadata=trusted.der)
    asking.verify_flags |= ssl.VERIFY_X509_STRICT
    left, right = socket.socketpair()
    with left, right, ThreadPoolExecutor(1) as pool:
        other = pool.submit(serving.wrap_socket, left, server_side=True)
        try:
            asking.wrap_socket(right, server_hostname=name).close()
        finally:
            right.close()
            if other.exception() is None:
                other.result().close()


@pytest.mark.parametrize("name", NAMES)
def test_a_phone_that_trusts_it_comes_in_by_every_name(tmp_path: Path, name: str):
    """Under each name and address, checked as strictly as OpenSSL can."""
    made = ready(tmp_path, NAMES, NOW)
    shake_hands(made.file, made.authority, name)


def test_a_phone_that_does_not_trust_it_stays_out(tmp_path: Path):
    """Another authority of the same kind, and a name that the certificate does not say."""
    made, other = ready(tmp_path / "a", NAMES, NOW), ready(tmp_path / "b", NAMES, NOW)
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(made.file, other.authority, "127.0.0.1")
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(made.file, made.authority, "192.168.8.21")


@pytest.mark.parametrize("name", ["bank.example", "93.184.215.14"])
def test_who_steals_the_key_cannot_pose_as_a_public_site(tmp_path: Path, name: str):
    """A certificate for a public name, signed with the authority's own key, is refused: name constraints."""
    made = ready(tmp_path, NAMES, NOW)
    forged = authority._made_server(made.authority, [name], NOW)
    authority._keep(tmp_path / "forged.pem", forged)
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shake_hands(tmp_path / "forged.pem", made.authority, name)


def test_names_that_it_may_not_vouch_for_are_left_out(tmp_path: Path):
    """An authority of yesterday and a public address of today: the rest is certified, the stranger is named."""
    ready(tmp_path, NAMES, NOW)
    made = ready(tmp_path, (*NAMES, "93.184.215.14", "elsewhere"), NOW)
    assert made.left_out == ("93.184.215.14", "elsewhere")
    assert made.server.names == frozenset(NAMES)
    anew = ready(tmp_path, (*NAMES, "93.184.215.14"), NOW, anew=True)
    assert (anew.left_out, anew.authority.name != made.authority.name) == ((), True)
    shake_hands(anew.file, anew.authority, "93.184.215.14")


def test_it_is_made_once_and_kept(tmp_path: Path):
    """Asked again for the same names, in any order, nothing changes: phones that installed it stay in."""
    first = ready(tmp_path, NAMES, NOW)
    again = ready(tmp_path, tuple(reversed(NAMES)), NOW + timedelta(days=59))
    assert (first.renewed, again.renewed) == (True, False)
    assert again.authority.fingerprint == first.authority.fingerprint
    assert again.server.fingerprint == first.server.fingerprint
    assert first.authority.fingerprint == first.authority.certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def test_a_new_address_is_certified_by_the_same_authority(tmp_path: Path):
    """The laptop joins another network: no phone installs anything again."""
    first = ready(tmp_path, NAMES, NOW)
    moved = ready(tmp_path, ("10.0.0.9", *NAMES), NOW)
    assert (moved.renewed, moved.authority.fingerprint) == (True, first.authority.fingerprint)
    shake_hands(moved.file, first.authority, "10.0.0.9")


def test_both_are_renewed_before_their_end(tmp_path: Path):
    """The server's a month before, the authority's too; no certificate outlives its authority or 825 days."""
    first = ready(tmp_path, NAMES, NOW)
    assert ready(tmp_path, NAMES, NOW + timedelta(days=61)).renewed
    late = ready(tmp_path, NAMES, NOW + timedelta(days=699))
    assert late.authority.fingerprint == first.authority.fingerprint
    assert late.server.until <= late.authority.until
    new = ready(tmp_path, NAMES, NOW + timedelta(days=701))
    assert new.authority.fingerprint != first.authority.fingerprint
    assert timedelta(0) < first.server.until - NOW <= timedelta(days=825)


def test_keys_are_readable_by_their_owner_only(tmp_path: Path):
    """0600 in a folder of 0700, from the first byte on; no half-written file stays behind."""
    ready(tmp_path / "tls", NAMES, NOW)
    files = sorted((tmp_path / "tls").iterdir())
    assert [file.name for file in files] == ["authority.pem", "server.pem"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700


def test_what_phones_are_given_holds_no_key(tmp_path: Path):
    """The certificate alone, marked as an authority that signs nothing but servers' certificates directly."""
    made = ready(tmp_path, NAMES, NOW)
    given = x509.load_der_x509_certificate(made.authority.der)
    basic = given.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)
    usage = made.server.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert ipaddress.ip_address("192.168.8.20") in made.server.certificate.extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    ).value.get_values_for_type(x509.IPAddress)


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_a_broken_file_is_said_and_not_overwritten(tmp_path: Path, content: bytes):
    """Somebody's key may be in it: one sentence, and the file stays."""
    (tmp_path / "authority.pem").write_bytes(content)
    with pytest.raises(Refusal, match="not readable") as refused:
        ready(tmp_path, NAMES, NOW)
    assert refused.value.code == "bad_certificate"
    assert (tmp_path / "authority.pem").read_bytes() == content
