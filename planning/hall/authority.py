"""A certificate authority of this machine alone, and the certificate of its server.

Two files in the folder ``tls`` of the data folder, each with its key, readable by their owner only. The authority may
speak for local names and private addresses only (name constraints), so that whoever steals its key cannot pose as a
bank before the phones that trust it.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from planning.errors import N_, Refusal
from planning.hall.network import is_address

AUTHORITY_LASTS = timedelta(days=730)
SERVER_LASTS = timedelta(days=90)
"""Phones of Apple refuse a server's certificate of more than 825 days (support.apple.com/103769)."""
RENEW_BEFORE = timedelta(days=30)
CLOCKS_DIFFER = timedelta(days=1)
"""A phone whose clock is a little behind must not see a certificate of tomorrow."""
LOCAL_NETWORKS = (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7", "fe80::/10",
)  # fmt: skip
LOCAL_NAMES = ("localhost", "local", "home.arpa", "internal")
"""Endings that no public name has (RFC 6762, RFC 8375, ICANN's reserved ``internal``)."""
UNREADABLE = N_("{file} is not readable as key and certificate: move it away, and a new one is made at the next start.")


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def until(self) -> datetime:
        """When it ends."""
        return self.certificate.not_valid_after_utc

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as phones show it: ``AB:CD:…``."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    @property
    def name(self) -> str:
        """How phones list it."""
        return str(self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)

    @property
    def der(self) -> bytes:
        """The certificate without its key, as phones take it."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def names(self) -> frozenset[str]:
        """Names and addresses that a server's certificate is for."""
        try:
            said = self.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        except x509.ExtensionNotFound:
            return frozenset()
        return frozenset({*said.get_values_for_type(x509.DNSName), *map(str, said.get_values_for_type(x509.IPAddress))})


@dataclass(frozen=True, slots=True)
class Ready:
    """What a server needs to speak HTTPS.

    :param file: key and certificate, in PEM.
    :param left_out: names that the authority may not speak for.
    :param renewed: whether the certificate was made just now.
    """

    authority: Pair
    server: Pair
    file: Path
    left_out: tuple[str, ...]
    renewed: bool


def folder_of(data_dir: Path) -> Path:
    """Where both are kept."""
    return data_dir / "tls"


def ready(folder: Path, names: Sequence[str], now: datetime, *, anew: bool = False) -> Ready:
    """Authority and certificate for these names, made where there is none, where the names are others, or near the end.

    :param anew: make a new authority in any case; phones must install it again.

    Raises :class:`Refusal` (``bad_certificate``) for a file that is there and cannot be read.
    """
    authority = None if anew else known_authority(folder)
    if authority is None or authority.until - now < RENEW_BEFORE:
        authority = _made_authority(names, now)
        _keep(folder / "authority.pem", authority)
    allowed = [name for name in names if _may_say(authority.certificate, name)]
    file, server = folder / "server.pem", None if anew else _known(folder / "server.pem")
    renewed = server is None or not _serves(server, authority, allowed, now)
    if server is None or renewed:
        server = _made_server(authority, allowed, now)
        _keep(file, server)
    return Ready(authority, server, file, tuple(n for n in names if n not in allowed), renewed)


def known_authority(folder: Path) -> Pair | None:
    """The authority that was made before, if there is one."""
    return _known(folder / "authority.pem")


def _serves(server: Pair, authority: Pair, names: Sequence[str], now: datetime) -> bool:
    """Whether the certificate is of this authority, for these very names, and lasts."""
    is_ours = server.certificate.issuer == authority.certificate.subject
    return is_ours and server.names == frozenset(names) and server.until - now >= RENEW_BEFORE


def _made_authority(names: Iterable[str], now: datetime) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    # The day and four signs tell it apart from an older one in a phone's list.
    name = _name(f"Jieyi 街议 {now:%Y-%m-%d} {secrets.token_hex(2)}")
    builder = (
        _begun(name, name, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(names), None), critical=True)
    )
    return Pair(builder.sign(key, hashes.SHA256()), key)


def _made_server(authority: Pair, names: Sequence[str], now: datetime) -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    said = [x509.IPAddress(ipaddress.ip_address(n)) if is_address(n) else x509.DNSName(n) for n in names]
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        _begun(_name("Jieyi 街议"), authority.certificate.subject, key, now, min(SERVER_LASTS, authority.until - now))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(said), critical=False)
        .add_extension(signer, critical=False)
    )
    return Pair(builder.sign(authority.key, hashes.SHA256()), key)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Jieyi"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _permitted(names: Iterable[str]) -> list[x509.GeneralName]:
    """What is local everywhere, and the names and addresses that this machine has now."""
    networks = [ipaddress.ip_network(network) for network in LOCAL_NETWORKS]
    own = [ipaddress.ip_network(name) for name in names if is_address(name)]
    networks += [one for one in own if not any(one.version == n.version and one.subnet_of(n) for n in networks)]  # type: ignore[arg-type]
    endings = [*LOCAL_NAMES, *(name for name in names if not is_address(name) and not _is_below(name, LOCAL_NAMES))]
    return [*map(x509.IPAddress, networks), *map(x509.DNSName, endings)]


def _may_say(authority: x509.Certificate, name: str) -> bool:
    """Whether the authority may speak for a name."""
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    if is_address(name):
        address = ipaddress.ip_address(name)
        return any(address in one.value for one in permitted if isinstance(one, x509.IPAddress))  # type: ignore[operator]
    return _is_below(name, [one.value for one in permitted if isinstance(one, x509.DNSName)])


def _is_below(name: str, endings: Iterable[str]) -> bool:
    return any(name == ending or name.endswith(f".{ending}") for ending in endings)


def _known(file: Path) -> Pair | None:
    """What a file keeps; None where there is none."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        key, certificate = serialization.load_pem_private_key(data, None), x509.load_pem_x509_certificate(data)
    except ValueError:
        raise Refusal("bad_certificate", UNREADABLE, file=str(file)) from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise Refusal("bad_certificate", UNREADABLE, file=str(file))
    return Pair(certificate, key)


def _keep(file: Path, pair: Pair) -> None:
    """Write key and certificate as one file that is there whole or not at all, readable by its owner only."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    passing = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    plain = serialization.NoEncryption()
    with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(pair.key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
        out.write(pair.certificate.public_bytes(serialization.Encoding.PEM))
        out.flush()
        os.fsync(out.fileno())
    passing.replace(file)
