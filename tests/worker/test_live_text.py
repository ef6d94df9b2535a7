"""Texts that grow reach who watches, between the events and without a place among them."""

from __future__ import annotations

import asyncio

from runtime.contracts.events import Event, LiveText
from runtime.worker import follow as followers
from runtime.worker.event_stream import group_of

RUN = "r1"
EVENTS = [Event(RUN, seq, kind, "", "", {}) for seq, kind in enumerate(("queued", "succeeded"), 1)]


class Layer:
    """A channel that brings what a test says."""

    def __init__(self, messages):
        self.messages = messages
        self.groups = []

    async def new_channel(self):
        return "c"

    async def group_add(self, group, channel):
        self.groups.append(group)

    async def group_discard(self, group, channel):
        pass

    async def receive(self, channel):
        return self.messages.pop(0)


def text(number):
    return {"type": "run.text", "run": RUN, "node": "ask", "place": "0", "text": "word " * number}


def ring(event):
    return {"type": "run.ring", "run": RUN, "seq": event.seq, "events": [event.as_json()]}


def seen(monkeypatch, watcher, messages, table=EVENTS[:1]):
    layer = Layer(messages)
    monkeypatch.setattr(followers, "get_channel_layer", lambda: layer)

    async def look(function, run, last):
        return False, [event for event in table if event.seq > last]

    monkeypatch.setattr(followers, "in_thread", look)

    async def collect():
        return [item async for item in watcher(RUN, 0)]

    items = asyncio.run(collect())
    assert layer.groups == [group_of(RUN)]
    return items


def test_who_watches_gets_texts_between_events(monkeypatch):
    items = seen(monkeypatch, followers.watch, [text(1), text(2), ring(EVENTS[1])])
    assert items == [
        EVENTS[0],
        LiveText(RUN, "ask", "0", "word "),
        LiveText(RUN, "ask", "0", "word word "),
        EVENTS[1],
    ]


def test_who_follows_events_gets_events_only(monkeypatch):
    assert seen(monkeypatch, followers.follow, [text(1), ring(EVENTS[1])]) == EVENTS


def test_a_ring_that_was_lost_among_texts_is_made_good(monkeypatch):
    """Texts come on and on; after a while the table is read, and has the end."""
    monkeypatch.setattr(followers, "POLL_SECONDS", 0.01)
    table = [EVENTS[0]]
    texts = [text(1)] * 5

    class Late(list):
        def pop(self, index):
            import time

            time.sleep(0.02)
            table[:] = EVENTS
            return super().pop(index)

    items = seen(monkeypatch, followers.watch, Late(texts), table)
    assert [item for item in items if isinstance(item, Event)] == EVENTS
