"""The addresses of this machine, and which of them phones in a hall can open."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import ifaddr

from planning.settings import Settings

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not bound to
VIRTUAL = re.compile(
    r"docker|^br-|veth|virbr|vmnet|vbox|virtual|vmware|vethernet|hyper-v|wsl|utun|^tun|^tap|tailscale|^zt|loopback",
    re.IGNORECASE,
)
"""Names of interfaces behind which no phone can be: containers, virtual machines, tunnels."""
WIRELESS = re.compile(r"^wl|wi-?fi|wlan|wireless|无线|^ap\d", re.IGNORECASE)
NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


@dataclass(frozen=True, slots=True)
class Interface:
    """One address of this machine: ``address`` without zone, ``name`` as the system calls its network card."""

    address: str
    name: str

    @property
    def is_ipv4(self) -> bool:
        """Whether it is a short one, which people can type."""
        return ":" not in self.address


@dataclass(frozen=True, slots=True)
class Place:
    """Where phones find this server.

    :param host: a name or an address, as it stands in a web address (IPv6 in brackets).
    :param interface: name of the network card; empty for a name or for the public address.
    """

    url: str
    host: str
    interface: str = ""


def interfaces() -> tuple[Interface, ...]:
    """All addresses of this machine as of now, the likeliest for a hall first."""
    found = []
    for adapter in ifaddr.get_adapters():
        for one in adapter.ips:
            address = one.ip if isinstance(one.ip, str) else one.ip[0]
            found.append(Interface(address, adapter.nice_name))
    return ordered(found)


def ordered(found: Iterable[Interface]) -> tuple[Interface, ...]:
    """Without this machine's own loop; wireless cards first, virtual ones and self-given addresses last."""

    def rank(one: Interface) -> tuple[bool, bool, bool, bool, str, str]:
        address = ipaddress.ip_address(one.address)
        return (
            bool(VIRTUAL.search(one.name)), address.is_link_local, not one.is_ipv4, not WIRELESS.search(one.name),
            one.name, one.address,
        )  # fmt: skip

    usable = {one for one in found if not ipaddress.ip_address(one.address).is_loopback}
    return tuple(sorted(usable, key=rank))


def places(settings: Settings, found: Iterable[Interface]) -> tuple[Place, ...]:
    """Where phones find the server of these settings; nothing while it listens on this machine's own loop only.

    The public address comes first where one is set. IPv6 is offered only where there is nothing shorter.
    """
    public = (Place(settings.public_url, settings.public_url.rpartition("/")[2]),) if settings.public_url else ()
    if settings.host in EVERYWHERE:
        every = [one for one in found if not ipaddress.ip_address(one.address).is_link_local or one.is_ipv4]
        short = [one for one in every if one.is_ipv4] or every
        return (*public, *(_place(settings, one.address, one.name) for one in short))
    if is_own_loop(settings.host):
        return public
    names = {one.address: one.name for one in found}
    return (*public, _place(settings, settings.host, names.get(settings.host, "")))


def is_own_loop(host: str) -> bool:
    """Whether nobody but this machine reaches a server that listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _place(settings: Settings, address: str, interface: str) -> Place:
    host = f"[{address}]" if ":" in address else address
    return Place(f"{settings.scheme}://{host}:{settings.port}", host, interface)


def base(settings: Settings, found: Iterable[Interface], here: str = "") -> str:
    """The address to print on cards: the public one, else that of the page one sits at, if phones reach it, else the
    likeliest of the hall. Without any of them that of the page, which is then of use on this machine only.

    :param here: scheme and host of the page, such as ``http://127.0.0.1:8501``.
    """
    known = places(settings, found)
    if here and here in {place.url for place in known}:
        return settings.public_url or here
    return known[0].url if known else here


def own_names(settings: Settings, found: Iterable[Interface]) -> tuple[str, ...]:
    """Names and addresses under which this server may be asked in a hall: what its certificate must say."""
    host = socket.gethostname().casefold().removesuffix(".local")
    names = ["localhost", host, f"{host}.local", settings.host.casefold()]
    names += settings.allowed_hosts.split(",")
    names += [settings.public_url.rpartition("/")[2].partition(":")[0].casefold()]
    addresses = ["127.0.0.1", "::1", *(one.address for one in found)]
    wanted = [*addresses, *(name for name in names if is_name(name) or is_address(name))]
    return tuple(dict.fromkeys(name for name in wanted if name not in EVERYWHERE))


def is_address(text: str) -> bool:
    """Whether it is a plain IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_name(text: str) -> bool:
    """Whether it is a host name that a certificate can say."""
    return bool(NAME.fullmatch(text)) and not re.fullmatch(r"[0-9.]+", text)
