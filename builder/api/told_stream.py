"""A run's live events for people who may see a part of them only, as server-sent events."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse

from builder.actions.visit import TooManyVisitsError
from builder.api.stream import SSE_HEADERS, after_of
from builder.models import NodeOutput
from runtime import api
from runtime.contracts.limits import TRY_STREAMS_PER_RUN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from django.http import HttpRequest

    from runtime.contracts.events import Event

    Tell = Callable[[Event, list[Any] | None], dict[str, Any]]
    """What is shown of an event; the outputs are those of a node that succeeded."""

_open: Counter[str] = Counter()
"""Streams of each run in this process; a page needs one."""


def told_stream(
    request: HttpRequest, run: str, tell: Tell, may_go_on: Callable[[], bool] = lambda: True
) -> StreamingHttpResponse:
    """The stream; `Last-Event-ID` or `?after=` say where to go on, `may_go_on` when to end early.

    Raises a 429 when many watch already.
    """
    after = after_of(request)
    if _open[run] >= TRY_STREAMS_PER_RUN:
        raise TooManyVisitsError("This run is watched too often. Close another window.")
    return StreamingHttpResponse(
        _lines(run, after, tell, may_go_on), content_type="text/event-stream", headers=SSE_HEADERS
    )


async def _lines(
    run: str, after: int, tell: Tell, may_go_on: Callable[[], bool]
) -> AsyncIterator[str]:
    _open[run] += 1
    try:
        yield "retry: 1000\n\n"
        async for event in api.follow(run, after):
            if not await sync_to_async(may_go_on)():
                return
            outputs = event.data.get("outputs")
            if event.type == "node_succeeded" and outputs is None:
                outputs = await sync_to_async(_stored)(run, event.node)
            yield f"id: {event.seq}\ndata: {json.dumps(tell(event, outputs))}\n\n"
    finally:
        _open[run] -= 1
        if not _open[run]:
            del _open[run]


def _stored(run: str, node: str) -> list[Any]:
    """Outputs that were too large to ride along with their event."""
    rows = NodeOutput.objects.filter(run_id=run, node=node).order_by("index")
    return list(rows.values_list("ports", flat=True))
