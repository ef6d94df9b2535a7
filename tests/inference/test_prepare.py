from __future__ import annotations

import cv2
import numpy as np
import pytest

from runtime.contracts.errors import ModelUnavailableError
from runtime.inference.prepare import Recipe, lay, prepare
from tests.heads import card
from tests.pictures import solid

RED = (200, 100, 50)


def recipe(**told: object) -> Recipe:
    return Recipe.of(card(preprocess=told))


def laid(wide: int, high: int, **told: object):
    canvas, placed = lay(solid(wide, high, RED).pixels, recipe(**told))
    return canvas, placed


def back(placed, *points: tuple[float, float]):
    return placed.to_picture(np.array(points, np.float32)).tolist()


def test_stretch_fills_the_canvas_and_each_side_has_its_scale():
    canvas, placed = laid(100, 50, resize="stretch", width=64, height=64)
    assert canvas.shape == (64, 64, 3)
    assert (canvas == RED).all()
    assert back(placed, (64, 64), (32, 16)) == [[1, 1], [0.5, 0.25]]


def test_letterbox_lies_in_the_middle_between_bars_of_grey():
    canvas, placed = laid(100, 50, resize="letterbox", width=64, height=64, pad=7)
    assert (canvas[:16] == 7).all()
    assert (canvas[16:48] == RED).all()
    assert (canvas[48:] == 7).all()
    assert back(placed, (0, 16), (64, 48)) == [[0, 0], [1, 1]]


def test_letterbox_in_the_corner_pads_right_and_below():
    canvas, placed = laid(50, 100, resize="letterbox_corner", width=64, height=64)
    assert (canvas[:, :32] == RED).all()
    assert (canvas[:, 32:] == 114).all()
    assert back(placed, (0, 0), (32, 64)) == [[0, 0], [1, 1]]


def test_a_canvas_of_whole_strides_follows_the_picture():
    canvas, placed = laid(640, 300, longest=640, stride=32)
    assert canvas.shape == (320, 640, 3)
    assert back(placed, (0, 10), (640, 310)) == [[0, 0], [1, 1]]


def test_cover_cuts_the_long_side_in_the_middle():
    pixels = np.zeros((50, 101, 3), np.uint8)
    pixels[:, 50] = 255
    canvas, placed = lay(pixels, recipe(resize="cover", short=50, crop=[30, 31]))
    assert canvas.shape == (30, 31, 3)
    assert (canvas[:, 15] == 255).all()
    assert canvas.sum() == 30 * 3 * 255
    assert back(placed, (15.5, 15))[0] == pytest.approx([0.5, 0.5], abs=0.01)


def test_cover_without_a_crop_bounds_the_long_side():
    assert laid(400, 100, resize="cover", short=50)[0].shape == (50, 200, 3)
    assert laid(400, 100, resize="cover", short=50, longest=100)[0].shape == (25, 100, 3)
    assert laid(333, 500, resize="cover", short=224)[0].shape == (336, 224, 3)


def test_a_crop_wider_than_the_picture_is_padded():
    canvas, _ = laid(100, 100, resize="cover", short=10, crop=[14, 14], pad=0)
    assert canvas.shape == (14, 14, 3)
    assert (canvas[2:12, 2:12] == RED).all()
    assert canvas[:2].max() == 0


def test_keep_leaves_the_size_and_repeats_the_edge_up_to_whole_strides():
    canvas, placed = laid(30, 17, resize="keep", stride=8)
    assert canvas.shape == (24, 32, 3)
    assert (canvas == RED).all()
    assert back(placed, (30, 17)) == [[1, 1]]


def test_numbers_are_scaled_then_normalised_per_channel():
    told = {"width": 4, "height": 4, "mean": [0.5, 0.25, 0], "std": [0.5, 0.25, 1]}
    tensor = prepare(solid(8, 8, (255, 127, 51)).pixels, recipe(**told)).tensor
    assert tensor.shape == (3, 4, 4)
    assert tensor.dtype == np.float32
    assert tensor[:, 0, 0].tolist() == pytest.approx([1, (127 / 255 - 0.25) / 0.25, 0.2], abs=1e-5)


def test_bytes_as_they_are():
    tensor = prepare(
        solid(8, 8, RED).pixels, recipe(width=4, height=4, dtype="uint8", layout="nhwc")
    ).tensor
    assert tensor.shape == (4, 4, 3)
    assert tensor.dtype == np.uint8
    assert tensor[0, 0].tolist() == list(RED)


def test_channels_the_other_way_round_unscaled_in_half_precision():
    told = {"width": 4, "height": 4, "channels": "bgr", "rescale": 1, "dtype": "float16"}
    tensor = prepare(solid(8, 8, RED).pixels, recipe(**told)).tensor
    assert tensor.dtype == np.float16
    assert tensor[:, 0, 0].tolist() == [50, 100, 200]


def test_grey_is_one_channel():
    told = {"width": 4, "height": 4, "channels": "grey", "mean": [0.5], "std": [0.5]}
    tensor = prepare(solid(8, 8, (255, 255, 255)).pixels, recipe(**told)).tensor
    assert tensor.shape == (1, 4, 4)
    assert tensor.ravel().tolist() == pytest.approx([1] * 16)


@pytest.mark.parametrize("method", ["nearest", "bilinear", "bicubic", "lanczos"])
def test_resampling_is_as_the_card_names_it(method: str):
    from PIL import Image

    pixels = np.random.default_rng(1).integers(0, 255, (33, 47, 3)).astype(np.uint8)
    canvas, _ = lay(pixels, recipe(resize="stretch", width=16, height=12, resample=method))
    expected = Image.fromarray(pixels).resize((16, 12), Image.Resampling[method.upper()])
    assert np.array_equal(canvas, np.asarray(expected))


def test_a_damaged_card_says_what_to_do():
    for told in ({"resize": "squash"}, {"resample": "magic"}, {"mean": "x"}, {"width": "w"}):
        with pytest.raises(ModelUnavailableError, match="Import the model again"):
            recipe(height=3, **told)


@pytest.mark.parametrize("size", [(100, 50), (37, 91), (64, 64)])
@pytest.mark.parametrize(
    "told",
    [
        {"resize": "stretch", "width": 64, "height": 48},
        {"resize": "letterbox", "width": 64, "height": 48},
        {"resize": "letterbox_corner", "width": 64, "height": 48},
        {"longest": 96, "stride": 32},
        {"resize": "keep", "stride": 16},
    ],
)
def test_a_map_of_the_canvas_is_laid_back_onto_the_picture(size: tuple[int, int], told: dict):
    """A ramp over the canvas, read at the picture's pixels, tells where each of them lay."""
    pixels = solid(*size).pixels
    prepared = prepare(pixels, recipe(**told))
    ramp = np.mgrid[: prepared.height, : prepared.width][1].astype(np.float32) + 0.5
    matrix = prepared.grid((prepared.width, prepared.height), size)
    read = cv2.warpAffine(
        ramp, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    placed = prepared.placed
    wanted = (np.arange(size[0]) + 0.5) * placed.scale_x + placed.left
    inside = slice(2, size[0] - 2)
    assert read[size[1] // 2, inside] == pytest.approx(wanted[inside], abs=0.1)
