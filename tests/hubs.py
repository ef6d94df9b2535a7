"""A hub of models on this machine, with the paths, headers and answers that its client expects."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPO = "someone/tiny-model"


class Hub(ThreadingHTTPServer):
    """Serves one repository; `asked` lists every request with its method."""

    daemon_threads = True

    def __init__(self, files: Mapping[str, bytes], licence: str, token: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.files = dict(files)
        self.licence = licence
        self.token = token
        self.asked: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def fetched(self) -> set[str]:
        """The files whose bytes were sent."""
        head = f"/{REPO}/resolve/{COMMIT}/"
        return {
            path.removeprefix(head)
            for method, path in self.asked
            if method == "GET" and path.startswith(head)
        }


class _Answers(BaseHTTPRequestHandler):
    server: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def log_message(self, *_: object) -> None:
        """Nothing: the test says what happened."""

    def _answer(self, *, body: bool) -> None:
        path = urlsplit(self.path).path
        hub = self.server
        hub.asked.append((self.command, path))
        if hub.token and self.headers.get("Authorization") != f"Bearer {hub.token}":
            self._send(401, b"{}", {"X-Error-Code": "RepoNotFound"}, body=body)
        elif path in (f"/api/models/{REPO}", f"/api/models/{REPO}/revision/main",
                      f"/api/models/{REPO}/revision/{COMMIT}"):  # fmt: skip
            about = {
                "id": REPO, "sha": COMMIT, "private": False, "tags": [], "downloads": 0,
                "cardData": {"license": hub.licence},
                "siblings": [{"rfilename": name} for name in hub.files],
            }  # fmt: skip
            self._json(about, body=body)
        elif path.startswith(f"/api/models/{REPO}/tree/{COMMIT}"):
            self._json(
                [{"type": "file", "path": name, "size": len(data), "oid": _oid(data)}
                 for name, data in hub.files.items()], body=body,
            )  # fmt: skip
        elif path.startswith(f"/{REPO}/resolve/{COMMIT}/"):
            self._file(path.removeprefix(f"/{REPO}/resolve/{COMMIT}/"), body=body)
        else:
            self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body=body)

    def _file(self, name: str, *, body: bool) -> None:
        data = self.server.files.get(name)
        if data is None:
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body=body)
            return
        about = {"ETag": f'"{_oid(data)}"', "X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
        self._send(200, data, about, body=body)

    def _json(self, told: object, *, body: bool) -> None:
        self._send(200, json.dumps(told).encode(), {"Content-Type": "application/json"}, body=body)

    def _send(self, status: int, data: bytes, headers: Mapping[str, str], *, body: bool) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)


def _oid(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


@contextmanager
def running_hub(
    files: Mapping[str, bytes], licence: str = "apache-2.0", token: str = ""
) -> Iterator[Hub]:
    hub = Hub(files, licence, token)
    thread = threading.Thread(target=hub.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.shutdown()
        hub.server_close()
        thread.join(10)
