"""Which of a machine's addresses phones can open, and in which order they are offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.hall.network import Interface, base, interfaces, is_name, is_own_loop, ordered, own_names, places
from planning.settings import Settings

ALL = "0.0.0.0"  # noqa: S104 - a setting
WIFI, CABLE = Interface("192.168.8.20", "wlan0"), Interface("10.3.0.7", "enp3s0")
DOCKER, SELF_GIVEN = Interface("172.17.0.1", "docker0"), Interface("169.254.4.4", "enp4s0")
LOOP, LONG = Interface("127.0.0.1", "lo"), Interface("fd00::7", "enp3s0")


def test_the_likeliest_card_comes_first():
    """Wi-Fi before cable before IPv6 before an address that nobody gave; containers last; the own loop not at all."""
    assert ordered([DOCKER, LONG, SELF_GIVEN, LOOP, CABLE, WIFI, WIFI]) == (WIFI, CABLE, LONG, SELF_GIVEN, DOCKER)


def test_this_machine_tells_its_own_addresses():
    """No loop among them, and each can be read as an address (asked of the running system)."""
    assert all(not is_own_loop(one.address) and one.name for one in interfaces())


@pytest.mark.parametrize(
    ("settings", "urls"),
    [
        ({}, []),
        ({"host": "localhost"}, []),
        ({"host": ALL}, ["http://192.168.8.20:8501", "http://10.3.0.7:8501"]),
        ({"host": "::", "port": 80}, ["http://192.168.8.20:80", "http://10.3.0.7:80"]),
        ({"host": ALL, "tls": "local"}, ["https://192.168.8.20:8501", "https://10.3.0.7:8501"]),
        ({"host": "10.3.0.7"}, ["http://10.3.0.7:8501"]),
        ({"host": "street.local"}, ["http://street.local:8501"]),
        ({"host": "fd00::7"}, ["http://[fd00::7]:8501"]),
        ({"public_url": "https://jieyi.example.org"}, ["https://jieyi.example.org"]),
    ],
    ids=str,
)
def test_places_follow_the_settings(settings: dict[str, str], urls: list[str]):
    """Nothing while it listens on its own loop; every short address where it listens on all; else the one address."""
    assert [place.url for place in places(Settings(**settings), (WIFI, CABLE, LONG))] == urls  # type: ignore[arg-type]


def test_long_addresses_are_offered_where_there_is_nothing_shorter():
    """A network of IPv6 alone has its place, in brackets."""
    assert [place.host for place in places(Settings(host=ALL), (LONG,))] == ["[fd00::7]"]


def test_cards_are_printed_with_an_address_that_phones_reach():
    """The page's own if phones reach it, the likeliest otherwise: 127.0.0.1 on a card would lead nobody anywhere."""
    open_to_all, found = Settings(host=ALL), (WIFI, CABLE)
    assert base(open_to_all, found, "http://127.0.0.1:8501") == "http://192.168.8.20:8501"
    assert base(open_to_all, found, "http://10.3.0.7:8501") == "http://10.3.0.7:8501"
    assert base(Settings(), found, "http://127.0.0.1:8501") == "http://127.0.0.1:8501"
    public = Settings(host=ALL, public_url="https://jieyi.example.org")
    assert base(public, found, "http://10.3.0.7:8501") == "https://jieyi.example.org"


def test_a_certificate_says_every_name_that_can_be_asked():
    """Loop, addresses, host name with and without .local, the names of the settings; each once."""
    settings = Settings(host="street.local", allowed_hosts="a.example,b.example", public_url="https://c.example:8443")
    names = own_names(settings, (WIFI, LONG))
    assert {"127.0.0.1", "::1", "localhost", "192.168.8.20", "fd00::7", "street.local"} <= set(names)
    assert {"a.example", "b.example", "c.example"} <= set(names)
    assert len(names) == len(set(names))
    assert ALL not in own_names(Settings(host=ALL), (WIFI,))


@pytest.mark.parametrize("text", ["", "-a", "a-", "a..b", "a_b", "街", "1.2.3.4", "a" * 64, "*.local"])
def test_what_is_no_host_name_goes_into_no_certificate(text: str):
    """Machines may be called anything."""
    assert not is_name(text)


@given(st.text(max_size=80))
def test_no_name_breaks_it(text: str):
    """Yes or no, whatever a system calls itself."""
    assert is_name(text) in {True, False}
    assert is_own_loop(text) in {True, False}
