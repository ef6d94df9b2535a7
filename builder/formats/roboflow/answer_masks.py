"""Masks by run lengths, in the form that COCO made common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


def detections_of(classes: NDArray[np.uint8], names: Sequence[str]) -> list[dict[str, Any]]:
    """One detection for each class that is seen: the box around its pixels, and these."""
    import numpy as np

    found = []
    for number in np.unique(classes).tolist():
        seen = classes == number
        rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        left, right = int(columns[0]), int(columns[-1]) + 1
        name = names[number] if number < len(names) else str(number)
        found.append({
            "x": (left + right) / 2, "y": (top + bottom) / 2,
            "width": float(right - left), "height": float(bottom - top),
            "confidence": 1.0, "class": name, "class_id": number, "detection_id": f"class-{number}",
            "rle_mask": {"size": list(classes.shape), "counts": run_lengths(seen)},
        })  # fmt: skip
    return found


def run_lengths(seen: NDArray[np.bool_]) -> str:
    """A mask as COCO's compressed text: lengths of runs, down the columns, the first of zeros."""
    import numpy as np

    flat = seen.ravel(order="F").astype(np.int8)
    edges = np.flatnonzero(np.diff(flat)) + 1
    ends = np.concatenate(([0], edges, [flat.size]))
    counts = np.diff(ends).tolist()
    if flat.size and flat[0]:
        counts.insert(0, 0)
    return "".join(_coded(counts, place) for place in range(len(counts)))


def _coded(counts: Sequence[int], place: int) -> str:
    """A length in groups of five bits; from the fourth on as the difference to the last but one."""
    value = counts[place] - (counts[place - 2] if place > 2 else 0)
    letters = []
    while True:
        group = value & 0x1F
        value >>= 5
        more = value != (-1 if group & 0x10 else 0)
        letters.append(chr((group | (0x20 if more else 0)) + 48))
        if not more:
            return "".join(letters)
