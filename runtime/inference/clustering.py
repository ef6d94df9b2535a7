"""Cluster numbers for vectors, the largest cluster first; the same for the same vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Labels = NDArray[np.int64]

_MOST_CHOSEN = 12
"""Numbers of clusters up to this one are tried when none is named."""
_SEPARATED = 0.1
"""With less separation than this at best, all vectors are one cluster."""
_STARTS = 4
_SAMPLE = 1000
"""Vectors that separation is measured on."""


def clusters(vectors: NDArray[np.float64], method: str, count: int, least_members: int) -> Labels:
    """One number per row; -1 for rows that `density` leaves out. `count` 0 chooses.

    Vectors are compared by direction, as embeddings are.
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = vectors / np.where(lengths > 0, lengths, 1)
    kinds = len(np.unique(units.round(9), axis=0))
    if method == "density":
        return _by_size(_dense(units, least_members))
    if kinds == 1 or count == 1:
        return np.zeros(len(units), np.int64)
    if count:
        return _by_size(_grouped(units, method, min(count, kinds)))
    return _by_size(_best(units, method, kinds))


def _best(units: NDArray[np.float64], method: str, kinds: int) -> Labels:
    from sklearn.metrics import silhouette_score

    if len(units) == 2:
        return np.arange(2)
    best, found = _SEPARATED, np.zeros(len(units), np.int64)
    for count in range(2, min(_MOST_CHOSEN, kinds, len(units) - 1) + 1):
        labels = _grouped(units, method, count)
        size = _SAMPLE if len(units) > _SAMPLE else None
        score = float(silhouette_score(units, labels, sample_size=size, random_state=0))
        if score > best:
            best, found = score, labels
    return found


def _grouped(units: NDArray[np.float64], method: str, count: int) -> Labels:
    from sklearn.cluster import AgglomerativeClustering, KMeans

    maker: Any = AgglomerativeClustering(n_clusters=count, linkage="average")
    if method == "k-means":
        maker = KMeans(n_clusters=count, n_init=_STARTS, random_state=0)
    return np.asarray(maker.fit_predict(units), np.int64)


def _dense(units: NDArray[np.float64], least_members: int) -> Labels:
    from sklearn.cluster import HDBSCAN

    if len(units) <= least_members:
        return np.full(len(units), -1, np.int64)
    maker = HDBSCAN(min_cluster_size=least_members, copy=True)
    return np.asarray(maker.fit_predict(units), np.int64)


def _by_size(labels: Labels) -> Labels:
    """Numbered anew from the largest on; of equal ones the first to appear comes first."""
    found = [label for label in dict.fromkeys(labels.tolist()) if label >= 0]
    found.sort(key=lambda label: -int((labels == label).sum()))
    order = {label: number for number, label in enumerate(found)}
    return np.array([order.get(label, -1) for label in labels.tolist()], np.int64)
