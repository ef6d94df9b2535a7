"""What leaves the house: calls and mails that really arrive, and files that are really kept.

A case with `effects` runs on a server that may reach these two, under `<web>` in its definition.
"""

from __future__ import annotations

import fnmatch
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tests.clients import Editor
from tests.connected import APP
from tests.mail_server import MailServer, mail_server
from tests.servers import running_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.servers import Server

WEB = "<web>"
BROKEN = "/broken"
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


@dataclass
class Web:
    """A web server that keeps what it is told, and fails under one address."""

    url: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Outside:
    """The two others, and the server that may reach them."""

    server: Server
    editor: Editor
    web: Web
    post: MailServer

    def effects(self):
        """What came in since `forget`."""
        mails = [
            {
                "to": mail["To"], "subject": mail["Subject"],
                "text": mail.get_body(("plain",)).get_content().strip(),
                "files": {part.get_filename(): part.get_content().strip()
                          for part in mail.iter_attachments()},
            }
            for mail in self.post.messages
        ]  # fmt: skip
        return {"requests": self.web.told, "mails": mails, "files": self.files()}

    def forget(self) -> None:
        self.web.told.clear()
        self.post.messages.clear()
        self.before = {run["id"] for run in self.runs()}

    def runs(self) -> list[dict[str, Any]]:
        return self.editor.get(f"{APP}/runs").json()["runs"]

    def files(self) -> dict[str, str]:
        """Name and content of each file that the runs since then kept, as the app gives it out."""
        found = {}
        for run in self.runs():
            if run["id"] in self.before:
                continue
            whole = self.editor.get(f"/runs/{run['id']}").json()
            for outputs in whole["outputs"].values():
                for ports in outputs:
                    kept = (ports or {}).get("file")
                    if kept:
                        data = self.editor.get(f"{APP}/blobs/{kept['value']['blob']}").content
                        found[kept["value"]["name"]] = data.decode()
        return found


@contextmanager
def outside(folder: Path) -> Iterator[Outside]:
    """Everything started, with a connection to each."""
    with web() as hooks, mail_server() as post:
        hosts = f"{urlsplit(hooks.url).netloc},{post.address}"
        with running_server(folder, WEFT_CONNECTION_HOSTS=hosts) as server:
            editor = Editor(server)
            for made in (
                {"name": "hooks", "kind": "http", "address": hooks.url},
                {"name": "post", "kind": "smtp", "address": post.address, "security": "none",
                 "sender": "Weft <weft@example.org>"},
            ):  # fmt: skip
                answer = editor.post(f"{APP}/connections", made)
                assert answer.status_code == 201, answer.text
            yield Outside(server, editor, hooks, post)


@contextmanager
def web() -> Iterator[Web]:
    about = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            about.told.append(_told(self.command, self.path, self.headers, body))
            self.send_response(500 if self.path == BROKEN else 200)
            self.end_headers()

        do_POST = do_PUT = do_GET  # noqa: N815  # the names that the library asks for

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    about.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield about
    finally:
        server.shutdown()
        server.server_close()


def _told(method, path, headers, body):
    address = urlsplit(path)
    told = {"method": method, "path": address.path}
    kind = headers.get_content_type() if body else ""
    if address.query:
        told["query"] = _pairs(address.query)
    if word := headers.get("X-Word"):
        told["word"] = word
    if kind == "application/json":
        told["json"] = json.loads(body)
    elif kind == FORM:
        told["form"] = _pairs(body.decode())
    elif kind == PARTS:
        whole = BytesParser().parsebytes(
            b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body
        )
        told["parts"] = {
            str(part.get_param("name", header="content-disposition")):
            part.get_payload(decode=True).decode() for part in whole.get_payload()
        }  # fmt: skip
    return told


def _pairs(written: str) -> list[list[str]]:
    """Names and values; the order of names says nothing, that of one's values does."""
    return [list(pair) for pair in sorted(parse_qsl(written), key=lambda pair: pair[0])]


def unlike_effects(wanted: dict[str, Any], got: dict[str, Any]) -> list[str]:
    """A sentence for each kind of effect that is not as wanted; names of files may hold a *."""
    found = []
    for kind in ("requests", "mails", "files"):
        one, other = wanted.get(kind, [] if kind != "files" else {}), got[kind]
        if kind == "files" and len(one) == len(other):
            pairs = zip(sorted(one), sorted(other), strict=True)
            other = {
                name if fnmatch.fnmatch(real, name) else real: other[real] for name, real in pairs
            }
        if one != other:
            found.append(f"{kind} are {other} instead of {one}")
    return found


def aimed(part: Any, address: str) -> Any:
    """The same definition with the address of the web server in it."""
    return json.loads(json.dumps(part).replace(WEB, address))
