"""What a still camera sees when nothing moves, learned frame by frame (a mixture of Gaussians)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KEPT_SIDE = 640
"""Longer side of the background that a session keeps, in pixels."""
_MOST_REPEATS = 60


class Background:
    """Tells what differs from the background; a `Memory` of one stream.

    Between the calls of a session only the background's picture is kept, not how each pixel varied:
    a call begins as if it had stood still for as long as the calls before.
    """

    def __init__(self) -> None:
        self.frames = 0
        self.moved = False
        """Whether anything moved in the last frame."""
        self._model: Any = None
        self._remembered: bytes | None = None

    def foreground(
        self, pixels: NDArray[np.uint8], history: int, threshold: float
    ) -> NDArray[np.uint8]:
        """255 where something is in front of the background, 127 in its shadow, else 0."""
        import numpy as np

        from runtime.media.opencv import cv2

        if self._model is None:
            self._model = cv2.createBackgroundSubtractorMOG2(
                history=history, varThreshold=threshold, detectShadows=True
            )
            self._recall(pixels, history)
        self.frames += 1
        return np.asarray(self._model.apply(pixels), np.uint8)

    def _recall(self, pixels: NDArray[np.uint8], history: int) -> None:
        import numpy as np

        from runtime.media.opencv import cv2

        if self._remembered is None:
            return
        kept = cv2.imdecode(np.frombuffer(self._remembered, np.uint8), cv2.IMREAD_COLOR_RGB)
        if kept is None:
            return
        still = cv2.resize(kept, (pixels.shape[1], pixels.shape[0]))
        for _ in range(min(self.frames, history, _MOST_REPEATS)):
            self._model.apply(still)

    def as_json(self) -> dict[str, Any]:
        """For the next call of a session."""
        picture = self._picture()
        told = base64.b64encode(picture).decode() if picture else None
        return {"frames": self.frames, "moved": self.moved, "background": told}

    def from_json(self, stored: Any) -> None:
        """Go on from there."""
        self.frames, self.moved = stored["frames"], stored["moved"]
        kept = stored["background"]
        self._remembered = base64.b64decode(kept) if kept else None

    def _picture(self) -> bytes | None:
        from runtime.media.opencv import cv2

        seen = self._model.getBackgroundImage() if self._model is not None else None
        if seen is None:
            return self._remembered
        scale = _KEPT_SIDE / max(seen.shape[:2])
        if scale < 1:
            size = (max(1, round(seen.shape[1] * scale)), max(1, round(seen.shape[0] * scale)))
            seen = cv2.resize(seen, size, interpolation=cv2.INTER_AREA)
        seen = cv2.cvtColor(seen, cv2.COLOR_RGB2BGR)
        fine = [cv2.IMWRITE_JPEG_QUALITY, 95]
        fine += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
        written, data = cv2.imencode(".jpg", seen, fine)
        return bytes(data) if written else None
