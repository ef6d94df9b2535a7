from __future__ import annotations

import numpy as np

from runtime.contracts.values import Image
from runtime.operators.image import image_blur
from tests.contexts import run_once
from tests.pictures import yard


def specked():
    pixels = np.zeros((21, 21, 3), np.uint8)
    pixels[10, 10] = 255
    return Image(pixels)


def blurred(**params):
    return run_once(image_blur, {"image": specked()}, **params).image.pixels


def test_median_removes_a_single_speck():
    assert not blurred(blur_type="median", kernel_size=3).any()


def test_average_spreads_it_evenly():
    assert (blurred(blur_type="average", kernel_size=3)[9:12, 9:12] == 28).all()


def test_gaussian_keeps_most_in_the_middle():
    new = blurred(kernel_size=4)[:, :, 0]
    assert new[10, 10] == new.max() < 255
    assert new[10, 11] > new[10, 12] > 0 == new[10, 13]


def test_bilateral_keeps_an_edge():
    pixels = np.zeros((20, 20, 3), np.uint8)
    pixels[:, 10:] = 255
    new = run_once(
        image_blur, {"image": Image(pixels)}, blur_type="bilateral", kernel_size=255
    ).image.pixels
    assert np.array_equal(new, pixels)


def test_a_yard_is_softened_as_elsewhere():
    samples = {
        ("average", 6): (98.4313, [210, 133, 120]),
        ("gaussian", 6): (98.6464, [202, 104, 98]),
        ("median", 6): (98.2786, [180, 30, 40]),
        ("bilateral", 9): (98.6293, [180, 30, 40]),
    }
    for (kind, side), (mean, sample) in samples.items():
        new = run_once(image_blur, {"image": yard()}, blur_type=kind, kernel_size=side).image.pixels
        assert abs(new.mean() - mean) < 1e-3
        assert new[40, 50].tolist() == sample
