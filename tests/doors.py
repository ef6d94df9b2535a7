"""Both doors of the public API behind one face: a method, a body, an answer as a dict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import grpc
import requests
from google.protobuf.json_format import MessageToDict, ParseDict

from builder.api.v2.methods import METHODS, SERVICE

if TYPE_CHECKING:
    from tests.servers import Server

FIELD = re.compile(r"\{([^}]+)\}")
SECONDS = 60


class RestDoor:
    """By the longest address for which the body has all names; without a user it is `me`."""

    name = "REST"

    def __init__(self, server: Server, token: str) -> None:
        self.url, self.token = server.url, token

    def call(self, method: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """The answer's body."""
        return self.send(method, body, **headers).json()

    def send(self, method: str, body: Any = None, **headers: str) -> requests.Response:
        """The whole answer."""
        body = body or {}
        named = {"user_id": "me", **body.get("user_app_id", {})}
        told = {**body, "user_app_id": named}
        verb, path = next(
            (verb, FIELD.sub(lambda field: _value(told, field[1]), path))
            for verb, path in METHODS[method].paths
            if all(_value(told, name) for name in FIELD.findall(path))
        )
        given = {"authorization": f"Key {self.token}", **headers}
        given = {name.replace("_", "-"): text for name, text in given.items() if text}
        query = {} if verb != "GET" else {k: v for k, v in body.items() if k != "user_app_id"}
        return requests.request(
            verb, self.url + path, params=query, headers=given, timeout=SECONDS,
            json=None if verb == "GET" else body,
        )  # fmt: skip


class GrpcDoor:
    """By the name of the method."""

    name = "gRPC"

    def __init__(self, server: Server, token: str) -> None:
        self.token = token
        self.channel = grpc.insecure_channel(
            f"127.0.0.1:{server.environment['GRPC_PORT']}",
            options=[("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)],
        )

    def call(self, method: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """The answer as JSON would show it, without what is empty."""
        kind = METHODS[method]
        given = {"authorization": f"Key {self.token}", **headers}
        metadata = [(name.replace("_", "-"), text) for name, text in given.items() if text]
        send = self.channel.unary_unary(
            f"/{SERVICE}/{method}", kind.request.SerializeToString, kind.response.FromString
        )
        request = ParseDict(body or {}, kind.request())
        answer = send(request, metadata=metadata, timeout=SECONDS)
        return dict(
            MessageToDict(answer, preserving_proto_field_name=True, use_integers_for_enums=True)
        )


DOORS = (RestDoor, GrpcDoor)


def _value(body: Any, path: str) -> str:
    for name in path.split("."):
        body = body.get(name) if isinstance(body, dict) else None
    return str(body or "")
