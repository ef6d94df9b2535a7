"""A follower takes the next events from the ring, and everything else from the table."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from channels.layers import get_channel_layer

from runtime.contracts.events import Event
from runtime.worker import event_stream, follow

RUN = "r" * 32


class Table:
    """The kept events, and how often they were asked for."""

    def __init__(self):
        self.events = []
        self.reads = 0

    def add(self, *kinds):
        first = len(self.events) + 1
        new = [Event(RUN, seq, kind, "", "", {}) for seq, kind in enumerate(kinds, first)]
        self.events += new
        return new

    def has_ended(self, run):
        return bool(self.events) and self.events[-1].type == "succeeded"

    def events_after(self, run, seq):
        self.reads += 1
        return [event for event in self.events if event.seq > seq]


@pytest.fixture
def table(monkeypatch):
    table = Table()
    monkeypatch.setattr(follow, "wired", lambda: SimpleNamespace(events=table))
    monkeypatch.setattr(follow, "POLL_SECONDS", 30)
    return table


def followed(rings):
    """The sequence numbers seen when `rings` runs once the follower waits."""

    async def watch():
        waiting = asyncio.Event()
        layer = get_channel_layer()
        receive = layer.receive

        async def receive_and_say(channel):
            waiting.set()
            return await receive(channel)

        layer.receive = receive_and_say
        event_stream.use_loop(asyncio.get_running_loop())
        ringing = asyncio.create_task(say(waiting))
        try:
            seen = [event.seq async for event in follow.follow(RUN, 0)]
        finally:
            layer.receive = receive
            event_stream._loop.clear()
        await ringing
        return seen

    async def say(waiting):
        await waiting.wait()
        rings()

    return asyncio.run(asyncio.wait_for(watch(), 10))


def test_events_that_ride_along_are_not_read_again(table):
    table.add("queued")

    def rings():
        event_stream.tell(table.add("node_started"))
        event_stream.tell(table.add("node_succeeded", "succeeded"))

    assert followed(rings) == [1, 2, 3, 4]
    assert table.reads == 1


def test_after_a_lost_ring_the_table_is_read(table):
    table.add("queued")

    def rings():
        table.add("node_started")
        event_stream.tell(table.add("node_succeeded", "succeeded"))

    assert followed(rings) == [1, 2, 3, 4]
    assert table.reads == 2


def test_many_events_at_once_are_read_from_the_table(table):
    table.add("queued")

    def rings():
        event_stream.tell(table.add(*["node_progress"] * 10, "succeeded"))

    assert followed(rings) == list(range(1, 13))
    assert table.reads == 2


def test_a_ring_that_comes_twice_or_late_adds_nothing(table):
    table.add("queued")

    def rings():
        first = table.add("node_started")
        event_stream.tell(first)
        event_stream.tell(first)
        event_stream.tell(table.add("succeeded"))

    assert followed(rings) == [1, 2, 3]
    assert table.reads == 1


def test_an_event_survives_the_way_through_a_ring():
    event = Event(RUN, 3, "node_started", "a", "2026-01-01T00:00:00+00:00", {"queue_ms": 1})
    assert Event.from_json(event.as_json()) == event
    assert Event.from_json(Event(RUN, 1, "queued", "", "", {}).as_json()).node == ""
