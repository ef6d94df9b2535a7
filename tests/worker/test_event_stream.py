"""Who waits for a run's end hears it, and is never hurt by a channel that is down."""

from __future__ import annotations

import asyncio

import pytest
from django.test import override_settings

from runtime.worker import event_stream
from tests.servers import free_port


@pytest.fixture
def redis_is_down(monkeypatch):
    hosts = [f"redis://127.0.0.1:{free_port()}/0"]
    backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
    monkeypatch.setattr(event_stream, "_ears", event_stream._Ears())
    with override_settings(
        CHANNEL_LAYERS={"default": {"BACKEND": backend, "CONFIG": {"hosts": hosts}}}
    ):
        yield


def finish_what_is_scheduled():
    """Until everything that was handed to the ring loop before is done."""
    turn = event_stream._ears.forget("none")
    asyncio.run_coroutine_threadsafe(turn, event_stream._running_loop()).result(10)


def test_a_waiter_hears_the_end_and_nothing_before_it():
    with event_stream.expect_end("a") as heard:
        event_stream.ring("a", 1)
        event_stream.ring("b", 9, terminal=True)
        assert not heard.is_set()
        event_stream.ring("a", 2, terminal=True)
        assert heard.is_set()


def test_all_who_wait_for_one_run_hear_its_end():
    with event_stream.expect_end("a") as first, event_stream.expect_end("a") as second:
        event_stream.ring("a", 2, terminal=True)
        assert first.is_set()
        assert second.is_set()


def test_nothing_is_kept_for_a_wait_that_is_over():
    with pytest.raises(ZeroDivisionError), event_stream.expect_end("a"):
        raise ZeroDivisionError
    assert "a" not in event_stream._waiters


def test_without_redis_waiting_and_ringing_go_on(redis_is_down, caplog):
    with event_stream.expect_end("a") as heard:
        event_stream.ring("a", 2, terminal=True)
        assert heard.is_set()
    with event_stream.expect_end("b") as heard:
        assert not heard.is_set()
    finish_what_is_scheduled()
    assert "ends of runs are found by polling" in caplog.text
