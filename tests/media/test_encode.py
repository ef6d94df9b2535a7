from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.media.encode import encode_image
from runtime.media.images import read_image, sniff


def noise(width: int, height: int) -> Image:
    return Image(np.random.default_rng(0).integers(0, 255, (height, width, 3), np.uint8))


def test_a_crop_is_kept_without_loss():
    crop = noise(256, 256)
    data, media_type = encode_image(crop)
    assert (media_type, sniff(data)) == ("image/png", "image/png")
    assert np.array_equal(read_image(data, "x").pixels, crop.pixels)


def test_a_photo_becomes_a_jpeg_close_to_the_original():
    ramp = np.tile(np.linspace(0, 255, 640, dtype=np.uint8)[None, :, None], (480, 1, 3))
    data, media_type = encode_image(Image(ramp))
    assert (media_type, sniff(data)) == ("image/jpeg", "image/jpeg")
    assert np.abs(read_image(data, "x").pixels.astype(int) - ramp).mean() < 2


def test_less_quality_takes_fewer_bytes():
    assert len(encode_image(noise(400, 300), 40)[0]) < len(encode_image(noise(400, 300))[0])
