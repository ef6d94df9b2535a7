"""`python -m config.grpc_check`: whether the gRPC door of this machine answers; for containers.

It loads no Django, so that it may be asked every few seconds.
"""

from __future__ import annotations

import os
import socket
import ssl
import sys

import grpc

SECONDS = 4


def main() -> int:
    """The exit code: 0 when it does."""
    place = ("127.0.0.1", int(os.environ.get("GRPC_PORT") or "8001"))
    try:
        if os.environ.get("WEFT_GRPC_CERTIFICATE"):
            return 0 if _shakes_hands(place) else 1
        with grpc.insecure_channel("{}:{}".format(*place)) as channel:
            grpc.channel_ready_future(channel).result(SECONDS)
    except (OSError, grpc.FutureTimeoutError):
        return 1
    return 0


def _shakes_hands(place: tuple[str, int]) -> bool:
    """Over TLS, with whatever name the certificate has, to speak HTTP/2."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    with (
        socket.create_connection(place, SECONDS) as line,
        context.wrap_socket(line) as speaking,
    ):
        return speaking.selected_alpn_protocol() == "h2"


if __name__ == "__main__":
    sys.exit(main())
