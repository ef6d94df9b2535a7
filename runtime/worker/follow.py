"""Follows one run: replay from the table, then every new event, until the terminal one.

Order matters: join the group first, then read the table, then wait for rings; the other way round
loses events. A ring that carries the very next events is as good as the table, any other one only
says "look"; a slow poll covers lost ones, so a dead channel costs delay, not data. Nothing is
buffered here: a follower that is not asked for the next event reads nothing.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from runtime.contracts.events import TERMINAL_TYPES, Event, LiveText
from runtime.worker.event_stream import CHANNEL_FAULTS, group_of
from runtime.worker.wired import wired

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

POLL_SECONDS = 2.0


async def follow(run: str, after: int) -> AsyncIterator[Event]:
    """Every event with a greater sequence number, in order; ends after the terminal one."""
    async for item in watch(run, after):
        if isinstance(item, Event):
            yield item


async def watch(run: str, after: int) -> AsyncIterator[Event | LiveText]:
    """The same events, and between them the texts that nodes are saying right now."""
    layer: Any = get_channel_layer()
    channel = await layer.new_channel()
    group = group_of(run)
    last = after
    try:
        await _join(layer, group, channel)
        while True:
            ended, events = await in_thread(_look, run, last)
            looked_at = monotonic()
            for event in events:
                yield event
                last = event.seq
                if event.type in TERMINAL_TYPES:
                    return
            if ended:
                return
            while carried := await _next_carried(layer, channel, last):
                for event in carried:
                    yield event
                    if isinstance(event, LiveText):
                        continue
                    looked_at = monotonic()
                    last = event.seq
                    if event.type in TERMINAL_TYPES:
                        return
                if monotonic() - looked_at > POLL_SECONDS:
                    break  # only texts came: a ring among them may have been lost
    finally:
        with suppress(*CHANNEL_FAULTS):
            await layer.group_discard(group, channel)


def _look(run: str, last: int) -> tuple[bool, Sequence[Event]]:
    """Whether the run has ended, and its new events.

    The end is asked for before the events are read: who resumes behind the last event is told it.
    """
    log = wired().events
    return log.has_ended(run), log.events_after(run, last)


async def in_thread(function: Any, *arguments: Any) -> Any:
    """Call something that reads the database."""
    return await database_sync_to_async(function, thread_sensitive=False)(*arguments)


async def _join(layer: Any, group: str, channel: str) -> None:
    """Hear the run's rings; without a channel layer the follower only polls."""
    with suppress(*CHANNEL_FAULTS):
        await layer.group_add(group, channel)


async def _next_carried(layer: Any, channel: str, last: int) -> Sequence[Event | LiveText]:
    """The next events as a ring brought them, or a text; none when it is time to read the table."""
    try:
        async with asyncio.timeout(POLL_SECONDS):
            ring = await layer.receive(channel)
            while ring["type"] == "run.ring" and ring["seq"] <= last:
                ring = await layer.receive(channel)
    except TimeoutError:
        return ()
    except CHANNEL_FAULTS:
        await asyncio.sleep(POLL_SECONDS)
        return ()
    if ring["type"] == "run.text":
        return [LiveText(ring["run"], ring["node"], ring["place"], ring["text"])]
    new = [Event.from_json(event) for event in ring["events"] if event["seq"] > last]
    return new if new and new[0].seq == last + 1 else ()
