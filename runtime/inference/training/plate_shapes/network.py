"""The segmenter: down to a thirty-second of the picture and up again, keeping what was seen."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from runtime.inference.training.plate_shapes.windows import CELL

PRIOR_LOGIT = -3.0  # a sigmoid of 0.05: nearly every cell is no plate's
QUARTER, EIGHTH, FAR = 32, 56, 80
"""Channels at a quarter of the picture's sides, at an eighth, and further down."""


class Conv(nn.Sequential):
    """A convolution, batch normalisation, ReLU."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1, size: int = 3) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(inplace=True),
        )


class Separable(nn.Module):
    """A residual block of a depth-wise 5x5 and a point-wise convolution."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(channels, channels, 5, 1, 2, groups=channels, bias=False),
            nn.BatchNorm2d(channels),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, features: Tensor) -> Tensor:
        """Features in, features of the same shape out."""
        return functional.relu(features + self.body(features))


class ShapeNetwork(nn.Module):
    """Pictures [N, 3, H, W] to logits [N, 1, H/2, W/2]: how likely each cell is a plate's."""

    def __init__(self) -> None:
        super().__init__()
        self.quarter = nn.Sequential(Conv(3, 24, 2), Conv(24, QUARTER, 2), Conv(QUARTER, QUARTER))
        self.eighth = nn.Sequential(Conv(QUARTER, EIGHTH, 2), Conv(EIGHTH, EIGHTH))
        self.sixteenth = nn.Sequential(Conv(EIGHTH, FAR, 2), Conv(FAR, FAR))
        self.far = nn.Sequential(Conv(FAR, FAR, 2), Separable(FAR), Separable(FAR), Separable(FAR))
        self.to_eighth = nn.Sequential(Conv(FAR, FAR), Conv(FAR, EIGHTH, size=1))
        self.to_quarter = nn.Sequential(Conv(EIGHTH, EIGHTH), Conv(EIGHTH, QUARTER, size=1))
        side = 4 // CELL
        self.answer = nn.Sequential(
            Conv(QUARTER, QUARTER), Conv(QUARTER, QUARTER),
            nn.Conv2d(QUARTER, side * side, 1), nn.PixelShuffle(side),
        )  # fmt: skip
        nn.init.constant_(self.answer[-2].bias, PRIOR_LOGIT)

    def forward(self, images: Tensor) -> Tensor:
        """Logits, before the sigmoid."""
        quarter = self.quarter(images)
        eighth = self.eighth(quarter)
        sixteenth = self.sixteenth(eighth)
        sixteenth = sixteenth + _double(self.far(sixteenth))
        eighth = eighth + _double(self.to_eighth(sixteenth))
        quarter = quarter + _double(self.to_quarter(eighth))
        logits: Tensor = self.answer(quarter)
        return logits


def _double(features: Tensor) -> Tensor:
    return functional.interpolate(features, scale_factor=2.0, mode="nearest")


def count_weights(network: nn.Module) -> int:
    """How many numbers were learned."""
    return sum(int(torch.numel(weight)) for weight in network.parameters())
