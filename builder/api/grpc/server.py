"""Serves `clarifai.api.V2` on a port of its own.

Errors are told in-band, as Clarifai does: the call succeeds, and `status.code` of the answer says
how it went, with the HTTP status that REST would have sent beside it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
from django.db import close_old_connections

from builder.api.errors import as_weft_error
from builder.api.v2 import answering
from builder.api.v2.authentication import caller_of
from builder.api.v2.call import MAX_SECONDS, Call
from builder.api.v2.messages import fill
from builder.api.v2.methods import METHODS, SERVICE
from runtime.contracts.limits import MAX_BODY_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from builder.api.v2.call import Reply
    from builder.api.v2.methods import Method

THREADS = 32
"""Calls at a time; more of them wait. A call that runs a workflow waits for it."""
MARGIN_SECONDS = 0.5
"""What is kept of a caller's deadline for the way back."""
BESIDE_PAYLOAD = 1024 * 1024
"""What a message may hold beside the bytes of its inputs."""
OPTIONS = [
    ("grpc.max_receive_message_length", MAX_BODY_BYTES + BESIDE_PAYLOAD),
    ("grpc.max_send_message_length", -1),
    ("grpc.so_reuseport", 0),  # two servers on one port is a mistake, not load balancing
]


class PortTakenError(Exception):
    """Somebody else listens there."""


def start_server(host: str, port: int, certificate: str = "", key: str = "") -> grpc.Server:
    """Listen and answer in the background; the caller stops it.

    With a certificate and its key (PEM files) it speaks TLS, otherwise plain text. Raises
    `PortTakenError`.
    """
    pool = ThreadPoolExecutor(THREADS, thread_name_prefix="grpc")
    server = grpc.server(pool, handlers=[_Door()], options=OPTIONS)
    address = f"{host}:{port}"
    try:
        if certificate:
            pair = (Path(key).read_bytes(), Path(certificate).read_bytes())
            server.add_secure_port(address, grpc.ssl_server_credentials([pair]))
        else:
            server.add_insecure_port(address)
    except RuntimeError as error:
        message = f"gRPC cannot listen on {address}; set GRPC_PORT to a free port."
        raise PortTakenError(message) from error
    server.start()
    return server


class _Door(grpc.GenericRpcHandler):  # type: ignore[misc]  # grpc ships no types
    """Every method of the service, found by its name."""

    def service(self, details: Any) -> Any:
        """The handler of a method, or None for names of other services."""
        service, _, name = details.method.lstrip("/").partition("/")
        method = METHODS.get(name)
        if service != SERVICE or method is None:
            return None
        kind: Callable[..., Any] = grpc.unary_unary_rpc_method_handler
        serve: Callable[..., Any] = partial(_serve, method)
        if method.streams:
            kind, serve = grpc.stream_stream_rpc_method_handler, partial(_refuse_stream, method)
        return kind(serve, method.request.FromString, method.response.SerializeToString)


def _refuse_stream(method: Method, requests: Any, context: Any) -> Iterator[Any]:
    """One answer that says no, whatever was going to be streamed."""
    yield _serve(method, method.request(), context)


def _serve(method: Method, message: Any, context: Any) -> Any:
    close_old_connections()
    try:
        reply = _answer(method, message, context)
        try:
            return fill(method.response(), reply.body)
        except (TypeError, ValueError) as error:
            return fill(method.response(), answering.refusal(as_weft_error(error), {}).body)
    finally:
        close_old_connections()


def _answer(method: Method, message: Any, context: Any) -> Reply:
    headers = {str(name).lower(): str(value) for name, value in context.invocation_metadata()}
    left = context.time_remaining()
    try:
        actor = caller_of(method, headers)
    except Exception as error:  # noqa: BLE001 - as_weft_error logs what is a fault of ours
        return answering.refusal(as_weft_error(error), headers)
    seconds = MAX_SECONDS if left is None else min(MAX_SECONDS, left - MARGIN_SECONDS)
    return answering.answer(method, Call(actor, message, headers, seconds=max(seconds, 0.0)))
