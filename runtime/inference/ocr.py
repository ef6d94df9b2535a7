"""Read all text of a picture: find the lines, cut them out, turn them upright, recognise them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.graph import ModelRef
from runtime.inference import text_lines
from runtime.inference.decoders import orientation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model, ModelManifest, ModelSource
    from runtime.contracts.values import Image

SURE = 0.9
"""A line this surely turned the other way than its picture's vote is read both ways."""
DOUBTFUL = 0.75
"""A line read with less than this score is read the other way up too."""
WEAK = 0.7
"""A picture shaped like one line is read as a whole when no found line reaches this score."""

LINE_SHAPE = 1.6
LINE_MAX_HEIGHT = 160
"""A picture at least this wide for its height, not higher in pixels, may be one line."""


@dataclass(frozen=True)
class Line:
    """One line of text; its quad is TL TR BR BL of the upright text, in 0..1 of the picture."""

    text: str
    score: float
    quad: NDArray[np.float32]


@dataclass(frozen=True)
class TextReader:
    """The three models that read text together, and the least score of a line worth keeping."""

    detector: Model
    recognizer: Model
    orientation: Model

    @classmethod
    def of(cls, card: ModelManifest, models: ModelSource) -> TextReader:
        """The reader a card of the task `ocr` describes, its parts loaded."""
        parts = {role: models.get(ModelRef(id=name)) for role, name in card.parts.items()}
        return cls(parts["detector"], parts["recognizer"], parts["orientation"])

    def read(
        self, image: Image, *, min_score: float = 0.5, cancel: CancelToken | None = None
    ) -> list[Line]:
        """The lines of one picture in reading order; those under `min_score` are left out."""
        found = text_lines.find(self.detector, image, cancel=cancel)
        lines = self._read_quads(image, found.quads, cancel)
        if _may_be_one_line(image, lines):
            whole = self._read_quads(image, _WHOLE, cancel)
            lines = max(lines, whole, key=_worth)
        return [line for line in lines if line.text.strip() and line.score >= min_score]

    def _read_quads(
        self, image: Image, quads: NDArray[np.float32], cancel: CancelToken | None
    ) -> list[Line]:
        if not len(quads):
            return []
        crops = text_lines.cut(image, quads)
        turned = text_lines.turned(self.orientation, crops, cancel)
        widths = np.array([crop.shape[1] for crop in crops], np.float32)
        vote = orientation.page_is_turned(turned, widths)
        upright = [text_lines.upside_down(crop) if vote else crop for crop in crops]
        readings = text_lines.recognise(self.recognizer, upright, cancel)
        against = (turned < 1 - SURE) if vote else (turned > SURE)
        doubtful = [i for i, (_, score) in enumerate(readings) if against[i] or score < DOUBTFUL]
        flipped = set(self._read_other_way(upright, doubtful, readings, cancel))
        lines = []
        for i, (text, score) in enumerate(readings):
            is_turned = vote != (i in flipped)
            quad = np.roll(quads[i], 2, axis=0) if is_turned else quads[i]
            lines.append(Line(text, score, quad))
        return lines[::-1] if vote else lines

    def _read_other_way(
        self,
        upright: list[NDArray[np.uint8]],
        doubtful: list[int],
        readings: list[tuple[str, float]],
        cancel: CancelToken | None,
    ) -> list[int]:
        """Read the doubtful lines turned, put better readings in place, answer which they were."""
        other = [text_lines.upside_down(upright[i]) for i in doubtful]
        again = text_lines.recognise(self.recognizer, other, cancel)
        better = [i for i, new in zip(doubtful, again, strict=True) if new[1] > readings[i][1]]
        for i, new in zip(doubtful, again, strict=True):
            if new[1] > readings[i][1]:
                readings[i] = new
        return better


_WHOLE = np.array([[[0, 0], [1, 0], [1, 1], [0, 1]]], np.float32)


def _may_be_one_line(image: Image, lines: list[Line]) -> bool:
    return (
        len(lines) <= 1
        and _worth(lines) < WEAK
        and image.height <= LINE_MAX_HEIGHT
        and image.width >= LINE_SHAPE * image.height
    )


def _worth(lines: list[Line]) -> float:
    return max((line.score for line in lines), default=0.0)
