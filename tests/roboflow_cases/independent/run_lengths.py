"""Run lengths of a mask as COCO writes them, worked out from its description of the format.

Columns from the left, each from the top; lengths of runs, clear pixels first. From the third on a
length is told by its difference to the one two before it; each number goes in groups of five bits,
the lowest first, with a sixth bit where more follow, as the sign 48 further on in ASCII.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

BITS, MORE, SIGN, ZERO = 5, 32, 16, 48


def written(mask):
    """Size and counts of a mask."""
    flat = mask.ravel(order="F").astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat]))).tolist()
    ends = [0, *edges, flat.size]
    lengths = [end - start for start, end in pairwise(ends)]
    told = [
        length - lengths[at - 2] if at > 2 else length for at, length in enumerate(lengths)
    ]  # fmt: skip
    return {"size": list(mask.shape), "counts": "".join(map(_number, told))}


def _number(value):
    signs = []
    while True:
        part, value = value & (MORE - 1), value >> BITS
        ends = value == (-1 if part & SIGN else 0)
        signs.append(chr(part + (0 if ends else MORE) + ZERO))
        if ends:
            return "".join(signs)


def read(told):
    """The mask of size and counts."""
    lengths, value, shift = [], 0, 0
    for sign in told["counts"]:
        part = ord(sign) - ZERO
        value |= (part & (MORE - 1)) << shift
        shift += BITS
        if part & MORE:
            continue
        value -= (1 << shift) if part & SIGN else 0
        lengths.append(value + lengths[-2] if len(lengths) > 2 else value)
        value, shift = 0, 0
    flat = np.repeat(np.arange(len(lengths)) % 2, lengths)
    return flat.reshape(told["size"], order="F").astype(bool)
