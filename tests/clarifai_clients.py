"""Clarifai's methods by name, over both doors and in every form that REST takes, for tests."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import grpc
import requests
from google.protobuf.json_format import MessageToDict, ParseDict

from builder.api.v2.methods import METHODS, SERVICE

if TYPE_CHECKING:
    from tests.servers import Server

SUCCESS = 10000


@dataclass(frozen=True)
class Door:
    """Calls a method with the JSON of its request; answers the JSON of its response."""

    server: Server
    token: str
    user: str = ""
    app: str = ""

    def at(self, user: str, app: str) -> Door:
        """The same caller, about another app."""
        return replace(self, user=user, app=app)

    def by(self, token: str) -> Door:
        """Another caller."""
        return replace(self, token=token)

    def ok(self, method: str, **body: Any) -> dict[str, Any]:
        """An answer that has to be a success."""
        answer = self.call(method, **body)
        assert answer["status"]["code"] == SUCCESS, answer["status"]
        return answer

    def fails(self, method: str, code: int, http: int, **body: Any) -> dict[str, Any]:
        """The status of an answer that has to be this failure."""
        status = self.call(method, **body)["status"]
        assert (status["code"], status["http_status_code"]) == (code, http), status
        return status

    def call(self, method: str, **body: Any) -> dict[str, Any]:
        """Whatever is answered."""
        raise NotImplementedError

    def _home(self, body: dict[str, Any]) -> dict[str, Any]:
        told = {"user_id": self.user, "app_id": self.app}
        home = {name: value for name, value in told.items() if value}
        return {"user_app_id": home, **body} if home else body


@dataclass(frozen=True)
class Rest(Door):
    """The longest address that the request fills, unless told otherwise."""

    short: bool = False
    """The shortest address; the app stands in the body, as in the docs' browser snippets."""
    slash: bool = False
    content_type: str | None = "application/json"

    def call(self, method: str, **body: Any) -> dict[str, Any]:
        told = self._home(body)
        paths = METHODS[method].paths
        verb, path = next(
            (verb, path)
            for verb, path in (reversed(paths) if self.short else paths)
            if all(_said(told, name) for name in _fields(path))
        )
        for name in _fields(path):
            path = path.replace("{" + name + "}", _said(told, name))
        url = self.server.url + path + ("/" if self.slash else "")
        headers = {"Authorization": f"Key {self.token}"}
        if verb == "GET":
            plain = {name: part for name, part in told.items() if not isinstance(part, dict)}
            return self._answer(requests.get(url, plain, headers=headers, timeout=120))
        if self.content_type is not None:
            headers["Content-Type"] = self.content_type
        data = json.dumps(told).encode()
        return self._answer(requests.request(verb, url, data=data, headers=headers, timeout=120))

    def _answer(self, response: requests.Response) -> dict[str, Any]:
        answer: dict[str, Any] = response.json()
        assert answer["status"]["http_status_code"] == response.status_code, response.text
        return answer


@dataclass(frozen=True)
class Grpc(Door):
    """The messages of Clarifai's own package, without its stub: that one keeps a global state."""

    def call(self, method: str, **body: Any) -> dict[str, Any]:
        request = ParseDict(self._home(body), METHODS[method].request())
        address = f"127.0.0.1:{self.server.environment['GRPC_PORT']}"
        with grpc.insecure_channel(address) as channel:
            ask = channel.unary_unary(
                f"/{SERVICE}/{method}",
                request_serializer=type(request).SerializeToString,
                response_deserializer=METHODS[method].response.FromString,
            )
            key = (("authorization", f"Key {self.token}"),)
            answer = ask(request, metadata=key, timeout=120)
        return MessageToDict(answer, preserving_proto_field_name=True, use_integers_for_enums=True)


DOORS = {"rest": Rest, "grpc": Grpc}


def _fields(path: str) -> list[str]:
    return [part.strip("{}") for part in path.split("/") if part.startswith("{")]


def _said(body: Any, name: str) -> str:
    for part in name.split("."):
        body = body.get(part) if isinstance(body, dict) else None
    return str(body or "")
