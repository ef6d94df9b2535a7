"""Sends runs at a steady pace through both doors, each with a key, and notes what was accepted."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

import requests

from tests.chaos.graphs import POISONED, Flow
from tests.chaos.operators.poison import POISON
from tests.clients import DEMO, Editor, text_input

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

POST_SECONDS = 30
SYNC_SECONDS = 150
TRIES = 12
EDITOR_THREADS, API_THREADS = 3, 3
POISON_SHARE = 0.02


@dataclass(frozen=True)
class Order:
    """A run to be sent."""

    key: str
    flow: Flow
    poison: bool
    synchronous: bool

    @property
    def text(self) -> str:
        return f"{self.key} {POISON if self.poison else 'words'}"


@dataclass
class Accepted:
    """A run that the product took."""

    key: str
    run: str
    poison: bool
    synchronous: bool
    answer: dict[str, Any] = field(default_factory=dict)
    http: int = 0


def orders(count: int, flows: Sequence[Flow], seed: int, *, poison: bool = True) -> list[Order]:
    """A reproducible mix; about every fifth goes through the synchronous door."""
    chance = random.Random(seed)
    made = []
    for index in range(count):
        bad = poison and chance.random() < POISON_SHARE
        (flow,) = chance.choices(flows, [flow.share for flow in flows])
        sync = not bad and chance.random() < 0.2
        made.append(Order(f"r{seed}-{index:04}", POISONED if bad else flow, bad, sync))
    return made


class Load:
    """Threads that send the orders, `pace` a second over all of them."""

    def __init__(self, editor: Editor, token: str, plan: Sequence[Order], seconds: float) -> None:
        self.editor = editor
        self.token = token
        self.plan = plan
        self.gap = seconds / max(1, len(plan))
        self.accepted: list[Accepted] = []
        self.refused: list[tuple[str, str]] = []
        self.troubles: dict[str, int] = {}
        self.on_accept: Callable[[Accepted], None] = lambda _: None
        self.paths: dict[str, str] = {}
        self._lock = threading.Lock()
        self._queues: dict[bool, Queue[Order]] = {False: Queue(), True: Queue()}
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def prepare(self, flows: Sequence[Flow]) -> None:
        """Save a version of every workflow."""
        for flow in {flow.name: flow for flow in (*flows, POISONED)}.values():
            graph = flow.graph()
            path = self.editor.new_workflow(flow.name, graph=graph)
            saved = self.editor.post(f"{path}/versions", {"graph": graph, "publish": True})
            assert saved.status_code == 201, saved.text
            self.paths[flow.name] = path

    def start(self) -> None:
        self._thread(self._pace, "pace")
        for index in range(EDITOR_THREADS):
            self._thread(self._send_all, f"editor-{index}", False)
        for index in range(API_THREADS):
            self._thread(self._send_all, f"api-{index}", True)

    def finish(self, seconds: float) -> None:
        """Wait until everything is sent and answered, or the time is up."""
        ends_at = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.1, ends_at - time.monotonic()))
        self._ending.set()

    def _thread(self, target: Callable[..., None], name: str, *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _pace(self) -> None:
        for order in self.plan:
            self._queues[order.synchronous].put(order)
            if self._ending.wait(self.gap):
                break
        self._sent = True

    _sent = False

    def _send_all(self, synchronous: bool) -> None:
        queue = self._queues[synchronous]
        session = _copy(self.editor.session)
        while not self._ending.is_set():
            try:
                order = queue.get(timeout=0.2)
            except Empty:
                if self._sent:
                    return
                continue
            self._send(order, session)

    def _send(self, order: Order, session: requests.Session) -> None:
        """Send with the same key until it is accepted or refused for good."""
        trouble = "not tried"
        for attempt in range(TRIES):
            try:
                answer = self._post(order, session)
            except requests.RequestException as error:
                trouble = type(error).__name__
            else:
                if answer.ok:
                    self._accept(order, answer)
                    return
                trouble = f"HTTP {answer.status_code}"
                if answer.status_code in (400, 401, 403, 404, 409, 422):
                    trouble = answer.text[:200]
                    break
            with self._lock:
                self.troubles[trouble] = self.troubles.get(trouble, 0) + 1
            if self._ending.wait(min(0.3 * 2**attempt, 4)):
                break
        self.refused.append((order.key, trouble))

    def _post(self, order: Order, session: requests.Session) -> requests.Response:
        headers = {"Idempotency-Key": order.key}
        path = self.paths[order.flow.name]
        if not order.synchronous:
            body: dict[str, Any] = {"text": order.text}
            if order.poison:
                # A draft's graph: no saved version, so nothing but its own attempts stops it.
                body["graph"] = order.flow.graph()
            url = f"{self.editor.url}/api/editor{path}/runs"
            return session.post(url, json=body, headers=headers, timeout=POST_SECONDS)
        url = f"{self.editor.url}{DEMO}/{path.rsplit('/', 1)[1]}/results"
        headers["Authorization"] = f"Key {self.token}"
        body = {"inputs": [text_input(order.text)]}
        return requests.post(url, json=body, headers=headers, timeout=SYNC_SECONDS)

    def _accept(self, order: Order, answer: requests.Response) -> None:
        body = answer.json()
        run = body["run"]["id"] if order.synchronous else body["id"]
        status = body.get("status", {}) if order.synchronous else {}
        taken = Accepted(
            order.key, run, order.poison, order.synchronous, status, answer.status_code
        )
        with self._lock:
            self.accepted.append(taken)
        self.on_accept(taken)


def _copy(session: requests.Session) -> requests.Session:
    copied = requests.Session()
    copied.headers.update(session.headers)
    copied.cookies.update(session.cookies)
    return copied
