"""The live door: `{"subscribe": run, "after": seq}` replays events from the table, then follows.

Order matters: join the group first, then read the table, then forward on rings; the other way round
loses events. Every ring only says "look"; a slow poll covers lost rings, so a dead channel costs
delay, not data.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from runtime.contracts.events import TERMINAL_TYPES
from runtime.worker.event_stream import group_of
from runtime.worker.wired import wired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from runtime.contracts.events import Event

MAX_SUBSCRIPTIONS = 20
MAX_FRAME_CHARACTERS = 64 * 1024
POLL_SECONDS = 2.0
UNAUTHORIZED, TOO_MANY, TOO_LARGE = 4401, 4429, 4413


@dataclass
class _Subscription:
    run: str
    last: int
    more: asyncio.Event = field(default_factory=asyncio.Event)
    follower: asyncio.Task[None] | None = None


class RunConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels ships no types
    """One browser tab."""

    subscriptions: dict[str, _Subscription]

    async def connect(self) -> None:
        """Let signed-in users in."""
        self.subscriptions = {}
        user = self.scope.get("user")
        await self.accept()
        if user is None or not user.is_authenticated:
            await self._error("unauthorized", "Sign in to follow runs.")
            await self.close(UNAUTHORIZED)

    async def disconnect(self, code: int) -> None:
        """Stop following."""
        for run in list(self.subscriptions):
            await self._leave(run)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Handle one frame."""
        if bytes_data is not None or text_data is None or len(text_data) > MAX_FRAME_CHARACTERS:
            await self._error("bad_request", "Send one JSON object as text, at most 64 kB.")
            await self.close(TOO_LARGE)
            return
        try:
            message = json.loads(text_data)
        except ValueError:
            message = None
        run = message.get("subscribe") if isinstance(message, dict) else None
        after = message.get("after", 0) if isinstance(message, dict) else 0
        if isinstance(run, str) and isinstance(after, int) and after >= 0:
            await self._subscribe(run, after)
        elif isinstance(message, dict) and isinstance(message.get("unsubscribe"), str):
            await self._leave(message["unsubscribe"])
        else:
            await self._error("bad_request", 'Send {"subscribe": "<run id>", "after": <number>}.')

    async def _subscribe(self, run: str, after: int) -> None:
        if run not in self.subscriptions and len(self.subscriptions) >= MAX_SUBSCRIPTIONS:
            await self._error("too_many", f"At most {MAX_SUBSCRIPTIONS} runs at once.")
            await self.close(TOO_MANY)
            return
        allowed = await _in_thread(wired().events.may_view, self.scope["user"], run)
        if not allowed:
            await self._error("not_found", f"There is no run {run[:40]} here.", run=run)
            return
        await self._leave(run)
        await self.channel_layer.group_add(group_of(run), self.channel_name)
        subscription = _Subscription(run, after)
        self.subscriptions[run] = subscription
        subscription.follower = asyncio.create_task(self._follow(subscription))

    async def _follow(self, subscription: _Subscription) -> None:
        """Send what the table has beyond the last event, wait for a ring, again, until the end."""
        while True:
            subscription.more.clear()
            events: Sequence[Event] = await _in_thread(
                wired().events.events_after, subscription.run, subscription.last
            )
            for event in events:
                await self.send(text_data=json.dumps({"event": event.as_json()}))
                subscription.last = event.seq
                if event.type in TERMINAL_TYPES:
                    await self.send(text_data=json.dumps({"done": subscription.run}))
                    subscription.follower = None
                    await self._leave(subscription.run)
                    return
            try:
                await asyncio.wait_for(subscription.more.wait(), POLL_SECONDS)
            except TimeoutError:
                continue

    async def run_ring(self, message: dict[str, Any]) -> None:
        """A ring: look at the table when it names something new."""
        subscription = self.subscriptions.get(message["run"])
        if subscription is not None and message["seq"] > subscription.last:
            subscription.more.set()

    async def _leave(self, run: str) -> None:
        subscription = self.subscriptions.pop(run, None)
        if subscription is None:
            return
        if subscription.follower is not None:
            subscription.follower.cancel()
        await self.channel_layer.group_discard(group_of(run), self.channel_name)

    async def _error(self, code: str, message: str, **data: Any) -> None:
        error = {"code": code, "message": message, **data}
        await self.send(text_data=json.dumps({"error": error}))


async def _in_thread(function: Any, *arguments: Any) -> Any:
    return await database_sync_to_async(function, thread_sensitive=False)(*arguments)
