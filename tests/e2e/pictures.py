"""Upload files for the browser's file chooser. Each picture differs, so that no result is kept."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.clients import sample

PLATES = ("street-two-cars.jpg", "street-one-car.jpg", "gate-night.jpg")


def upload(name, data, kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": data}


def variants(count, mark):
    """Street scenes that differ in one corner; `mark` sets those of one test apart."""
    return [
        upload(f"{mark}-{number:02}.jpg", _marked(PLATES[number % len(PLATES)], mark, number))
        for number in range(count)
    ]


def _marked(name, mark, number):
    picture = Image.open(BytesIO(sample(name))).convert("RGB")
    shade = sum(mark.encode()) % 200
    picture.paste((shade, number * 7, 40), (0, 0, 16, 16))
    out = BytesIO()
    picture.save(out, "JPEG", quality=92)
    return out.getvalue()
