"""Read a semantic segmenter: per cell of a coarse map one score per class.

Reads `outputs` {`logits`: [classes, height, width], or [height, width] of ready class numbers} and
`activation` (softmax unless told; `none` when the scores are shares already). A model with a single
class answers it as class 1 where its score, after `sigmoid`, is over one half, with class 0 for the
rest. The map covers the canvas; it is laid back onto the picture, padding and cut left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders.boxes import activated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from runtime.inference.pictures import Seen

ROLES = ("logits",)
MAX_CLASSES = 255
MAX_WORK_PIXELS = 2_000_000
"""Classes of a larger picture are decided on a smaller copy of this many pixels."""


@dataclass(frozen=True, eq=False)
class Parts:
    """The class of every pixel of the picture, how sure each is, and the classes' names."""

    classes: NDArray[np.uint8]
    scores: NDArray[np.float32]
    names: tuple[str, ...]


def read(seen: Seen) -> Parts:
    """The classes of one picture's pixels."""
    logits = np.asarray(seen.outputs.get("logits", np.zeros(0)))
    if logits.ndim == 3 and logits.shape[0] == 1:
        logits = logits[0]
    size = _work_size(seen)
    if logits.ndim == 2 and np.issubdtype(logits.dtype, np.integer):
        classes = _laid(seen, logits.astype(np.float32), size, cv2.INTER_NEAREST).astype(np.uint8)
        scores = np.ones(classes.shape, np.float32)
    elif logits.ndim == 2:
        classes, scores = _one_class(seen, np.asarray(logits, np.float32), size)
    elif logits.ndim == 3 and logits.shape[0] <= MAX_CLASSES:
        classes, scores = _many(seen, seen.head("logits"), size)
    else:
        message = f"The model {seen.card.title} answers no map of at most {MAX_CLASSES} classes."
        raise OperatorFailedError(message, model=seen.card.id)
    names = _names(seen, 2 if logits.ndim == 2 else logits.shape[0])
    whole = (seen.image.width, seen.image.height)
    if size != whole:
        classes = np.asarray(cv2.resize(classes, whole, interpolation=cv2.INTER_NEAREST), np.uint8)
        scores = np.asarray(cv2.resize(scores, whole), np.float32)
    return Parts(classes, scores, names)


def _many(
    seen: Seen, logits: NDArray[np.float32], size: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Class by class, so that no map of all classes at full size is ever held."""
    soft = seen.card.postprocess.get("activation", "softmax") == "softmax"
    ceiling = float(logits.max(initial=0))
    shape = (size[1], size[0])
    best = np.full(shape, -np.inf, np.float32)
    total = np.zeros(shape, np.float32)
    classes = np.zeros(shape, np.uint8)
    for number, plane in enumerate(logits):
        scores = _laid(seen, plane, size, cv2.INTER_LINEAR)
        if soft:
            scores = np.exp(scores - ceiling)
            total += scores
        better = scores > best
        classes[better] = number
        np.maximum(best, scores, out=best)
    if soft:
        best /= np.maximum(total, np.float32(1e-30))
    else:
        best = activated(best, seen.card.postprocess.get("activation"))
    return classes, np.clip(best, 0, 1)


def _one_class(
    seen: Seen, plane: NDArray[np.float32], size: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    shares = activated(plane, seen.card.postprocess.get("activation", "sigmoid"))
    laid = np.clip(_laid(seen, shares, size, cv2.INTER_LINEAR), 0, 1)
    classes = (laid > 0.5).astype(np.uint8)
    return classes, np.where(classes == 1, laid, 1 - laid).astype(np.float32)


def _laid(
    seen: Seen, plane: NDArray[np.float32], size: tuple[int, int], method: int
) -> NDArray[np.float32]:
    matrix = seen.prepared.grid((plane.shape[1], plane.shape[0]), size)
    laid = cv2.warpAffine(
        plane, matrix, size, flags=method | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(laid, np.float32)


def _work_size(seen: Seen) -> tuple[int, int]:
    width, height = seen.image.width, seen.image.height
    scale = min(1.0, (MAX_WORK_PIXELS / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _names(seen: Seen, count: int) -> tuple[str, ...]:
    labels = seen.card.labels
    if count == 2 and len(labels) == 1:
        labels = ("background", *labels)
    return tuple(
        labels[number] if number < len(labels) else f"class {number}" for number in range(count)
    )
