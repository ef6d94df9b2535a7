"""The pieces of a segmented picture as places in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from runtime.contracts.values import Box, Concept, Region

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from runtime.inference.decoders.segmenter import Parts

_ROUNDING = 1.5
"""How far, in pixels, an outline may leave the edge of its piece."""


def shares(parts: Parts) -> NDArray[np.float64]:
    """Which share of the picture each class covers."""
    counts = np.bincount(parts.classes.ravel(), minlength=len(parts.names))
    return np.asarray(counts / max(1, parts.classes.size), np.float64)


def regions_of(
    parts: Parts,
    *,
    min_share: float,
    min_value: float,
    limit: int,
    classes: Collection[str] = (),
) -> tuple[Region, ...]:
    """Every connected piece of each class, the largest first, with ids r1, r2, ...

    A piece's score is how sure the model is of its pixels on average. Holes are not cut out.
    """
    found = []
    for number, name in enumerate(parts.names):
        if (classes and name not in classes) or not (parts.classes == number).any():
            continue
        inside = (parts.classes == number).astype(np.uint8)
        count, pieces, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
        for piece in range(1, count):
            left, top, wide, high, pixels = (int(value) for value in stats[piece])
            if pixels < min_share * inside.size:
                continue
            window = (slice(top, top + high), slice(left, left + wide))
            own = pieces[window] == piece
            score = float(parts.scores[window][own].mean())
            if score >= min_value:
                concept = Concept(name, name, min(1.0, score), number)
                found.append((pixels, concept, (left, top, wide, high), own))
    found.sort(key=lambda item: -item[0])
    height, width = parts.classes.shape
    return tuple(
        _region(f"r{rank}", concept, place, own, (width, height))
        for rank, (_, concept, place, own) in enumerate(found[:limit], 1)
    )


def _region(
    region_id: str,
    concept: Concept,
    place: tuple[int, int, int, int],
    own: NDArray[np.bool_],
    size: tuple[int, int],
) -> Region:
    left, top, wide, high = place
    width, height = size
    edges, _ = cv2.findContours(own.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    longest = max(edges, key=cv2.contourArea)
    points = cv2.approxPolyDP(longest, _ROUNDING, closed=True)[:, 0]
    polygon = tuple(
        ((float(x) + left + 0.5) / width, (float(y) + top + 0.5) / height) for x, y in points
    )
    box = Box(top / height, left / width, (top + high) / height, (left + wide) / width)
    return Region(region_id, box, (concept,), polygon=polygon)
