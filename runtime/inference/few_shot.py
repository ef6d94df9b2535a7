"""Classes of embeddings, learned from a few labelled vectors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_SHARPNESS = 10.0
"""A cosine 0.1 higher counts e times as much."""
_NEIGHBOURS = 5


@dataclass(frozen=True, eq=False)
class Examples:
    """A label per row of vectors."""

    labels: tuple[str, ...]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, labels: Sequence[str], vectors: Sequence[Sequence[float]]) -> Examples:
        """From plain lists; all vectors are of one length."""
        return cls(tuple(labels), np.array(vectors, np.float32))


def scores(
    examples: Examples, vectors: Sequence[Sequence[float]], method: str
) -> Mapping[str, float]:
    """Each class's score for the mean of `vectors`; they add up to 1."""
    query = _query(examples, vectors)
    known = _units(examples.vectors)
    classes = list(dict.fromkeys(examples.labels))
    labels = np.array([classes.index(label) for label in examples.labels])
    if method == "logistic regression":
        return dict(zip(classes, _learned(known, labels, query), strict=True))
    if method == "nearest class":
        means = _units(
            np.stack([known[labels == number].mean(0) for number in range(len(classes))])
        )
        weights = np.exp(_SHARPNESS * (means @ query - 1))
    else:
        likeness = known @ query
        nearest = np.argsort(-likeness, kind="stable")[:_NEIGHBOURS]
        votes = np.exp(_SHARPNESS * (likeness[nearest] - likeness.max()))
        weights = np.bincount(labels[nearest], votes, len(classes))
    shares = weights / weights.sum()
    return {name: float(share) for name, share in zip(classes, shares, strict=True)}


def _query(examples: Examples, vectors: Sequence[Sequence[float]]) -> NDArray[np.float32]:
    if not vectors:
        message = "The embedding has no vector. Wire one that was made of something."
        raise OperatorFailedError(message, port="embeddings")
    query = np.array(vectors, np.float32).mean(axis=0)
    if len(query) != examples.vectors.shape[1]:
        message = (
            f"The embedding has {len(query)} numbers and the examples have "
            f"{examples.vectors.shape[1]}. Make both with the same model."
        )
        raise OperatorFailedError(message, port="embeddings")
    return np.asarray(_units(query[None])[0], np.float32)


def _learned(
    known: NDArray[np.float32], labels: NDArray[np.int64], query: NDArray[np.float32]
) -> list[float]:
    from sklearn.linear_model import LogisticRegression

    learned = LogisticRegression(C=10.0, class_weight="balanced", max_iter=500)
    learned.fit(known, labels)
    return [float(value) for value in learned.predict_proba(query[None])[0]]


def _units(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)
