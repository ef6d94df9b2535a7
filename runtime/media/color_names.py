"""The web's names of colours."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def color_name(color: tuple[int, int, int]) -> str:
    """The name whose colour looks nearest, such as `steelblue`."""
    import numpy as np

    names, places = _table()
    return names[int(np.square(places - _lab([color])).sum(axis=1).argmin())]


@functools.cache
def _table() -> tuple[tuple[str, ...], NDArray[np.float32]]:
    from PIL import ImageColor

    named: dict[tuple[int, int, int], str] = {}
    for name in ImageColor.colormap:
        red, green, blue = ImageColor.getrgb(name)[:3]
        named.setdefault((red, green, blue), name)  # gray and grey are one colour
    return tuple(named.values()), _lab(list(named))


def _lab(colors: list[tuple[int, int, int]]) -> NDArray[np.float32]:
    import numpy as np

    from runtime.media.opencv import cv2

    pixels = np.asarray([colors], np.float32) / 255
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2Lab)[0], np.float32)
