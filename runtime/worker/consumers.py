"""The live door: `{"subscribe": run, "after": seq}` replays events from the table, then follows."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from runtime.contracts.events import Event
from runtime.worker.follow import in_thread, watch
from runtime.worker.wired import wired

MAX_SUBSCRIPTIONS = 20
MAX_FRAME_CHARACTERS = 64 * 1024
SEND_SECONDS = 20
"""A browser that takes no more for so long is cut; it resumes from its last event."""
UNAUTHORIZED, SLOW, TOO_LARGE, TOO_MANY, AGAIN = 4401, 4408, 4413, 4429, 4503

log = logging.getLogger(__name__)


class RunConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]  # channels ships no types
    """One browser tab."""

    followers: dict[str, asyncio.Task[None]]

    async def connect(self) -> None:
        """Let signed-in users in."""
        self.followers = {}
        user = self.scope.get("user")
        await self.accept()
        if user is None or not user.is_authenticated:
            await self._error("unauthorized", "Sign in to follow runs.")
            await self.close(UNAUTHORIZED)

    async def disconnect(self, code: int) -> None:
        """Stop following."""
        for run in list(self.followers):
            self._leave(run)

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
            self._leave(message["unsubscribe"])
        else:
            await self._error("bad_request", 'Send {"subscribe": "<run id>", "after": <number>}.')

    async def _subscribe(self, run: str, after: int) -> None:
        if run not in self.followers and len(self.followers) >= MAX_SUBSCRIPTIONS:
            await self._error("too_many", f"At most {MAX_SUBSCRIPTIONS} runs at once.")
            await self.close(TOO_MANY)
            return
        allowed = await in_thread(wired().events.may_view, self.scope["user"], run)
        if not allowed:
            await self._error("not_found", f"There is no run {run[:40]} here.", run=run)
            return
        self._leave(run)
        self.followers[run] = asyncio.create_task(self._follow(run, after))

    async def _follow(self, run: str, after: int) -> None:
        """Send every event, then say that this was all."""
        try:
            async for item in watch(run, after):
                name = "event" if isinstance(item, Event) else "text"
                await self._send({name: item.as_json()})
            await self._send({"done": run})
            self.followers.pop(run, None)
        except TimeoutError:
            await self.close(SLOW)
        except Exception:
            log.exception("Run %s cannot be followed; its viewer is cut and resumes", run)
            await self.close(AGAIN)

    async def _send(self, message: dict[str, Any]) -> None:
        async with asyncio.timeout(SEND_SECONDS):
            await self.send(text_data=json.dumps(message))

    def _leave(self, run: str) -> None:
        follower = self.followers.pop(run, None)
        if follower is not None:
            follower.cancel()

    async def _error(self, code: str, message: str, **data: Any) -> None:
        error = {"code": code, "message": message, **data}
        await self.send(text_data=json.dumps({"error": error}))
