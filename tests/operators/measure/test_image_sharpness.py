from __future__ import annotations

import numpy as np
import pytest

from runtime.contracts.values import Image
from runtime.operators.measure import image_sharpness
from tests.contexts import run_once
from tests.pictures import page, solid

PAGE = page(["Sharp letters on a page", "and some more of them"])


def score(image, **params):
    return run_once(image_sharpness, {"image": image}, **params)


@pytest.mark.parametrize("method", ["laplacian", "tenengrad", "brenner"])
def test_a_blurred_page_scores_far_lower(method):
    from runtime.media.opencv import cv2

    soft = Image(np.asarray(cv2.GaussianBlur(PAGE.pixels, (9, 9), 0)))
    sharp = score(PAGE, method=method).score.value
    assert score(soft, method=method).score.value < sharp / 2
    assert score(solid(30, 30), method=method).score.value == 0


def test_it_says_whether_the_least_is_reached():
    assert score(PAGE).is_sharp.value
    assert not score(solid(30, 30)).is_sharp.value
    assert not score(PAGE, least=1_000_000).is_sharp.value


@pytest.mark.parametrize("method", ["laplacian", "tenengrad", "brenner"])
def test_a_single_pixel_has_no_sharpness(method):
    assert score(solid(1, 1), method=method).score.value == 0
