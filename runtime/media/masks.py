"""Masks as PNG files whose grey values are class numbers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def mask_png(classes: NDArray[np.uint8]) -> bytes:
    """The class numbers as a picture."""
    from PIL import Image as Pillow

    out = BytesIO()
    Pillow.fromarray(classes).save(out, "PNG", compress_level=1)
    return out.getvalue()


def mask_classes(data: bytes) -> NDArray[np.uint8]:
    """The class numbers of `mask_png`."""
    import numpy as np
    from PIL import Image as Pillow

    return np.array(Pillow.open(BytesIO(data), formats=["PNG"]).convert("L"), np.uint8)
