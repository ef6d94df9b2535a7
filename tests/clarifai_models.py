"""One client of the public API's methods for two doors, for tests: REST and gRPC."""

from __future__ import annotations

from typing import Any

import grpc
import requests
from google.protobuf.json_format import MessageToDict, ParseDict

from builder.api.v2.methods import METHODS, SERVICE

USER, APP = "local", "demo"


class Door:
    """Calls a method by its name with a JSON body; answers the JSON of its response."""

    def __init__(self, server: Any, token: str) -> None:
        self.server, self.token = server, token
        self.home = {"user_id": USER, "app_id": APP}

    def of(self, token: str, user: str, app: str) -> Door:
        """The same door, for somebody else."""
        other = type(self)(self.server, token)
        other.home = {"user_id": user, "app_id": app}
        return other

    def ok(self, method: str, **body: Any) -> dict[str, Any]:
        """An answer that has to be a success."""
        answer = self.call(method, **body)
        assert answer["status"]["code"] == 10000, answer
        return answer

    def code(self, method: str, **body: Any) -> int:
        return self.call(method, **body)["status"]["code"]

    def call(self, method: str, **body: Any) -> dict[str, Any]:
        raise NotImplementedError


class Rest(Door):
    def call(self, method: str, **body: Any) -> dict[str, Any]:
        body = {"user_app_id": self.home, **body}
        verb, path = next(
            (verb, path)
            for verb, path in METHODS[method].paths
            if all(_named(body, name) for name in _fields(path))
        )
        for name in _fields(path):
            path = path.replace("{" + name + "}", _named(body, name))
        headers = {"Authorization": f"Key {self.token}"}
        url = self.server.url + path
        if verb == "GET":
            query = {name: value for name, value in body.items() if not isinstance(value, dict)}
            answer = requests.get(url, query, headers=headers, timeout=120)
        else:
            answer = requests.request(verb, url, json=body, headers=headers, timeout=120)
        found = answer.json()
        assert (answer.status_code == 200) or found["status"]["code"] != 10000
        return found


class Grpc(Door):
    def call(self, method: str, **body: Any) -> dict[str, Any]:
        body = {"user_app_id": self.home, **body}
        address = f"127.0.0.1:{self.server.environment['GRPC_PORT']}"
        with grpc.insecure_channel(address) as channel:
            told = METHODS[method]
            ask = channel.unary_unary(
                f"/{SERVICE}/{method}",
                request_serializer=told.request.SerializeToString,
                response_deserializer=told.response.FromString,
            )
            key = (("authorization", f"Key {self.token}"),)
            answer = ask(ParseDict(body, told.request()), metadata=key, timeout=120)
        return MessageToDict(answer, preserving_proto_field_name=True, use_integers_for_enums=True)


DOORS = {"rest": Rest, "grpc": Grpc}


def _fields(path: str) -> list[str]:
    return [part.strip("{}") for part in path.split("/") if part.startswith("{")]


def _named(body: Any, name: str) -> str:
    for part in name.split("."):
        body = body.get(part) if isinstance(body, dict) else None
    return str(body or "")
