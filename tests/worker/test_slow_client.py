"""A browser that takes nothing more is cut, and resumes from its last event when it comes back."""

from __future__ import annotations

import asyncio

from runtime.contracts.events import Event
from runtime.worker import consumers
from runtime.worker.consumers import SLOW, RunConsumer


def test_a_client_that_stops_reading_is_cut(monkeypatch):
    async def endless(run, after):
        for seq in range(after + 1, after + 1000):
            yield Event(run, seq, "node_progress", "a", "", {})

    sent, closed = [], []

    async def stuck_after_two(text_data):
        if len(sent) == 2:
            await asyncio.Event().wait()
        sent.append(text_data)

    async def close(code):
        closed.append(code)

    monkeypatch.setattr(consumers, "watch", endless)
    monkeypatch.setattr(consumers, "SEND_SECONDS", 0.05)
    consumer = RunConsumer()
    consumer.send, consumer.close = stuck_after_two, close
    asyncio.run(consumer._follow("r1", 0))
    assert len(sent) == 2
    assert closed == [SLOW]
