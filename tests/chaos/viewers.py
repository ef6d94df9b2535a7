"""Browser tabs: they follow runs over WebSocket, are cut off, and resume after the last number."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

import requests
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.chaos.history import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clients import Editor

logging.getLogger("websockets.client").setLevel(logging.CRITICAL)  # a cut is no news here

SILENCE_SECONDS = 12.0
"""Six polls of the product: whoever hears nothing for so long asks the JSON door for more."""

WATCH_SECONDS = 180.0
CUT_SHARE = 0.1
RECONNECT_SECONDS = 0.3


@dataclass
class Watched:
    """What one viewer saw of one run."""

    run: str
    events: list[tuple[int, str, str]] = field(default_factory=list)
    ended: bool = False
    cuts: int = 0
    troubles: list[str] = field(default_factory=list)
    """Breaches: a gap, a repetition, or silence while the table had more."""

    @property
    def last(self) -> int:
        return self.events[-1][0] if self.events else 0


class Viewer(threading.Thread):
    """One tab at a time, for as long as runs are offered."""

    def __init__(self, editor: Editor, runs: Queue[str], stopping: threading.Event, seed: int):
        super().__init__(name=f"viewer-{seed}", daemon=True)
        self.url = editor.url
        cookies = editor.session.cookies.get_dict()
        self.cookies = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.runs = runs
        self.stopping = stopping
        self.chance = random.Random(seed)
        self.watched: list[Watched] = []
        self.on_end: Callable[[], None] = lambda: None
        self._open: ClientConnection | None = None

    def run(self) -> None:
        while True:
            try:
                run = self.runs.get(timeout=0.5)
            except Empty:
                if self.stopping.is_set():
                    return
                continue
            watched = Watched(run)
            self.watched.append(watched)
            self._watch(watched)
            self.on_end()

    def cut(self) -> bool:
        """Break the connection under the viewer, as a lost network does."""
        connection = self._open
        if connection is None:
            return False
        with contextlib.suppress(OSError):
            connection.socket.shutdown(socket.SHUT_RDWR)
        return True

    def _watch(self, watched: Watched) -> None:
        ends_at = time.monotonic() + WATCH_SECONDS
        while not watched.ended and time.monotonic() < ends_at:
            try:
                with connect(
                    f"{self.url.replace('http', 'ws', 1)}/ws/runs",
                    origin=Origin(self.url),
                    additional_headers={"Cookie": self.cookies},
                    open_timeout=20, close_timeout=1,
                ) as connection:  # fmt: skip
                    self._open = connection
                    self._follow(connection, watched)
            except (WebSocketException, OSError, TimeoutError):
                watched.cuts += 1
            finally:
                self._open = None
            if not watched.ended:
                time.sleep(RECONNECT_SECONDS)

    def _follow(self, connection: ClientConnection, watched: Watched) -> None:
        connection.send(json.dumps({"subscribe": watched.run, "after": watched.last}))
        while True:
            try:
                message = json.loads(connection.recv(SILENCE_SECONDS))
            except TimeoutError:
                self._complain_if_more(watched)
                return
            if "event" not in message:
                return
            self._take(message["event"], watched)
            if watched.ended:
                return
            if self.chance.random() < CUT_SHARE:
                watched.cuts += 1
                self.cut()
                return

    def _take(self, event: dict[str, Any], watched: Watched) -> None:
        if event["seq"] != watched.last + 1:
            watched.troubles.append(f"{event['seq']} came after {watched.last}")
        watched.events.append((event["seq"], event["type"], event["node"] or ""))
        watched.ended = event["type"] in TERMINAL

    def _complain_if_more(self, watched: Watched) -> None:
        """Silence is right while the table has nothing new, and wrong when it has."""
        try:
            answer = requests.get(
                f"{self.url}/api/editor/runs/{watched.run}/events",
                params={"after": str(watched.last)}, headers={"Cookie": self.cookies}, timeout=10,
            )  # fmt: skip
            events = answer.json()["events"]
        except (requests.RequestException, ValueError, KeyError):
            return
        late = [event for event in events if _age(event["at"]) > SILENCE_SECONDS / 2]
        if late:
            watched.troubles.append(f"silent after {watched.last} though {len(late)} were waiting")


def _age(at: str) -> float:
    return time.time() - dt.datetime.fromisoformat(at).timestamp()
