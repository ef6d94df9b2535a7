from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image as Pillow
from pydantic import ValidationError

from runtime.operators.measure import perceptual_hash
from runtime.operators.measure.perceptual_hash import Params
from tests.contexts import run_once
from tests.people import faces, walkers
from tests.pictures import as_image, encoded, solid

PICTURE = walkers((180, 100, 300), (430, 140, 260))


def hashed(image, **params: object):
    return run_once(perceptual_hash, {"image": image}, **params)


@pytest.mark.parametrize("method", ["waves", "steps"])
def test_a_thumbnail_and_a_poor_copy_keep_the_fingerprint(method: str):
    known = hashed(PICTURE, method=method).hash.value
    whole = Pillow.fromarray(PICTURE.pixels)
    poor = Pillow.open(BytesIO(encoded(whole, "JPEG", quality=15)))
    for copy in (whole.resize((160, 120)), poor):
        outcome = hashed(as_image(copy), method=method, known=known)
        assert outcome.is_same.value
        assert outcome.distance.value <= 6


@pytest.mark.parametrize("method", ["waves", "steps"])
def test_another_picture_has_another_fingerprint(method: str):
    known = hashed(PICTURE, method=method).hash.value
    outcome = hashed(faces((320, 240, 200)), method=method, known=known)
    assert not outcome.is_same.value
    assert outcome.distance.value > 12


def test_without_a_known_one_nothing_is_the_same():
    outcome = hashed(PICTURE)
    assert len(outcome.hash.value) == 16
    assert (outcome.distance.value, outcome.is_same.value) == (64, False)


def test_a_plain_picture_has_no_signs():
    assert hashed(solid(5, 5)).hash.value == "0" * 16


@pytest.mark.parametrize("known", ["abc", "g" * 16, "0" * 17])
def test_what_is_no_fingerprint_is_refused(known: str):
    with pytest.raises(ValidationError):
        Params(known=known)
