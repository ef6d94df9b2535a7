"""Chat with an OpenAI-compatible endpoint, its text followed as it grows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.limits import MAX_TEXT_BYTES
from runtime.contracts.outside import Call
from runtime.outside.asking import as_body, nonsense, read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.outside import Endpoint, Outside

MAX_STREAM_BYTES = 8 * MAX_TEXT_BYTES
"""Each word of a stream comes wrapped in some hundred bytes."""


@dataclass(frozen=True)
class Said:
    """A whole answer."""

    text: str
    model: str
    finish: str
    usage: Mapping[str, int]


@dataclass(frozen=True)
class Chat:
    """A conversation to be continued, and how."""

    model: str
    messages: list[dict[str, Any]]
    temperature: float
    max_tokens: int
    top_p: float = 1.0
    json_mode: bool = False

    def body(self) -> bytes:
        """The request."""
        document: dict[str, Any] = {
            "model": self.model, "messages": self.messages, "temperature": self.temperature,
            "max_tokens": self.max_tokens, "stream": True,
            "stream_options": {"include_usage": True},
        }  # fmt: skip
        if self.top_p < 1:
            document["top_p"] = self.top_p
        if self.json_mode:
            document["response_format"] = {"type": "json_object"}
        return as_body(document)


def chat(
    outside: Outside,
    endpoint: Endpoint,
    request: Chat,
    seconds: float,
    cancel: CancelToken,
    grown: Callable[[str], None],
) -> Said:
    """Ask, tell `grown` the text so far whenever it grew, and answer all of it."""
    call = Call(
        "/chat/completions", body=request.body(), seconds=seconds, max_bytes=MAX_STREAM_BYTES,
        headers={"Accept": "text/event-stream"},
    )  # fmt: skip
    return _read(endpoint, outside.lines(endpoint, call, cancel), request.model, grown)


def _read(
    endpoint: Endpoint, lines: Iterable[str], model: str, grown: Callable[[str], None]
) -> Said:
    text, finish = "", ""
    usage: dict[str, int] = {}
    whole: list[str] = []
    ended = False
    for line in lines:
        if not line.startswith("data:"):
            # Comments, event names; or an endpoint that does not stream and answers one object.
            if line and not line.startswith((":", "event:", "id:", "retry:")):
                whole.append(line)
            continue
        data = line[5:].strip()
        if data == "[DONE]":
            ended = True
            break
        chunk = _object(endpoint, data)
        usage = _usage(chunk) or usage
        choice = _choice(chunk)
        finish = choice.get("finish_reason") or finish
        delta = choice.get("delta")
        piece = delta.get("content") if isinstance(delta, dict) else None
        if isinstance(piece, str) and piece:
            text += piece
            grown(text)
    if whole and not (text or ended):
        return _whole(endpoint, "\n".join(whole), model)
    if not (ended or finish):
        raise nonsense(endpoint, f"a text that broke off after {len(text)} characters")
    return Said(text, model, str(finish), usage)


def _whole(endpoint: Endpoint, body: str, model: str) -> Said:
    found = _object(endpoint, body)
    choice = _choice(found)
    message = choice.get("message")
    text = message.get("content") if isinstance(message, dict) else None
    if not isinstance(text, str):
        raise nonsense(endpoint, "no text")
    return Said(text, model, str(choice.get("finish_reason") or ""), _usage(found))


def _object(endpoint: Endpoint, data: str) -> dict[str, Any]:
    found = read_json(endpoint, data)
    if not isinstance(found, dict):
        raise nonsense(endpoint, "JSON that is no object")
    if found.get("error"):
        error = found["error"]
        said = error.get("message") if isinstance(error, dict) else error
        raise nonsense(endpoint, f"an error in the middle: {str(said)[:200]}")
    return found


def _choice(chunk: dict[str, Any]) -> dict[str, Any]:
    choices = chunk.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else {}
    return first if isinstance(first, dict) else {}


def _usage(chunk: dict[str, Any]) -> dict[str, int]:
    usage = chunk.get("usage")
    if not isinstance(usage, dict):
        return {}
    names = ("prompt_tokens", "completion_tokens", "total_tokens")
    return {name: usage[name] for name in names if isinstance(usage.get(name), int)}


def as_json_text(text: str) -> Any:
    """What a model wrote as JSON, a fence of three backticks aside. Raises `ValueError`."""
    bare = text.strip()
    if bare.startswith("```"):
        bare = bare.partition("\n")[2].rpartition("```")[0]
    return json.loads(bare)
