"""Search indexes: entries in the database, their vectors searched exactly.

A PostgreSQL with pgvector compares by itself (`search_vectors`). Elsewhere it is one matrix product
with the same answers: each process keeps the matrices that it searched last, up to
`WEFT_SEARCH_MEGABYTES`, and brings one up to date when the index's version moved: new rows are read
and put below, after a removal all are read anew. A matrix that is larger than the whole bound is
read in pieces for every search.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from builder import search_vectors
from builder.blob_files import read_blob, write_blob
from builder.models import SearchIndex, StoredEmbedding
from builder.statements import update_returning
from builder.visiting import visiting_database
from runtime.contracts.errors import NoIndexError, OperatorFailedError
from runtime.contracts.limits import MAX_INDEX_DIMENSIONS, MAX_INDEX_VECTORS
from runtime.contracts.stores import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.stores import NewEntry

ROWS_AT_ONCE = 4096
MAX_INDEXES_PER_APP = 100


class DatabaseEmbeddingStore:
    """Fulfils `runtime.contracts.stores.EmbeddingStore`."""

    def of(self, app: int, run: str) -> AppIndexes:
        """Those of an app, for one of its runs."""
        return AppIndexes(app, run)


class AppIndexes:
    """Fulfils `runtime.contracts.stores.SearchIndexes`."""

    def __init__(self, app: int, run: str) -> None:
        self.app, self.run = app, run

    def add(self, index: str, entries: Sequence[NewEntry]) -> int:
        """Keep entries, each once; answers how many the index holds then."""
        with visiting_database():
            return self._add(index, entries)

    def search(
        self, index: str, vectors: Sequence[Sequence[float]], limit: int, min_score: float
    ) -> Sequence[Sequence[Hit]]:
        """For each vector the nearest entries, best first."""
        with visiting_database():
            return self._search(index, vectors, limit, min_score)

    def picture(self, digest: str) -> bytes:
        """A hit's thumbnail."""
        return read_blob(self.app, digest)

    def _add(self, index: str, entries: Sequence[NewEntry]) -> int:
        unit = [_unit(entry.vector) for entry in entries]
        lengths = {len(vector) for vector in unit}
        if not entries:
            return self._find(index).count
        if len(lengths) > 1:
            raise OperatorFailedError("The vectors differ in length. Use one embedder for all.")
        (length,) = lengths
        if not 0 < length <= MAX_INDEX_DIMENSIONS:
            message = f"A vector of an index has 1 to {MAX_INDEX_DIMENSIONS} numbers, not {length}."
            raise OperatorFailedError(message)
        rows = {}
        for entry, vector in zip(entries, unit, strict=True):
            row = self._row(entry, vector)
            rows[row.fingerprint] = row
        with transaction.atomic():
            found = self._lock(index, length)
            if found.dimensions != length:
                message = (
                    f"The index {index} holds vectors of {found.dimensions} numbers; these have "
                    f"{length}. Use the embedder it was filled with, or another index."
                )
                raise OperatorFailedError(message, index=index)
            known = set(
                StoredEmbedding.objects.filter(index=found, fingerprint__in=rows).values_list(
                    "fingerprint", flat=True
                )
            )
            new = [row for mark, row in rows.items() if mark not in known]
            if found.count + len(new) > MAX_INDEX_VECTORS:
                message = (
                    f"The index {index} holds {found.count} entries; at most {MAX_INDEX_VECTORS} "
                    "fit. Delete it on the app's page, or write to another one."
                )
                raise OperatorFailedError(message, index=index)
            for row in new:
                row.index = found
            StoredEmbedding.objects.bulk_create(new)
            if search_vectors.in_use():
                search_vectors.keep(new, length)
            SearchIndex.objects.filter(pk=found.pk).update(count=F("count") + len(new))
            return found.count + len(new)

    def _search(
        self, index: str, vectors: Sequence[Sequence[float]], limit: int, min_score: float
    ) -> Sequence[Sequence[Hit]]:
        import numpy as np

        found = self._find(index)
        wanted = np.stack([_unit(vector) for vector in vectors]) if vectors else None
        if wanted is None:
            return []
        if wanted.shape[1] != found.dimensions:
            message = (
                f"The index {index} holds vectors of {found.dimensions} numbers; this one has "
                f"{wanted.shape[1]}. Use the embedder that the index was filled with."
            )
            raise OperatorFailedError(message, index=index)
        if search_vectors.in_use() and search_vectors.is_complete(found):
            best = search_vectors.nearest(found, wanted, limit)
        else:
            best = _nearest(found, wanted, limit)
        wanted_ids = {pk for row in best for pk, score in row if score >= min_score}
        rows = StoredEmbedding.objects.defer("vector").in_bulk(wanted_ids)
        return [
            [
                _hit(rows[pk], max(score, 0.0))
                for pk, score in row
                if score >= min_score and pk in rows
            ]
            for row in best
        ]

    def _find(self, index: str) -> SearchIndex:
        found = SearchIndex.objects.filter(app_id=self.app, name=index).first()
        if found is None:
            message = (
                f"This app has no index {index}. Fill one first with the node Write to an index."
            )
            raise NoIndexError(message, index=index)
        return found

    def _lock(self, index: str, length: int) -> SearchIndex:
        """The index, its row held until the transaction ends; made when it is new."""
        mine = SearchIndex.objects.filter(app_id=self.app, name=index)
        if not mine.exists():
            if SearchIndex.objects.filter(app_id=self.app).count() >= MAX_INDEXES_PER_APP:
                message = f"An app has at most {MAX_INDEXES_PER_APP} indexes. Delete one first."
                raise OperatorFailedError(message, index=index)
            SearchIndex.objects.get_or_create(
                app_id=self.app, name=index, defaults={"dimensions": length}
            )
        columns = ("dimensions", "count", "version")
        (found,) = update_returning(mine, columns, version=F("version") + 1)
        return found

    def _row(self, entry: NewEntry, vector: NDArray[np.float32]) -> StoredEmbedding:
        payload: dict[str, Any] = {
            "text": entry.text, "concepts": [list(each) for each in entry.concepts],
            "region": entry.region,
        }  # fmt: skip
        picture = write_blob(self.app, entry.thumbnail, "image/jpeg") if entry.thumbnail else ""
        data = vector.astype("<f4").tobytes()
        said = json.dumps(payload, sort_keys=True)
        mark = hashlib.sha256(data + picture.encode() + said.encode()).hexdigest()[:32]
        return StoredEmbedding(
            fingerprint=mark, vector=data, payload={**payload, "source": entry.source},
            thumbnail_digest=picture, run=self.run,
        )  # fmt: skip


