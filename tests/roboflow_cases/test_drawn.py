"""What is drawn on pictures, pixel by pixel, against `supervision` called by itself."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.roboflow_cases.drawings import as_base64, draw, filled
from tests.roboflow_cases.independent import drawn

CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "table" / "drawings.json").read_text())
}
QUALITY = 95
"""Of the JPEG that both are told as."""
EDGE_SHARE = 0.02
LEVELS = 24


def seen(data):
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.int16)


@pytest.mark.parametrize("name", drawn.DRAWN)
def test_every_pixel_is_as_the_annotator_draws_it(door, name):
    case = CASES[name]
    out = io.BytesIO()
    wanted = drawn.drawn(name, draw(case["inputs"]["image"]), case["inputs"])
    Image.fromarray(wanted).save(out, "JPEG", quality=QUALITY)
    inputs = {key: filled(value, as_base64) for key, value in case["inputs"].items()}
    [answer] = door.outputs(case["definition"], inputs)
    off = np.abs(seen(out.getvalue()) - seen(base64.b64decode(answer["image"]["value"])))
    if name in drawn.EDGES:
        assert (off.max(axis=2) > LEVELS).mean() < EDGE_SHARE
    else:
        assert off.max() <= 1
