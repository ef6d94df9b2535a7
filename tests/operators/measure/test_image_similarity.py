from __future__ import annotations

import numpy as np
from PIL import Image as Pillow

from runtime.contracts.values import Image
from runtime.operators.measure import image_similarity
from tests.contexts import run_once
from tests.pictures import as_image, page, solid

SCENE = page(["Some words on a page", "and a second line"], (300, 220))


def compared(first, second, **params):
    return run_once(image_similarity, {"image": first, "other": second}, **params)


def test_the_same_picture_scores_one():
    outcome = compared(SCENE, SCENE)
    assert (outcome.score.value, outcome.distance.value) == (1, 0)
    assert len(outcome.hash.value) == 16


def test_a_thumbnail_is_the_same_and_another_picture_is_not():
    small = as_image(Pillow.fromarray(SCENE.pixels).resize((120, 88)))
    assert compared(SCENE, small).is_same.value
    noise = Image(np.random.default_rng(7).integers(0, 256, (200, 200, 3), np.uint8))
    outcome = compared(SCENE, noise)
    assert not outcome.is_same.value
    assert outcome.score.value < 0.5


def test_plain_pictures_are_alike():
    assert compared(solid(10, 10, (0, 0, 0)), solid(30, 20, (255, 255, 255))).is_same.value
