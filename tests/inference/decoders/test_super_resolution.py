from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.decoders.super_resolution import read
from tests.heads import card, seen


def made(output: np.ndarray, size=(8, 6), post: dict | None = None, **preprocess: object):
    manifest = card("image-to-image", preprocess=preprocess, postprocess=post or {})
    return read(seen({"image": output}, manifest, size))


def test_shares_of_white_become_bytes():
    output = np.zeros((3, 12, 16), np.float32)
    output[0], output[1], output[2] = 1.2, 0.5, -0.1
    pixels = made(output, resize="keep")
    assert pixels.shape == (12, 16, 3)
    assert pixels[0, 0].tolist() == [255, 128, 0]


def test_padding_up_to_whole_strides_is_cut_off_in_scale():
    output = np.zeros((3, 16, 16), np.float32)
    assert made(output, resize="keep", stride=8, post={"scale": 2}).shape == (12, 16, 3)


def test_bars_of_a_fixed_canvas_are_cut_off():
    output = np.zeros((3, 32, 32), np.float32)
    output[:, 4:28] = 1
    pixels = made(output, width=16, height=16, resize="letterbox")
    assert pixels.shape == (24, 32, 3)
    assert pixels.min() == 255


def test_models_of_plain_bytes_and_turned_channels():
    output = np.zeros((6, 8, 3), np.float32)
    output[:, :, 0] = 200
    told = {"resize": "keep", "rescale": 1, "layout": "nhwc", "channels": "bgr"}
    assert made(output, **told)[0, 0].tolist() == [0, 0, 200]


def test_one_channel_is_the_brightness_of_the_picture_that_came_in():
    pixels = made(np.full((1, 12, 16), 0.5, np.float32), resize="keep", channels="grey")
    assert pixels.shape == (12, 16, 3)
    # The picture is blue, and stays blue.
    assert pixels[0, 0].argmax() == 2


def test_what_is_no_picture_is_refused():
    with pytest.raises(OperatorFailedError, match="no picture"):
        made(np.zeros((5, 4, 4), np.float32), resize="keep")
