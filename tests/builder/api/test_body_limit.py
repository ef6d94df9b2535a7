"""A body over the limit is refused while it arrives, at every door and by anybody."""

from __future__ import annotations

import asyncio
import http.client
import json

import pytest
from django.test import RequestFactory

from builder.api import body_limit
from builder.api.body_limit import AnnouncedBodyLimit, BodyLimit


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v2/workflows/read-text/results", lambda body: body["status"]["code"] == 40033),
        ("/api/editor/sign-in", lambda body: body["error"]["code"] == "too_large"),
    ],
)
def test_an_announced_gigabyte_is_refused_before_a_byte_of_it_is_read(server, path, code):
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    line.putrequest("POST", path)
    line.putheader("Content-Length", str(10**9))
    line.putheader("Content-Type", "multipart/form-data; boundary=x")
    line.endheaders()
    answer = line.getresponse()
    assert answer.status == 413
    # A page of another site may read why, where such pages may call at all.
    assert (answer.headers["Access-Control-Allow-Origin"] == "*") == path.startswith("/v2/")
    assert code(json.loads(answer.read()))
    line.close()


def serve(chunks, **headers):
    """Send chunks through the wrapper to an application that reads all; answers what it read."""
    read, sent, left = [], [], list(chunks)

    async def app(scope, receive, send):
        more = True
        while more:
            message = await receive()
            read.append(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive():
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message):
        sent.append(message)

    named = [(name.encode(), value) for name, value in headers.items()]
    scope = {"type": "http", "path": "/v2/x", "headers": named}
    asyncio.run(BodyLimit(app)(scope, receive, send))
    return sent[0]["status"], b"".join(read)


def test_a_body_that_announces_nothing_is_cut_where_it_passes_the_limit(monkeypatch):
    monkeypatch.setattr(body_limit, "MAX_BODY_BYTES", 10)
    assert serve([b"12345", b"67890", b"1", b"2" * 99]) == (413, b"1234567890")


def test_a_body_within_the_limit_passes(monkeypatch):
    monkeypatch.setattr(body_limit, "MAX_BODY_BYTES", 10)
    assert serve([b"12345", b"67890"]) == (200, b"1234567890")


def test_behind_wsgi_the_announced_length_decides():
    asked = []
    limit = AnnouncedBodyLimit(asked.append)
    request = RequestFactory().post("/v2/x", data=b"", content_type="text/plain")
    request.META["CONTENT_LENGTH"] = str(10**9)
    assert limit(request).status_code == 413
    assert asked == []
