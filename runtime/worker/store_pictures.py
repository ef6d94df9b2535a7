"""Stores the pictures of finished nodes side by side: most of a run of many is writing them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from runtime.contracts.values import Image, Mask
from runtime.media.stored import to_stored
from runtime.worker.inputs import remember_made

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from runtime.contracts.stores import RunStore
    from runtime.contracts.values import Value
    from runtime.engine.batch import NodeResult

Stored = tuple["Value", dict[str, Any]]

AT_ONCE = 4
MOST_TOGETHER = 64
"""Pictures whose rows are written by one statement."""
_pool = ThreadPoolExecutor(AT_ONCE, "store")


def store_pictures(
    store: RunStore, app: int, results: Iterable[NodeResult], known: Collection[int]
) -> dict[int, Stored]:
    """Pictures and masks with their stored forms, by `id`, but for those that are known.

    Each is encoded and written in the pool, whatever else holds this thread's time; when this
    answers all of them are kept.
    """
    found = {id(value): value for value in _pictures(results) if id(value) not in known}
    if len(found) == 1:  # alone it gains nothing
        return {}
    stored: dict[int, Stored] = {}
    left = iter(found.values())
    while portion := list(islice(left, MOST_TOGETHER)):
        with store.putting_blobs(app) as put:
            told = list(_pool.map(partial(to_stored, put=put), portion))
        for value, form in zip(portion, told, strict=True):
            stored[id(value)] = (value, form)
            if isinstance(value, Image):
                remember_made(app, form, value)
    return stored


def _pictures(results: Iterable[NodeResult]) -> Iterator[Value]:
    for result in results:
        for batch in result.outputs.values():
            yield from (one for one in batch.items.values() if isinstance(one, Image | Mask))
