"""Run a graph on zeros and on noise, and tell what came out. Runs inside the disposable child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

SEED = 20260521
TOKENS, SAMPLES, FRAMES = 8, 16000, 3000
LISTED = 8
DTYPES = {
    "tensor(float)": "float32", "tensor(float16)": "float16", "tensor(double)": "float64",
    "tensor(int64)": "int64", "tensor(int32)": "int32", "tensor(int16)": "int16",
    "tensor(int8)": "int8", "tensor(uint8)": "uint8", "tensor(uint16)": "uint16",
    "tensor(uint32)": "uint32", "tensor(uint64)": "uint64", "tensor(bool)": "bool",
}  # fmt: skip


def feeds(
    inputs: Mapping[str, tuple[str, Sequence[int | str | None]]], side: int, *, noise: bool
) -> dict[str, NDArray[np.generic]]:
    """An array for each input, given its type and shape; open sides get a usual length."""
    drawn = np.random.default_rng(SEED)
    return {
        name: _filled(name, DTYPES[kind], _shape(name, shape, side), drawn, noise=noise)
        for name, (kind, shape) in inputs.items()
    }


def is_picture(name: str, shape: Sequence[int | str | None]) -> bool:
    """Whether an input takes pictures, channels first or last; a decoder's memory does not."""
    if len(shape) != 4 or "past" in name.lower():
        return False
    first, last = shape[1], shape[3]
    return first in (1, 3) or last in (1, 3) or not isinstance(first, int)


def _shape(name: str, shape: Sequence[int | str | None], side: int) -> tuple[int, ...]:
    picture = is_picture(name, shape)
    sizes = []
    for axis, size in enumerate(shape):
        if isinstance(size, int) and size > 0:
            sizes.append(size)
        elif axis == 0:
            sizes.append(1)
        elif picture:
            sizes.append(_open_side(shape, axis, side))
        else:
            sizes.append(_open_length(name.lower(), str(size or "").lower(), len(shape)))
    return tuple(sizes)


def _open_side(shape: Sequence[int | str | None], axis: int, side: int) -> int:
    last = shape[3] in (1, 3)
    channel = 3 if last else 1
    return 3 if axis == channel else side


def _open_length(name: str, size: str, rank: int) -> int:
    if "past" in size and "past" in name:
        return 0
    if rank == 3 and "feature" in name:
        return FRAMES
    if rank == 2 and any(word in name for word in ("value", "wave", "audio", "speech")):
        return SAMPLES
    return TOKENS


def _filled(
    name: str, dtype: str, shape: tuple[int, ...], drawn: np.random.Generator, *, noise: bool
) -> NDArray[np.generic]:
    low = name.lower()
    if "mask" in low:
        return np.ones(shape, dtype)
    if "position" in low and shape:
        return np.broadcast_to(np.arange(shape[-1]), shape).astype(dtype)
    if "size" in low and len(shape) == 2 and shape[1] == 2:
        return np.full(shape, 100, dtype)
    if dtype.startswith(("int", "uint")) and dtype != "uint8":
        return np.ones(shape, dtype) if noise and "type" not in low else np.zeros(shape, dtype)
    if dtype == "uint8":
        return drawn.integers(0, 256, shape, np.uint8) if noise else np.zeros(shape, np.uint8)
    if dtype == "bool":
        return np.zeros(shape, np.bool_)
    return drawn.random(shape).astype(dtype) if noise else np.zeros(shape, dtype)


def told(name: str, array: NDArray[np.generic]) -> dict[str, Any]:
    """What one output holds."""
    found: dict[str, Any] = {"name": name, "dtype": array.dtype.name, "shape": list(array.shape)}
    if array.dtype.kind not in "fiub" or not array.size:
        return found
    numbers = np.asarray(array, np.float64)
    found["finite"] = bool(np.isfinite(numbers).all())
    if not found["finite"]:
        return found
    found["values"] = _range(numbers)
    if numbers.ndim >= 2:
        found["rows"] = _range(numbers.sum(axis=-1))
        found["depth"] = _range(numbers.sum(axis=1))
        found["columns"] = [_range(numbers[..., at]) for at in range(numbers.shape[-1])[:LISTED]]
        found["lines"] = [_range(numbers[:, at]) for at in range(numbers.shape[1])[:LISTED]]
    return found


def _range(numbers: NDArray[np.float64]) -> dict[str, float]:
    return {"low": float(numbers.min()), "high": float(numbers.max())}
