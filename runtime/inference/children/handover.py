"""Arrays between two processes: one nameless file in memory per message, handed over as it is.

It has no name, so there is nothing to leak: the kernel frees it with the last descriptor. The
parent only ever copies out of a file that a child made, because a child could shrink a file that
is mapped, and that would end the parent.
"""

from __future__ import annotations

import mmap
import os
import stat
import tempfile
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

ALIGNMENT = 64
DTYPES = frozenset(
    ["bool", "float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8",
     "uint16", "uint32", "uint64"]
)  # fmt: skip
MAX_RANK = 16


class HandoverError(Exception):
    """An array of a type that cannot be handed over, or an announcement that cannot be true."""


def write(arrays: Mapping[str, NDArray[np.generic]]) -> tuple[int, list[dict[str, Any]]]:
    """Put arrays into a new nameless file; answers its descriptor and what lies where."""
    slots: list[dict[str, Any]] = []
    end = 0
    for name, array in arrays.items():
        if array.dtype.name not in DTYPES:
            message = f"{name} holds {array.dtype.name}"
            raise HandoverError(message)
        slots.append(
            {"name": name, "dtype": array.dtype.name, "shape": list(array.shape), "at": end}
        )
        end += -(-array.nbytes // ALIGNMENT) * ALIGNMENT
    fd = _nameless_file()
    try:
        os.ftruncate(fd, max(end, 1))
        for slot, array in zip(slots, arrays.values(), strict=True):
            _write_all(fd, np.ascontiguousarray(array).reshape(-1).view(np.uint8), slot["at"])
    except BaseException:
        os.close(fd)
        raise
    return fd, slots


def copy_out(
    fd: int, slots: Sequence[Mapping[str, Any]], most_bytes: int
) -> list[NDArray[np.generic]]:
    """Copies of the arrays, believing nothing that the other side said without a look."""
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        raise HandoverError("what arrived is no file")
    arrays, total = [], 0
    for slot in slots:
        dtype, shape, at = _checked(slot)
        total += prod(shape) * dtype.itemsize
        if total > most_bytes:
            message = f"the outputs are larger than {most_bytes // 2**20} MB"
            raise HandoverError(message)
        array = np.empty(shape, dtype)
        _read_all(fd, array.reshape(-1).view(np.uint8), at)
        arrays.append(array)
    return arrays


def mapped(fd: int, slots: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[np.generic]]:
    """The arrays where they lie, without a copy; for the child, who trusts its parent."""
    memory = mmap.mmap(fd, 0, access=mmap.ACCESS_READ)
    found: dict[str, NDArray[np.generic]] = {}
    for slot in slots:
        dtype, shape, at = _checked(slot)
        flat = np.frombuffer(memory, dtype, count=prod(shape), offset=at)
        found[str(slot["name"])] = flat.reshape(shape)
    return found


def _checked(slot: Mapping[str, Any]) -> tuple[np.dtype[Any], tuple[int, ...], int]:
    dtype, shape, at = slot.get("dtype"), slot.get("shape"), slot.get("at")
    if dtype not in DTYPES or not isinstance(at, int) or at < 0:
        raise HandoverError("an output has no type that can be handed over")
    if not isinstance(shape, list) or len(shape) > MAX_RANK:
        raise HandoverError("an output has no shape")
    if not all(isinstance(size, int) and 0 <= size < 2**40 for size in shape):
        raise HandoverError("an output has no shape")
    return np.dtype(dtype), tuple(shape), at


def _nameless_file() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("weft", os.MFD_CLOEXEC)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _write_all(fd: int, data: NDArray[np.uint8], at: int) -> None:
    view = data.data
    while view:
        done = os.pwrite(fd, view, at)
        view, at = view[done:], at + done


def _read_all(fd: int, into: NDArray[np.uint8], at: int) -> None:
    view = into.data
    while view:
        done = os.preadv(fd, [view], at)
        if done == 0:
            raise HandoverError("an output is shorter than announced")
        view, at = view[done:], at + done
