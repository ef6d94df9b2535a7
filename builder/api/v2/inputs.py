"""A request's inputs as raw inputs: bytes, text and addresses, each fetched once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, BinaryIO

from builder.actions.accept_inputs import RawInput, accept_readable, kinds_brought, told_of
from builder.actions.for_video import for_video
from builder.fetch import fetch
from builder.model_store import AppModels
from runtime import api
from runtime.contracts.errors import RunNotAcceptedError, WeftError
from runtime.contracts.limits import MAX_INPUTS
from runtime.contracts.values import MEDIA_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from builder.actions.accept_inputs import AcceptedInput
    from builder.actions.for_video import Feed
    from builder.api.v2.output_config import OutputConfig
    from builder.models import App
    from runtime.contracts.graph import GraphSpec

FETCHES_AT_ONCE = 8


def raw_inputs(
    items: Sequence[Any], files: Sequence[Any] = (), most: int = MAX_INPUTS
) -> list[RawInput | WeftError]:
    """Inputs in order; one whose address cannot be fetched is the error it met.

    Raises a 400 when there are none, too many, or one without anything in it.
    """
    count = len(files) or len(items)
    if not 1 <= count <= most:
        message = f"Send 1 to {most} inputs; this call has {count or 'none'}."
        raise RunNotAcceptedError(message, count=count, limit=most)
    if files:
        return [RawInput(file.name or "upload", {"any": file}) for file in files]
    for index, item in enumerate(items):
        _refuse_empty(index, item)
    if not any(_addresses(item) for item in items):
        return [_read(index, item) for index, item in enumerate(items)]
    with ThreadPoolExecutor(min(FETCHES_AT_ONCE, len(items))) as pool:
        return list(pool.map(_read_or_error, range(len(items)), items))


def accepted(
    app: App, graph: GraphSpec, raw: Sequence[RawInput | WeftError], most: int = MAX_INPUTS
) -> tuple[list[AcceptedInput], list[dict[str, Any]]]:
    """Stored inputs, and place, name and error of those that could not be read.

    Raises the first error when none could be.
    """
    places = [place for place, item in enumerate(raw) if isinstance(item, RawInput)]
    refused = [
        {"place": place, "name": "", "error": told_of(item)}
        for place, item in enumerate(raw)
        if isinstance(item, WeftError)
    ]
    if not places:
        raise next(item for item in raw if isinstance(item, WeftError))
    readable = [item for item in raw if isinstance(item, RawInput)]
    kept, unreadable = accept_readable(app, graph, readable, most)
    refused += [{**item, "place": places[item["place"]]} for item in unreadable]
    return kept, sorted(refused, key=lambda item: item["place"])


def fed(
    app: App, graph: GraphSpec, raw: Sequence[RawInput | WeftError], config: OutputConfig
) -> Feed:
    """What to run on these inputs: a graph of pictures takes a video frame by frame.

    Raises a 400 when it cannot.
    """
    brought = kinds_brought(graph, [item for item in raw if isinstance(item, RawInput)])
    return for_video(graph, brought, config.sample_ms or None, AppModels(app))


def _refuse_empty(index: int, item: Any) -> None:
    given = [kind for kind in MEDIA_KINDS if item.data.HasField(kind)]
    if not given:
        message = f"Input {index + 1} has no {', '.join(MEDIA_KINDS[:-1])} or {MEDIA_KINDS[-1]}."
        raise RunNotAcceptedError(message, input=index)
    for kind in given:
        part = getattr(item.data, kind)
        if not (part.url or (part.raw if kind == "text" else part.base64)):
            wanted = "raw or url" if kind == "text" else "base64 or url"
            message = f"Input {index + 1}: data.{kind} needs {wanted}."
            raise RunNotAcceptedError(message, input=index)


def _addresses(item: Any) -> bool:
    return any(getattr(item.data, kind).url for kind in MEDIA_KINDS if item.data.HasField(kind))


def _read_or_error(index: int, item: Any) -> RawInput | WeftError:
    try:
        return _read(index, item)
    except WeftError as error:
        error.message = f"Input {index + 1}: {error.message}"
        error.data["input"] = index
        return error


def _read(index: int, item: Any) -> RawInput:
    media: dict[str, bytes | BinaryIO] = {}
    for kind in MEDIA_KINDS:
        if not item.data.HasField(kind):
            continue
        part = getattr(item.data, kind)
        given = part.raw.encode() if kind == "text" else part.base64
        media[kind] = given or _fetched(kind, part.url)
    return RawInput(item.id or f"input {index + 1}", media)


def _fetched(kind: str, url: str) -> BinaryIO:
    try:
        return fetch(url, api.max_upload_bytes([kind]))
    except WeftError as error:
        error.data["kind"] = kind
        raise
