"""One line between a parent and its child: JSON messages, each with at most one file.

No pickle: what a child says is read as plain JSON of a bounded length, whatever became of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import threading
from typing import Any

MAX_MESSAGE_BYTES = 64 * 1024 * 1024
_HEAD = struct.Struct("!I")


class ClosedError(Exception):
    """The other side is gone, or said what is no message."""


class Channel:
    """A connected socket; `send` may be called from any thread, `receive` from one."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._sending = threading.Lock()

    def send(self, message: dict[str, Any], fd: int | None = None) -> None:
        """Send a message, and a file's descriptor with it. Raises `ClosedError`."""
        body = json.dumps(message).encode()
        head = _HEAD.pack(len(body))
        try:
            with self._sending:
                if fd is None:
                    self._line.sendall(head)
                else:
                    socket.send_fds(self._line, [head], [fd])
                self._line.sendall(body)
        except OSError as error:
            raise ClosedError from error

    def receive(self) -> tuple[dict[str, Any], int | None]:
        """The next message and the file that came with it. Raises `ClosedError`."""
        fds: list[int] = []
        try:
            head, fds, _, _ = socket.recv_fds(self._line, _HEAD.size, 1)
            message = json.loads(self._body(head))
        except (OSError, ValueError, ClosedError, RecursionError) as error:
            _close(fds)
            raise ClosedError from error
        if not isinstance(message, dict):
            _close(fds)
            raise ClosedError
        return message, fds[0] if fds else None

    def limit_waiting(self, seconds: float | None) -> None:
        """How long `receive` may wait before it counts as closed."""
        self._line.settimeout(seconds)

    def close(self) -> None:
        """Hang up, which wakes whoever waits on either side."""
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()

    def _body(self, head: bytes) -> bytes:
        if not head:
            raise ClosedError
        (length,) = _HEAD.unpack(head + self._exactly(_HEAD.size - len(head)))
        if length > MAX_MESSAGE_BYTES:
            raise ClosedError
        return self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            part = self._line.recv(min(count - len(parts), 1 << 20))
            if not part:
                raise ClosedError
            parts += part
        return bytes(parts)


def _close(fds: list[int]) -> None:
    for fd in fds:
        os.close(fd)
