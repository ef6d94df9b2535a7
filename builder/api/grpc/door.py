"""Answers the methods of `clarifai.api.V2`, whatever came over the wire.

Errors are told in-band, as Clarifai does: the call succeeds, and `status.code` of the answer says
how it went, with the HTTP status that REST would have sent beside it. A key is looked at before the
message is received, so nobody fills the memory without one.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

import grpc
from django.db import close_old_connections
from google.protobuf.message import DecodeError

from builder.api.errors import as_weft_error
from builder.api.grpc.memory import LARGE_BYTES, give_back
from builder.api.v2 import answering
from builder.api.v2.authentication import caller_of
from builder.api.v2.call import MAX_SECONDS, Call
from builder.api.v2.messages import fill, refuse_unstorable
from builder.api.v2.methods import METHODS, SERVICE
from runtime.contracts.errors import BadRequestError, WeftError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from builder.api.grpc.receiving import Receiver
    from builder.api.v2.call import Reply
    from builder.api.v2.methods import Method

MARGIN_SECONDS = 0.5
"""What is kept of a caller's deadline for the way back."""


OPEN_AT_ONCE, OPEN_WAIT_SECONDS = 4, 0.25
_open_reads = BoundedSemaphore(OPEN_AT_ONCE)
"""Messages of callers without a key that are received now: they hold so many threads, no more."""


class TooManyStrangersError(WeftError):
    """Many callers without a key have not sent their message yet."""

    code = "overloaded"
    status = 503
    retry = True


class Door(grpc.GenericRpcHandler):  # type: ignore[misc]  # grpc ships no types
    """Every method of the service, found by its name."""

    def __init__(self, receiver: Receiver) -> None:
        self._receiver = receiver

    def service(self, details: Any) -> Any:
        """The handler of a method, or None for names of other services."""
        service, _, name = details.method.lstrip("/").partition("/")
        method = METHODS.get(name)
        if service != SERVICE or method is None:
            return None
        # Messages come and go as bytes: what cannot be read is a caller's mistake to be told.
        if method.streams:
            return grpc.stream_stream_rpc_method_handler(
                partial(_refuse_stream, method, self._receiver)
            )
        return grpc.stream_unary_rpc_method_handler(partial(_serve, method, self._receiver))


def _refuse_stream(
    method: Method, receiver: Receiver, messages: Iterator[bytes], context: Any
) -> Iterator[bytes]:
    """One answer that says no, whatever was going to be streamed."""
    yield _serve(method, receiver, iter(()), context)


def _serve(method: Method, receiver: Receiver, messages: Iterator[bytes], context: Any) -> bytes:
    received: list[int] = []
    close_old_connections()
    try:
        reply = _answer(method, partial(receiver.message, messages), context, received)
        return _sent(method, reply, context)
    finally:
        close_old_connections()
        if sum(received) > LARGE_BYTES:
            give_back()


def _answer(
    method: Method, receive: Callable[[], bytes], context: Any, received: list[int]
) -> Reply:
    headers = {str(name).lower(): str(value) for name, value in context.invocation_metadata()}
    try:
        actor = caller_of(method, headers)
        with _place_of(method):
            message = _read(method, receive, received)
    except grpc.RpcError:
        raise  # the caller went away, or sent too much; grpc has told so already
    except Exception as error:  # noqa: BLE001 - as_weft_error logs what is a fault of ours
        return answering.refusal(as_weft_error(error), headers)
    left = context.time_remaining()
    seconds = MAX_SECONDS if left is None else min(MAX_SECONDS, left - MARGIN_SECONDS)
    waits = {"seconds": max(seconds, 0.0), "still_there": context.is_active}
    return answering.answer(method, Call(actor, message, headers, **waits))


@contextmanager
def _place_of(method: Method) -> Iterator[None]:
    """A place to receive in: whoever has no key may have to come again."""
    if not method.open:
        yield
        return
    if not _open_reads.acquire(timeout=OPEN_WAIT_SECONDS):
        raise TooManyStrangersError("Too many calls without a key at the moment. Try again soon.")
    try:
        yield
    finally:
        _open_reads.release()


def _read(method: Method, receive: Callable[[], bytes], received: list[int]) -> Any:
    """The one message of a call; none at all is an empty one. Raises `BadRequestError`."""
    data = receive()
    received.append(len(data))
    try:
        message = method.request.FromString(data)
    except DecodeError as error:
        name = method.request.DESCRIPTOR.name
        message = f"The message is no {name} that can be read. Use Clarifai's client package."
        raise BadRequestError(message) from error
    refuse_unstorable(message)
    return message


def _sent(method: Method, reply: Reply, context: Any) -> bytes:
    told = [(name.lower(), value) for name, value in reply.headers.items()]
    context.set_trailing_metadata(told)
    try:
        answer = fill(method.response(), reply.body)
    except (TypeError, ValueError) as error:
        answer = fill(method.response(), answering.refusal(as_weft_error(error), {}).body)
    return bytes(answer.SerializeToString())