@dataclass
class _Matrix:
    """The vectors of an index as far as they were read."""

    version: int
    ids: NDArray[np.int64]
    rows: NDArray[np.float32]

    @property
    def bytes(self) -> int:
        return int(self.ids.nbytes + self.rows.nbytes)


class _Matrices:
    """The matrices of this process, the longest unused one forgotten first."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, _Matrix] = OrderedDict()

    def get(self, index: SearchIndex) -> _Matrix:
        """The index's matrix as it is now, or newer."""
        with self._lock:
            known = self._kept.get(index.pk)
            if known is not None and known.version >= index.version:
                self._kept.move_to_end(index.pk)
                return known
        fresh = _read_on(index, known)
        with self._lock:
            self._kept[index.pk] = fresh
            self._kept.move_to_end(index.pk)
            while sum(each.bytes for each in self._kept.values()) > self.max_bytes:
                self._kept.popitem(last=False)
        return fresh


@cache
def matrices() -> _Matrices:
    """Those of this process."""
    return _Matrices(settings.SEARCH_MEGABYTES * 1024 * 1024)


def _nearest(
    index: SearchIndex, wanted: NDArray[np.float32], limit: int
) -> list[list[tuple[int, float]]]:
    """Ids and scores of the nearest rows, best first, for each wanted vector."""
    import numpy as np

    if index.count * index.dimensions * 4 <= matrices().max_bytes:
        matrix = matrices().get(index)
        blocks: Iterator[tuple[Any, Any]] = iter([(matrix.ids, matrix.rows)])
    else:
        blocks = _blocks(index, 0)
    best_ids = np.empty((len(wanted), 0), np.int64)
    best = np.empty((len(wanted), 0), np.float32)
    for ids, rows in blocks:
        if not len(ids):
            continue
        best = np.concatenate([best, wanted @ rows.T], axis=1)
        best_ids = np.concatenate([best_ids, np.broadcast_to(ids, (len(wanted), len(ids)))], axis=1)
        if best.shape[1] > limit:
            kept = np.argpartition(-best, limit - 1, axis=1)[:, :limit]
            best = np.take_along_axis(best, kept, axis=1)
            best_ids = np.take_along_axis(best_ids, kept, axis=1)
    order = np.lexsort((best_ids, -best), axis=1)
    return [
        [(int(best_ids[row, at]), float(best[row, at])) for at in order[row]]
        for row in range(len(wanted))
    ]


def _read_on(index: SearchIndex, known: _Matrix | None) -> _Matrix:
    """The matrix with the rows that came since; entries are only ever added, or all deleted."""
    import numpy as np

    ids = [known.ids] if known is not None else []
    rows = [known.rows] if known is not None else []
    last = int(known.ids[-1]) if known is not None and len(known.ids) else 0
    for some_ids, some_rows in _blocks(index, last):
        ids.append(some_ids)
        rows.append(some_rows)
    if not ids:
        return _Matrix(index.version, np.empty(0, np.int64), _no_rows(index))
    return _Matrix(index.version, np.concatenate(ids), np.concatenate(rows))


def _no_rows(index: SearchIndex) -> NDArray[np.float32]:
    import numpy as np

    return np.empty((0, index.dimensions), np.float32)


def _blocks(
    index: SearchIndex, after: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """The rows behind an id, some thousand at a time, in the order of their ids."""
    import numpy as np

    while True:
        some = list(
            StoredEmbedding.objects.filter(index=index, pk__gt=after)
            .order_by("pk")
            .values_list("pk", "vector")[:ROWS_AT_ONCE]
        )
        if not some:
            return
        after = some[-1][0]
        ids = np.fromiter((pk for pk, _ in some), np.int64, len(some))
        data = b"".join(bytes(vector) for _, vector in some)
        yield ids, np.frombuffer(data, "<f4").reshape(len(some), index.dimensions)


def _unit(vector: Sequence[float]) -> NDArray[np.float32]:
    """The vector at length one. Raises `OperatorFailedError` for one without a direction."""
    import numpy as np

    numbers = np.asarray(vector, np.float64)
    length = float(np.linalg.norm(numbers)) if numbers.size else 0.0
    if not np.isfinite(length) or length == 0:
        message = "A vector of nothing but zeros, or with numbers that are none, points nowhere."
        raise OperatorFailedError(message)
    return (numbers / length).astype(np.float32)


def _hit(row: StoredEmbedding, score: float) -> Hit:
    concepts = [(str(name), float(value)) for name, value in row.payload.get("concepts", ())]
    return Hit(
        id=row.pk, score=min(score, 1.0), text=row.payload.get("text", ""), concepts=concepts,
        run=row.run, created_at=row.created_at.isoformat(), thumbnail=row.thumbnail_digest,
    )  # fmt: skip
