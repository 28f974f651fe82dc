"""Three servers on one PostgreSQL behind nginx, one of them killed every half minute, while people vote."""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from planning import addresses
from planning.settings import Settings
from planning.web.house import open_house
from tests.benchmarks.crowds import LIMIT_P95_MS, code_ids, p95_ms
from tests.benchmarks.installation import Installation
from tests.benchmarks.result import Result
from tests.benchmarks.server import BIN, environment, free_port, wait_for
from tests.databases import SERVER, fresh_postgresql
from tests.history import summary
from tests.load import crowds
from tests.load.looking import checked
from tests.load.phone import Log, Phone
from tests.rounds import opened

CONFIGURATION = Path(__file__).parents[2] / "docs" / "nginx.conf"
REPLICAS, EVERY_S, KILLS = 3, 30, 4
VOTERS = 1500
LIMIT_ERRORS = 1.0


class Replica:
    """One of the servers: started, killed with -9, started again on its port."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address, self.port = folder, address, free_port()
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        variables = environment(self.folder, JIEYI_PORT=str(self.port), JIEYI_DATABASE_URL=self.address)
        with (self.folder / f"server-{self.port}.log").open("ab") as log:
            return subprocess.Popen([BIN / "jieyi", "serve"], env=variables, cwd=self.folder, stdout=log, stderr=log)

    def ready(self) -> None:
        """Wait until it answers."""
        wait_for(self.process, self.port, time.monotonic(), self.folder / f"server-{self.port}.log")

    def kill(self) -> None:
        """Kill it without a word, and start another in its place."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = self._started()

    def end(self) -> None:
        """End it for good."""
        self.process.terminate()
        self.process.wait(timeout=30)


def replicas(_: Installation) -> list[Result]:
    """1,500 voters in two and a half minutes; every 30 seconds one of three servers is killed."""
    if not os.environ.get(SERVER) or not shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"):
        return []
    log = Log()
    with TemporaryDirectory() as named, fresh_postgresql() as address, ExitStack() as ending:
        folder = Path(named)
        folder.chmod(0o755)  # nginx as root works as another user
        house = open_house(Settings(data_dir=folder, database_url=address))
        poll = opened(house, count=VOTERS)
        servers = [Replica(folder, address) for _ in range(REPLICAS)]
        for one in servers:
            ending.callback(one.end)
            one.ready()
        front = ending.enter_context(_nginx(folder, [one.port for one in servers]))
        voters = crowds.phones(poll, front, range(VOTERS), log, code_ids(poll))
        asyncio.run(_voting_and_killing(voters, servers))
        there = checked(poll, log.tries)
        house.database.close()
    ended = summary(log.tries)
    if ended["acknowledged"] != VOTERS:
        raise AssertionError(f"not all voted: {ended}")
    told = f"{REPLICAS} servers, {KILLS} kills, {there.counted} ballots of {VOTERS} voters: none lost, none double"
    errors = 100 * log.failed / log.requests
    return [
        Result("replicas_errors", errors, "%", None, LIMIT_ERRORS, f"{log.failed} of {log.requests} requests, all tried again with success; {told}"),
        Result("replicas_cast_p95", p95_ms(log.seconds["cast"]), "ms", None, LIMIT_P95_MS, "of the try that was answered"),
    ]  # fmt: skip


async def _voting_and_killing(voters: list[Phone], servers: list[Replica]) -> None:
    async def killing() -> None:
        for number in range(KILLS):
            await asyncio.sleep(EVERY_S)
            await asyncio.to_thread(servers[number % REPLICAS].kill)

    await asyncio.gather(crowds.spread(voters, EVERY_S * (KILLS + 1), random.Random(VOTERS)), killing())


@contextmanager
def _nginx(folder: Path, ports: list[int]) -> Iterator[str]:
    """The configuration of the docs with other ports, in front of these servers; gives its address."""
    program, port = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), free_port()
    assert program is not None
    site = CONFIGURATION.read_text(encoding="utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    for documented, used in zip((8501, 8502, 8503), ports, strict=True):
        site, times = re.subn(rf"server 127\.0\.0\.1:{documented}\b", f"server 127.0.0.1:{used}", site)
        assert times == 1
    places = "".join(
        f"{name}_temp_path {folder}/nginx-{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; events {{ worker_connections 4096; }}\n"
        f"http {{ access_log off; {places}\n{site}\n}}\n", encoding="utf-8"
    )  # fmt: skip
    process = subprocess.Popen([program, "-c", str(whole), "-p", str(folder), "-e", f"{folder}/nginx.log"])
    try:
        wait_for(process, port, time.monotonic(), folder / "nginx.log", addresses.HEALTH)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=15)


BENCHMARKS: dict[str, Callable[[Installation], list[Result]]] = {"replicas": replicas}
