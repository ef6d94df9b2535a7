"""A small convolutional network in numpy: what goes forward, and the gradient that comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


EPSILON = 1e-3
LATEST = 0.03
"""How much of the usual mean and variance one step makes up."""


class Plane:
    """A value on the tape, [N, rows, columns, channels], and the gradient that reaches it."""

    def __init__(self, value: Floats) -> None:
        self.value = value
        self.gradient = np.zeros(0, np.float32)

    def receive(self, gradient: Floats) -> None:
        """One more path by which the loss depends on the value."""
        self.gradient = self.gradient + gradient if self.gradient.size else gradient


class Weights:
    """Pairs of what is learned, by name; a layer's are made when it is first asked for."""

    def __init__(self, seed: int) -> None:
        self.held: dict[str, tuple[Floats, Floats]] = {}
        self.usual: dict[str, tuple[Floats, Floats]] = {}
        """Mean and variance of every channel that is evened out, over the latest steps."""
        self._rng = np.random.default_rng(seed)

    def of(self, name: str, inputs: int, outputs: int, size: int) -> tuple[Floats, Floats]:
        """The kernel [size x size x inputs, outputs] and the biases [outputs]."""
        if name not in self.held:
            many = size * size * inputs
            kernel = self._rng.normal(0, np.sqrt(2 / many), (many, outputs))
            self.held[name] = kernel.astype(np.float32), np.zeros(outputs, np.float32)
        return self.held[name]

    def even(self, name: str, channels: int) -> tuple[Floats, Floats]:
        """By what evened channels are multiplied, and what is added to them."""
        if name not in self.held:
            self.held[name] = np.ones(channels, np.float32), np.zeros(channels, np.float32)
            self.usual[name] = np.zeros(channels, np.float32), np.ones(channels, np.float32)
        return self.held[name]

    def note(self, name: str, mean: Floats, variance: Floats) -> None:
        """What a step's channels were like."""
        means, variances = self.usual[name]
        means += (mean - means) * LATEST
        variances += (variance - variances) * LATEST


class Tape:
    """Computes forward and notes how to go back; the same words as `network.Drawn`."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.gradients: dict[str, tuple[Floats, Floats]] = {}
        self._back: list[Callable[[], None]] = []

    def conv(self, plane: Plane, name: str, outputs: int, size: int = 3, stride: int = 1) -> Plane:
        """A convolution; of an odd size, the border is padded with zeros."""
        kernel, biases = self.weights.of(name, plane.value.shape[3], outputs, size)
        seen = _patches(plane.value, size, stride)
        flat = seen.reshape(-1, len(kernel))
        made = Plane((flat @ kernel + biases).reshape(*seen.shape[:3], outputs))

        def back() -> None:
            arrived = made.gradient.reshape(-1, outputs)
            self.gradients[name] = flat.T @ arrived, arrived.sum(axis=0)
            if name != FIRST:
                spread = (arrived @ kernel.T).reshape(seen.shape)
                plane.receive(_gathered(spread, plane.value.shape, size, stride))

        self._back.append(back)
        return made

    def even(self, plane: Plane, name: str) -> Plane:
        """Every channel with a mean and a spread of its own choice, whatever it had before."""
        channels = plane.value.shape[3]
        gain, shift = self.weights.even(name, channels)
        flat = plane.value.reshape(-1, channels)
        mean = flat.mean(axis=0)
        centred = flat - mean
        variance = np.einsum("ij,ij->j", centred, centred) / len(flat)
        self.weights.note(name, mean, variance)
        scale = 1 / np.sqrt(variance + EPSILON)
        centred *= scale
        made = Plane((centred * gain + shift).reshape(plane.value.shape))

        def back() -> None:
            arrived = made.gradient.reshape(-1, channels)
            shifts, gains = arrived.sum(axis=0), np.einsum("ij,ij->j", arrived, centred)
            self.gradients[name] = gains, shifts
            passed = arrived - shifts / len(flat) - centred * (gains / len(flat))
            plane.receive((passed * (gain * scale)).reshape(plane.value.shape))

        self._back.append(back)
        return made

    def relu(self, plane: Plane) -> Plane:
        """Nothing below nought."""
        made = Plane(np.maximum(plane.value, 0))
        self._back.append(lambda: plane.receive(made.gradient * (made.value > 0)))
        return made

    def add(self, one: Plane, other: Plane) -> Plane:
        """The sum of two."""
        made = Plane(one.value + other.value)

        def back() -> None:
            one.receive(made.gradient)
            other.receive(made.gradient)

        self._back.append(back)
        return made

    def double(self, plane: Plane) -> Plane:
        """Each cell becomes four."""
        made = Plane(plane.value.repeat(2, axis=1).repeat(2, axis=2))

        def back() -> None:
            count, rows, columns, channels = plane.value.shape
            fours = made.gradient.reshape(count, rows, 2, columns, 2, channels)
            plane.receive(fours.sum(axis=(2, 4)))

        self._back.append(back)
        return made

    def unfold(self, plane: Plane, side: int) -> Plane:
        """The channels of a cell become a square of cells with one channel."""
        count, rows, columns, _ = plane.value.shape
        cells = plane.value.reshape(count, rows, columns, side, side).transpose(0, 1, 3, 2, 4)
        made = Plane(cells.reshape(count, rows * side, columns * side, 1))

        def back() -> None:
            arrived = made.gradient.reshape(count, rows, side, columns, side)
            plane.receive(arrived.transpose(0, 1, 3, 2, 4).reshape(plane.value.shape))

        self._back.append(back)
        return made

    def back(self, plane: Plane, gradient: Floats) -> None:
        """Carry the gradient of the last value to every kernel; once, for the tape is let go."""
        plane.gradient = gradient
        while self._back:
            self._back.pop()()


FIRST = "first"
"""The layer that sees the picture itself, which needs no gradient."""


def _patches(value: Floats, size: int, stride: int) -> Floats:
    """What a kernel sees at each place, [N, rows, columns, size x size x channels]."""
    half = size // 2 if size % 2 else 0
    padded = np.pad(value, ((0, 0), (half, half), (half, half), (0, 0))) if half else value
    rows, columns = (
        (length + 2 * half - size) // stride + 1 for length in value.shape[1:3]
    )  # fmt: skip
    parts = [
        padded[:, top : top + rows * stride : stride, left : left + columns * stride : stride]
        for top in range(size)
        for left in range(size)
    ]
    return np.concatenate(parts, axis=3)


def _gathered(spread: Floats, shape: tuple[int, ...], size: int, stride: int) -> Floats:
    """The reverse of `_patches`: what every cell gave, summed."""
    half = size // 2 if size % 2 else 0
    count, high, wide, channels = shape
    rows, columns = spread.shape[1:3]
    whole = np.zeros((count, high + 2 * half, wide + 2 * half, channels), np.float32)
    for number in range(size * size):
        top, left = divmod(number, size)
        place = (
            slice(None),
            slice(top, top + rows * stride, stride),
            slice(left, left + columns * stride, stride),
        )
        whole[place] += spread[..., number * channels : (number + 1) * channels]
    return whole[:, half : half + high, half : half + wide]
