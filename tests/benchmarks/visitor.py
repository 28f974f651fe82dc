"""A visitor at Streamlit's own websocket: asks for runs of a page and counts what is sent, like a browser without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.server import Server


@dataclass
class PageVisit:
    """One open page."""

    socket: ClientConnection
    page: str
    params: dict[str, str]
    widgets: Any = None
    cached: set[str] = field(default_factory=set)
    sent_bytes: int = 0
    told: bytes = b""
    faults: list[str] = field(default_factory=list)

    def run(self) -> int:
        """Ask for one run of the script and wait for its end; gives the bytes that came."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = urlencode(self.params)
        asked.page_name = self.page
        asked.page_script_hash = calc_hash(self.page)
        asked.cached_message_hashes.extend(self.cached)
        if self.widgets is not None:
            asked.widget_states.CopyFrom(self.widgets)
        self.socket.send(message.SerializeToString())
        self.sent_bytes, self.told = 0, b""
        while not self._took(self.socket.recv()):
            pass
        return self.sent_bytes

    def _took(self, data: str | bytes) -> bool:
        """Take one message; whether the run has ended with it."""
        assert isinstance(data, bytes)
        self.sent_bytes += len(data)
        self.told += data
        message = ForwardMsg.FromString(data)
        if message.hash and message.metadata.cacheable:
            self.cached.add(message.hash)
        if message.WhichOneof("type") == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            self.faults.append(message.delta.new_element.exception.message)
        return bool(message.WhichOneof("type") == "script_finished")


@contextmanager
def visiting(
    server: Server, page: str, cookies: dict[str, str] | None = None, *, shows: str = "", **params: str
) -> Iterator[PageVisit]:
    """Come in at a page; its first run is done, and it is the page that is meant (``shows`` is on it)."""
    headers = {"cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
    with connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream", origin=Origin(f"http://127.0.0.1:{server.port}"),
        additional_headers=headers, max_size=None, compression=None,
        subprotocols=[Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")],
    ) as socket:  # fmt: skip
        found = PageVisit(socket, page, params)
        found.run()
        if shows.encode() not in found.told:
            raise RuntimeError(f"page {page}: {shows} is not on it")
        yield found
        if found.faults:
            raise RuntimeError(f"page {page}: {found.faults[0]}")
