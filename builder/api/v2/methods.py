"""Clarifai's methods as their own package describes them.

For each method its messages, the scopes it asks for, and the addresses where REST finds it. Nothing
is written down twice: the REST door, the JSON channel and the gRPC door all read this table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api import service_pb2
from clarifai_grpc.grpc.auth.scope import scope_pb2
from clarifai_grpc.grpc.auth.types import types_pb2
from clarifai_grpc.grpc.auth.util import extension_pb2
from google.api import annotations_pb2
from google.protobuf.message_factory import GetMessageClass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SERVICE = "clarifai.api.V2"
ADDED = {
    "PostWorkflowResults": [
        ("POST", "/v2/workflows/{workflow_id}/versions/{version_id}/results"),
    ],
}
"""Addresses of ours: Clarifai has no short form that pins a version."""


@dataclass(frozen=True)
class Method:
    """One row of the table."""

    name: str
    request: Any
    """The class of the request message."""
    response: Any
    scopes: tuple[str, ...]
    """Names of the scopes that a limited token needs."""
    paths: tuple[tuple[str, str], ...]
    """`(verb, address)` with `{field}` in the address, longest form first."""
    streams: bool
    open: bool
    """Whether it asks for no key."""


@dataclass(frozen=True)
class Found:
    """A method, and the fields of its request that stood in the address."""

    method: Method
    fields: Mapping[str, str]


@dataclass
class _Step:
    """One segment of all addresses that begin alike."""

    literal: dict[str, _Step] = field(default_factory=dict)
    named: dict[str, _Step] = field(default_factory=dict)
    ends: dict[str, Method] = field(default_factory=dict)
    """Verb -> method of the addresses that end here."""


def find(verb: str, path: str) -> Found | None:
    """The method at an address below `/v2`, such as `workflows/shout/results`."""
    for step, fields in _walk(_ADDRESSES, _segments(path), {}):
        if verb in step.ends:
            return Found(step.ends[verb], fields)
    return None


def verbs_at(path: str) -> list[str]:
    """The verbs that an address takes; none when there is nothing there."""
    found = {verb for step, _ in _walk(_ADDRESSES, _segments(path), {}) for verb in step.ends}
    return sorted(found)


def _segments(path: str) -> list[str]:
    return path.strip("/").split("/")


def _walk(
    step: _Step, segments: list[str], fields: dict[str, str]
) -> Iterator[tuple[_Step, dict[str, str]]]:
    """Every way to read an address, words before names."""
    if not segments:
        yield step, fields
        return
    head, rest = segments[0], segments[1:]
    if head in step.literal:
        yield from _walk(step.literal[head], rest, fields)
    if head:
        for name, follower in step.named.items():
            yield from _walk(follower, rest, {**fields, name: head})


def _read_methods() -> dict[str, Method]:
    return {
        described.name: _method(described)
        for described in service_pb2.DESCRIPTOR.services_by_name["V2"].methods
    }


def _method(described: Any) -> Method:
    options = described.GetOptions()
    rule = options.Extensions[annotations_pb2.http]
    paths = []
    for one in (rule, *rule.additional_bindings):
        verb = one.WhichOneof("pattern")
        if verb:
            paths.append((verb.upper(), getattr(one, verb)))
    paths += ADDED.get(described.name, [])
    return Method(
        described.name,
        GetMessageClass(described.input_type),
        GetMessageClass(described.output_type),
        tuple(
            scope_pb2.S.Name(number)
            for number in options.Extensions[extension_pb2.cl_depending_scopes]
        ),
        tuple(paths),
        streams=described.client_streaming or described.server_streaming,
        open=options.Extensions[extension_pb2.cl_auth_type] == types_pb2.NoAuth,
    )


def _lay_out(methods: Mapping[str, Method]) -> _Step:
    top = _Step()
    for method in methods.values():
        for verb, path in method.paths:
            step = top
            for segment in _segments(path.removeprefix("/v2")):
                if segment.startswith("{"):
                    step = step.named.setdefault(segment.strip("{}"), _Step())
                else:
                    step = step.literal.setdefault(segment, _Step())
            step.ends.setdefault(verb, method)
    return top


METHODS = _read_methods()
_ADDRESSES = _lay_out(METHODS)
