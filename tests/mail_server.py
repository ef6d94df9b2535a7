"""A mail server that takes every message and keeps it; enough of SMTP for a client."""

from __future__ import annotations

import base64
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage


@dataclass
class MailServer:
    """What came in."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    refuse: str = ""
    """An address that is not taken."""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    about = MailServer(server.server_address[1])
    server.about = about  # type: ignore[attr-defined]  # handlers find it there
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield about
    finally:
        server.shutdown()
        server.server_close()


class _Handler(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline():
            verb = line.split(b" ")[0].strip().upper()
            match verb:
                case b"EHLO":
                    self.say("250-here", "250 AUTH PLAIN")
                case b"AUTH":
                    self.auth(line)
                case b"DATA":
                    self.data()
                case b"RCPT" if self.refuses(line):
                    self.say("550 nobody")
                case b"QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("250 ok")

    def refuses(self, line):
        refused = self.server.about.refuse
        return bool(refused) and refused.encode() in line

    def auth(self, line):
        _, user, password = base64.b64decode(line.split()[-1]).split(b"\0")
        self.say("235 in" if (user, password) == (b"ana", b"right-password") else "535 no")

    def data(self):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.about.messages.append(message)
        self.say("250 taken")

    def say(self, *lines):
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
