"""Signing in: a wrong name costs what a wrong password costs, and nobody pays for it who signs nobody in."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from argon2 import PasswordHasher

from planning.actions import accounts
from planning.actions.accounts import add_member, sign_in
from planning.people import SYSTEM, Role
from planning.web.house import House
from tests.makers import NOON

PASSWORD = "correct horse battery"


@pytest.mark.parametrize("name", ["Lin", "nobody"])
def test_the_first_sign_in_of_a_process_costs_the_same_for_every_name(
    house: House, monkeypatch: pytest.MonkeyPatch, name: str
):
    """One hash is made and one is compared, whether there is such an account or not."""
    add_member(house.database, SYSTEM, NOON, name="Lin", password=PASSWORD, role=Role.ADMINISTRATOR)
    accounts._nobodys_hash.cache_clear()
    done: list[str] = []

    class Watched(PasswordHasher):
        def hash(self, *args: Any, **kwargs: Any) -> str:
            done.append("hash")
            return super().hash(*args, **kwargs)

        def verify(self, *args: Any, **kwargs: Any) -> Any:
            done.append("verify")
            return super().verify(*args, **kwargs)

    monkeypatch.setattr(accounts, "_HASHER", Watched())
    for _ in range(2):
        assert sign_in(house.database, NOON, name=name, password="wrong password") is None
    assert done == ["hash", "verify", "verify"]


def test_importing_makes_no_hash():
    """A command that signs nobody in does not wait for argon2."""
    program = (
        "import argon2; argon2.PasswordHasher.hash = lambda *_: 1 / 0\nimport planning.actions.accounts as a\n"
        "assert a._nobodys_hash.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
