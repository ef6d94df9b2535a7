"""How the gRPC door holds: odd messages, callers that leave, many of them, and its end."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.api.status import status_code_pb2 as codes

from builder.api.grpc import door as builder_door
from builder.api.grpc.server import PortTakenError, start_server
from builder.api.v2.call import HANDLERS
from builder.api.v2.methods import METHODS, SERVICE
from tests.servers import free_port

OPEN = METHODS["GetStatusCode"]
SECONDS = 20


class Running:
    """A server of this process and a channel to it."""

    def __init__(self, threads=32, **options):
        self.port = free_port()
        self.server = start_server("127.0.0.1", self.port, threads=threads, **options)
        self.channel = grpc.insecure_channel(f"127.0.0.1:{self.port}")

    def method(self, name, reads=None):
        return self.channel.unary_unary(
            f"/{SERVICE}/{name}", response_deserializer=reads or METHODS[name].response.FromString
        )

    def ask(self, wait=False, timeout=SECONDS, **options):
        """The open method that a test may take over."""
        call = self.channel.unary_unary(
            f"/{SERVICE}/{OPEN.name}", OPEN.request.SerializeToString, OPEN.response.FromString
        )
        request = service_pb2.GetStatusCodeRequest(status_code_id="11009")
        call = call.future if wait else call
        return call(request, timeout=timeout, **options)


@pytest.fixture
def door():
    running = Running()
    yield running
    running.channel.close()
    running.server.stop(None).wait(SECONDS)


@pytest.fixture
def held(monkeypatch):
    """The open method waits until it is let go; `seen` holds the calls that wait."""

    class Held:
        def __init__(self):
            self.let_go, self.seen = threading.Event(), []
            self.came, self.left = threading.Semaphore(0), threading.Semaphore(0)

        def answer(self, call):
            self.seen.append(call)
            self.came.release()
            while call.still_there() and not self.let_go.wait(0.05):
                pass
            self.left.release()
            return {}

    held = Held()
    monkeypatch.setitem(HANDLERS, OPEN.name, held.answer)
    yield held
    held.let_go.set()


def test_what_is_no_message_is_refused_in_band_and_not_logged(door, capfd):
    answer = door.method("GetStatusCode")(b"\xff\xff\xff", timeout=SECONDS)
    assert answer.status.code == 11100
    assert "GetStatusCodeRequest" in answer.status.details
    zero = service_pb2.GetStatusCodeRequest(status_code_id="a\0b").SerializeToString()
    answer = door.method("GetStatusCode")(zero, timeout=SECONDS)
    assert (answer.status.code, "status_code_id" in answer.status.details) == (11100, True)
    assert capfd.readouterr().err == ""


def test_a_call_without_any_message_is_an_empty_one(door):
    call = door.channel.stream_unary(
        f"/{SERVICE}/GetStatusCode", response_deserializer=OPEN.response.FromString
    )
    assert call(iter(()), timeout=SECONDS).status.code == 11101


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ([], 11001),
        ([("authorization", "Key nonsense")], 11008),
        ([("authorization", "Basic abc")], 11008),
        ([("x-clarifai-session-token", "nonsense")], 11008),
    ],
)
def test_without_a_key_nothing_large_is_received(door, metadata, code, capfd):
    """The answer comes although more is sent than may be."""
    sent = threading.Event()

    def parts():
        yield b""
        sent.wait(SECONDS)

    call = door.channel.stream_unary(
        f"/{SERVICE}/PostWorkflowResults",
        response_deserializer=METHODS["PostWorkflowResults"].response.FromString,
    )
    try:
        status = call(parts(), metadata=metadata, timeout=SECONDS).status
    finally:
        sent.set()
    assert (status.code, status.http_status_code) == (code, 401)
    assert status.details.endswith(".")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", [f"{SERVICE}/NoSuchMethod", "another.Service/GetUser"])
def test_an_unknown_method_is_unimplemented(door, name):
    with pytest.raises(grpc.RpcError) as refused:
        door.channel.unary_unary(f"/{name}")(b"", timeout=SECONDS)
    assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED


STREAMING = [name for name, method in METHODS.items() if method.streams]


@pytest.mark.parametrize("name", STREAMING)
def test_a_streaming_method_answers_at_once(door, name):
    done = threading.Event()

    def never_ending():
        done.wait(SECONDS)
        yield b""

    call = door.channel.stream_stream(
        f"/{SERVICE}/{name}", response_deserializer=METHODS[name].response.FromString
    )
    stream = call(never_ending(), timeout=SECONDS)
    assert next(stream).status.code in (11001, 10040)
    assert next(stream, None) is None
    done.set()


def test_a_method_that_is_not_here_says_so(door):
    answer = door.method("ListOpenSourceLicenses")(b"", timeout=SECONDS)
    assert (answer.status.code, answer.status.http_status_code) == (10040, 501)
    assert "ListOpenSourceLicenses" in answer.status.details


def test_a_caller_that_leaves_frees_its_thread(held):
    running = Running(threads=1)
    call = running.ask(wait=True)
    assert held.came.acquire(timeout=SECONDS)
    call.cancel()
    assert held.left.acquire(timeout=SECONDS)
    held.let_go.set()
    assert running.ask().status.code == 10000
    running.server.stop(None)


def test_a_handler_knows_how_long_its_caller_waits(door, held):
    held.let_go.set()
    door.ask(timeout=7)
    door.ask(timeout=600)
    door.ask(timeout=None)
    first, second, third = (call.seconds for call in held.seen)
    assert 5 < first < 6.6
    assert second == third == 120.0


def test_forty_callers_at_once_are_all_answered(door):
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda _: door.ask(), range(40)))
    assert {answer.status.code for answer in answers} == {11009}


def test_more_callers_than_threads_wait_their_turn(held):
    running = Running(threads=4)
    calls = [running.ask(wait=True) for _ in range(12)]
    for _ in range(4):
        assert held.came.acquire(timeout=SECONDS)
    assert not held.came.acquire(timeout=0.1)
    held.let_go.set()
    assert {call.result().status.code for call in calls} == {10000}
    assert len(held.seen) == 12
    running.server.stop(None)


def test_the_end_waits_for_calls_under_way(held):
    running = Running()
    call = running.ask(wait=True)
    assert held.came.acquire(timeout=SECONDS)
    ended = running.server.stop(SECONDS)
    with pytest.raises(grpc.RpcError) as refused:
        running.ask(timeout=2)
    assert refused.value.code() in (
        grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED,
    )  # fmt: skip
    assert not ended.is_set()
    held.let_go.set()
    assert call.result().status.code == 10000
    assert ended.wait(SECONDS)


def test_the_end_does_not_wait_for_ever(held):
    running = Running()
    call = running.ask(wait=True)
    assert held.came.acquire(timeout=SECONDS)
    began = time.monotonic()
    assert running.server.stop(0.2).wait(SECONDS)
    assert held.left.acquire(timeout=SECONDS)
    assert time.monotonic() - began < 10
    with pytest.raises(grpc.RpcError):
        call.result()


def test_a_port_that_is_taken_is_told_with_a_cure(door):
    with pytest.raises(PortTakenError, match=rf"127.0.0.1:{door.port}.*Set GRPC_PORT"):
        start_server("127.0.0.1", door.port)


def test_a_fault_of_ours_is_answered_as_one_and_logged(door, monkeypatch, caplog):
    def broken(call):
        raise ZeroDivisionError

    monkeypatch.setitem(HANDLERS, OPEN.name, broken)
    status = door.ask().status
    assert (status.code, status.http_status_code) == (99009, 500)
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in str(status)


def test_callers_without_a_key_who_send_nothing_hold_few_threads():
    running = Running(threads=8)
    sent = threading.Event()

    def nothing():
        sent.wait(SECONDS)
        yield from ()

    idle = running.channel.stream_unary(f"/{SERVICE}/GetStatusCode")
    try:
        waiting = [idle.future(nothing(), timeout=SECONDS) for _ in range(24)]
        told = running.method("GetUser")(b"", timeout=SECONDS).status
        assert told.code == 11001
        assert any(one.done() for one in waiting)
    finally:
        sent.set()
        running.channel.close()
        running.server.stop(None).wait(SECONDS)


def test_callers_with_a_key_who_send_nothing_are_answered_and_hold_no_thread(monkeypatch):
    monkeypatch.setattr(builder_door, "caller_of", lambda method, headers: None)
    running = Running(threads=2, receive_seconds=0.3)
    sent = threading.Event()

    def nothing():
        sent.wait(SECONDS)
        yield from ()

    idle = running.channel.stream_unary(
        f"/{SERVICE}/GetUser", response_deserializer=METHODS["GetUser"].response.FromString
    )
    try:
        calls = [idle.future(nothing(), timeout=SECONDS) for _ in range(6)]
        for call in calls:
            status = call.result().status
            assert (status.code, status.http_status_code) == (codes.RPC_REQUEST_TIMEOUT, 408)
            assert "0.3 seconds" in status.details
        assert running.ask().status.code == 11009
    finally:
        sent.set()
        running.channel.close()
        running.server.stop(None).wait(SECONDS)
