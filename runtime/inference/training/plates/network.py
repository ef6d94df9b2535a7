"""A small one-class detector: a centre heat-map with box shapes at every eighth pixel."""

import torch
from torch import Tensor, nn
from torch.nn import functional

STRIDE = 8
MAX_LOG_SIZE = 5.0
PRIOR_LOGIT = -4.6  # a sigmoid of 0.01: nearly every cell is background


class Conv(nn.Sequential):
    """A 3x3 convolution, batch normalisation, ReLU."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
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


class PlateNetwork(nn.Module):
    """RGB [N, 3, H, W] in 0..1 to heat logits [N, 1, H/8, W/8] and shapes [N, 4, ...]."""

    def __init__(self) -> None:
        super().__init__()
        self.eighth = nn.Sequential(Conv(3, 24, 2), Conv(24, 32, 2), Conv(32, 48, 2), Conv(48, 48))
        self.sixteenth = nn.Sequential(Conv(48, 64, 2), Conv(64, 64))
        self.thirty_second = nn.Sequential(Conv(64, 64, 2), Separable(64), Separable(64))
        self.narrow = nn.Conv2d(64, 48, 1)
        self.merge = Conv(48, 48)
        self.heat = nn.Sequential(Conv(48, 32), nn.Conv2d(32, 1, 1))
        self.shape = nn.Sequential(Conv(48, 32), nn.Conv2d(32, 4, 1))
        nn.init.constant_(self.heat[-1].bias, PRIOR_LOGIT)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Heat logits; then in cells: offset x, y to the centre, log width, log height."""
        eighth = self.eighth(images)
        sixteenth = self.sixteenth(eighth)
        wide = sixteenth + _double(self.thirty_second(sixteenth))
        features = self.merge(eighth + _double(self.narrow(wide)))
        return self.heat(features), self.shape(features)


def _double(features: Tensor) -> Tensor:
    return functional.interpolate(features, scale_factor=2.0, mode="nearest")


def boxes_of(shapes: Tensor, rows: Tensor, columns: Tensor) -> Tensor:
    """Centre x, centre y, width, height in pixels [N, 4, H, W] for these row and column numbers."""
    across = columns[None, :] + torch.zeros_like(rows)[:, None]
    down = rows[:, None] + torch.zeros_like(columns)[None, :]
    cells = torch.stack((across, down))[None] + 0.5
    size = torch.exp(shapes[:, 2:].clamp(-MAX_LOG_SIZE, MAX_LOG_SIZE))
    return torch.cat((cells + shapes[:, :2], size), 1) * STRIDE


class ExportedPlateNetwork(nn.Module):
    """Adds decoding and peak suppression: the YOLOv8 layout [N, 5, A] that adaptors read."""

    def __init__(self, network: PlateNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        """Centre x, centre y, width, height in pixels, then the score, for every cell."""
        heat, shapes = self.network(images)
        score = torch.sigmoid(heat)
        peak = functional.max_pool2d(score, 3, 1, 1)
        score = score * (score >= peak).to(score.dtype)
        ones = torch.ones_like(score[0, 0])
        rows = torch.cumsum(ones, 0)[:, 0] - 1
        columns = torch.cumsum(ones, 1)[0] - 1
        return torch.cat((boxes_of(shapes, rows, columns), score), 1).flatten(2)
