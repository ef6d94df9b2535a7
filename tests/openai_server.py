"""A small server that speaks the OpenAI protocol, and misbehaves where its model's name says so."""

from __future__ import annotations

import base64
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "sk-test-0123456789abcdef"
MODELS = (
    "echo",
    "words",
    "json",
    "slow",
    "cut",
    "nonsense",
    "huge",
    "broken",
    "limited",
    "echo-key",
)
WAV_RATE = 8000


@dataclass
class Seen:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class OpenAiServer:
    """The server and what it saw."""

    port: int
    seen: list[Seen] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    """Set when a caller hung up while it was being answered."""
    let_go: threading.Event = field(default_factory=threading.Event)
    """Set to let the model `slow` go on."""
    fail_next: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Statuses and headers to answer first."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def forget(self) -> None:
        self.seen.clear()
        self.gone.clear()
        self.let_go.clear()
        self.fail_next.clear()

    def asked(self, path: str) -> list[Seen]:
        return [each for each in self.seen if each.path == f"/v1{path}"]


@contextmanager
def openai_server() -> Iterator[OpenAiServer]:
    """Serve on a free port until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    about = OpenAiServer(server.server_address[1])
    server.about = about  # type: ignore[attr-defined]  # handlers find it there
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield about
    finally:
        about.let_go.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self._answer(b"")

    def do_POST(self):
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _answer(self, body):
        about = self.server.about
        seen = Seen(self.command, self.path, dict(self.headers), body, time.monotonic())
        about.seen.append(seen)
        try:
            if about.fail_next:
                status, headers = about.fail_next.pop(0)
                self._json({"error": {"message": f"status {status} for now"}}, status, headers)
            elif self.path.startswith("/v1/hook"):
                self._json({"got": json.loads(body or b"null"), "deep": {"list": [1, {"x": "y"}]}})
            elif self.path == "/v1/moved":
                self._json({}, 302, {"Location": "http://127.0.0.1:1/"})
            elif self.headers.get("Authorization") != f"Bearer {KEY}":
                given = self.headers.get("Authorization", "nothing")
                self._json({"error": {"message": f"Incorrect API key provided: {given}"}}, 401)
            else:
                self._speak(seen)
        except (BrokenPipeError, ConnectionError):
            about.gone.set()
            self.close_connection = True

    def _speak(self, seen):
        match seen.path:
            case "/v1/models":
                self._json({"object": "list", "data": [{"id": name} for name in MODELS]})
            case "/v1/chat/completions":
                self._chat(seen.json)
            case "/v1/embeddings":
                texts = seen.json["input"]
                data = [
                    {"index": index, "embedding": [len(text), text.count("a"), 1.0]}
                    for index, text in enumerate(texts)
                ]
                self._json({"data": data[::-1], "model": seen.json["model"]})
            case "/v1/images/generations":
                picture = base64.b64encode(red_png(32, 24)).decode()
                self._json({"data": [{"b64_json": picture}] * seen.json.get("n", 1)})
            case "/v1/audio/speech":
                self._bytes(tone_wav(), "audio/wav")
            case "/v1/audio/transcriptions":
                parts = parts_of(seen)
                wav = parts["file"]
                self._json({"text": f"{len(wav)} bytes of {parts['model'].decode()}"})
            case _:
                self._json({"error": {"message": "no such path"}}, 404)

    def _chat(self, asked):  # noqa: C901 - a line for each model
        text = _text_of(asked["messages"][-1]["content"])
        match asked["model"]:
            case "broken":
                self._json({"error": {"message": "the model fell over"}}, 500)
            case "limited":
                self._json({"error": {"message": "slow down"}}, 429, {"Retry-After": "90"})
            case "nonsense":
                self._bytes(b"<html>It works!</html>", "text/html")
            case "huge":
                self._huge()
            case "whole":
                message = {"role": "assistant", "content": f"whole {text}"}
                self._json({"choices": [{"message": message, "finish_reason": "stop"}]})
            case "echo-key":
                self._stream([f"Your key is {self.headers['Authorization']}."])
            case "json":
                self._stream(['```json\n{"said": ', json.dumps(text), "}\n```"])
            case "cut":
                self._stream(["half of ", "a sen"], end="cut")
            case "short":
                self._stream(["half of ", "a sen"], end="short")
            case "slow":
                self._stream(["Once ", "upon ", "a time"], pause=True)
            case _:
                self._stream([f"{word} " for word in f"You said {text}".split()])

    def _stream(self, pieces, *, end="", pause=False):
        """Server-sent events in chunks; `pause` waits after the second piece to be let go."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for number, piece in enumerate(pieces):
            if pause and number == 2:
                self._wait()
            self._chunk({"choices": [{"index": 0, "delta": {"content": piece}}]})
        if end:
            self.close_connection = True
            if end == "short":
                self.wfile.write(b"0\r\n\r\n")
            return
        self._chunk({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self._chunk({"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 7}})
        self._send(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _wait(self):
        """Until let go; a comment now and then tells whether the caller is still there."""
        for _ in range(600):
            if self.server.about.let_go.wait(0.05):
                return
            self._send(b": still here\n\n")

    def _chunk(self, document):
        self._send(b"data: " + json.dumps(document).encode() + b"\n\n")

    def _send(self, data):
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _huge(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(80):
            self.wfile.write(b" " * 1024 * 1024)

    def _json(self, document, status=200, headers=None):
        self._bytes(json.dumps(document).encode(), "application/json", status, headers)

    def _bytes(self, data, media_type, status=200, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


for verb in ("PUT", "DELETE", "PATCH"):
    setattr(_Handler, f"do_{verb}", _Handler.do_POST)


def _text_of(content):
    if isinstance(content, str):
        return content
    texts = [part["text"] for part in content if part["type"] == "text"]
    pictures = [part for part in content if part["type"] == "image_url"]
    return f"{' '.join(texts)} with {len(pictures)} picture"


def parts_of(seen):
    """The fields of a multipart form."""
    head = f"Content-Type: {seen.headers['Content-Type']}\r\n\r\n".encode()
    message = BytesParser().parsebytes(head + seen.body)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message.get_payload()
    }


def red_png(width, height):
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (width, height), (255, 0, 0)).save(out, "PNG")
    return out.getvalue()


def tone_wav(seconds=0.5):
    """A second's half of a square tone, 16 bits, as an endpoint sends it: sizes unknown."""
    import struct

    count = int(WAV_RATE * seconds)
    samples = b"".join(struct.pack("<h", 16384 if i // 10 % 2 else -16384) for i in range(count))
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", 0xFFFFFFFF, b"WAVE", b"fmt ", 16, 1, 1, WAV_RATE,
        WAV_RATE * 2, 2, 16, b"data", 0xFFFFFFFF,
    )  # fmt: skip
    return head + samples
