"""Serves `clarifai.api.V2` on a port of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import grpc

from builder.api.grpc.door import Door
from builder.api.grpc.receiving import Receiver
from runtime.contracts.limits import MAX_BODY_BYTES

if TYPE_CHECKING:
    from builder.api.grpc.certificate import Certificate

THREADS = 32
"""Calls at a time. A call that runs a workflow waits for it, and holds one database connection."""
RECEIVE_SECONDS = 60
"""So long the message of a call may take to come."""
MOST_CALLS = 1024
"""Calls at work and waiting for a thread; further ones are refused as RESOURCE_EXHAUSTED."""
BESIDE_PAYLOAD = 1024 * 1024
"""What a message may hold beside the bytes of its inputs."""
OPTIONS = [
    ("grpc.max_receive_message_length", MAX_BODY_BYTES + BESIDE_PAYLOAD),
    ("grpc.max_send_message_length", -1),
    ("grpc.so_reuseport", 0),  # two servers on one port is a mistake, not load balancing
    ("grpc.keepalive_time_ms", 60_000),  # a caller that vanished without a word frees its thread
    ("grpc.keepalive_timeout_ms", 20_000),
]


class PortTakenError(Exception):
    """Somebody else listens there."""


def start_server(
    host: str,
    port: int,
    certificate: Certificate | None = None,
    threads: int = THREADS,
    receive_seconds: float = RECEIVE_SECONDS,
) -> grpc.Server:
    """Listen and answer in the background; the caller stops it.

    With a certificate it speaks TLS, otherwise plain text. Raises `PortTakenError`.
    """
    pool = ThreadPoolExecutor(threads, thread_name_prefix="grpc")
    door = Door(Receiver(threads, receive_seconds))
    server = grpc.server(pool, handlers=[door], options=OPTIONS, maximum_concurrent_rpcs=MOST_CALLS)
    address = f"{host}:{port}"
    try:
        if certificate is None:
            server.add_insecure_port(address)
        else:
            server.add_secure_port(address, certificate.credentials())
    except RuntimeError as error:
        message = (
            f"gRPC cannot listen on {address}: something else does, or the address is not this "
            "machine's. Set GRPC_PORT to a free port."
        )
        raise PortTakenError(message) from error
    server.start()
    return server
