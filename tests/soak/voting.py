"""A process that casts ballots and pins comments as fast as it can, and says what was acknowledged, until it is killed.

`python -m tests.soak.voting WORK.json`: eight threads; each line of standard output is one acknowledged act, written
after the act came back: `ballot CODE CLIENT RECEIPT FIRST-CHOICE` or `comment ID TEXT`.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from planning import period
from planning.actions.pinning import pin_comment
from planning.actions.voting import cast_ballot
from planning.people import Role, Visitor
from planning.settings import Settings
from planning.site import new_id
from planning.web.house import House, open_house
from tests.makers import staff

THREADS = 8
COMMENTS = 10
"""One comment of a member, which is also logged, for so many ballots."""


def main(work_file: str) -> None:
    """Take one code after the other from the work, until they are used up."""
    work = json.loads(Path(work_file).read_text(encoding="utf-8"))
    house = open_house(Settings(data_dir=Path(work["data_dir"]), database_url=work["database_url"]))
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda numbered: _act(house, work, *numbered), enumerate(work["codes"])))


def ranking_of(first: str) -> list[list[str]]:
    """The ballot of somebody whose first choice this is."""
    return [["a"], ["b"]] if first == "a" else [["b"], ["a"]]


def _act(house: House, work: dict[str, Any], number: int, code_id: str) -> None:
    client_id, first = new_id(), "a" if number % 3 else "b"
    answer = cast_ballot(
        house.database, Visitor(None, "soak"), period.now(), round_id=work["round"], code_id=code_id,
        client_id=client_id, version=work["version"], ranking=ranking_of(first), clock=period.now, mac=house.mac,
    )  # fmt: skip
    _say(f"ballot {code_id} {client_id} {answer.receipt} {first}")
    if number % COMMENTS == 0:
        member = Visitor(staff(Role.ADMINISTRATOR).member, client_id)
        comment = pin_comment(
            house.database, member, period.now(), new_id(), community_id=work["community"],
            lon=104.06, lat=30.63, topic="trees", stance="support", text=client_id)  # fmt: skip
        _say(f"comment {comment} {client_id}")


def _say(line: str) -> None:
    """In one piece, straight to the reader: what was said before a kill has been said."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1])
