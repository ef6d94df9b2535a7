from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from pydantic import ValidationError

from runtime.contracts.values import Image
from runtime.media import cascades
from runtime.operators.model import face_detector
from runtime.operators.model.face_detector import Params
from tests.contexts import run_once
from tests.people import faces
from tests.pictures import as_image, solid

TWO = ((200, 200, 100), (450, 250, 80))
PEOPLE = Path(__file__).parents[3] / "builder" / "samples" / "people.jpg"


def found(image: Image, **params: object):
    return run_once(face_detector, {"image": image}, **params)


def test_two_faces_are_found_where_they_are():
    outcome = found(faces(*TWO))
    assert outcome.count.value == 2
    for x, y, _ in TWO:
        (inside,) = (
            region for region in outcome.regions.items
            if region.box.left < x / 640 < region.box.right
            and region.box.top < y / 480 < region.box.bottom
        )  # fmt: skip
        assert inside.concepts[0].name == "face"
        assert inside.score > 0.5


def test_a_large_picture_has_the_same_boxes_as_a_small_one():
    small = faces(*TWO)
    large = Image(np.kron(small.pixels, np.ones((4, 4, 1), np.uint8)))
    assert found(large).count.value == 2


def test_eyes_are_found_in_the_faces_of_the_sample():
    sample = as_image(Pillow.open(PEOPLE))
    eyes = found(sample, what="eyes", certainty=8).regions.items
    assert found(sample).count.value == 2
    assert len(eyes) >= 2
    assert {eye.concepts[0].name for eye in eyes} == {"eye"}


@pytest.mark.parametrize("what", sorted(cascades.FILES))
def test_an_empty_wall_has_nothing_of_any_kind(what: str):
    outcome = found(solid(320, 240), what=what)
    assert (outcome.count.value, outcome.regions.items) == (0, ())


def test_a_profile_is_sought_on_both_sides():
    picture = faces(*TWO)
    mirrored = Image(np.ascontiguousarray(picture.pixels[:, ::-1]))
    one, two = (found(image, what="profile", certainty=1) for image in (picture, mirrored))
    assert one.count.value == two.count.value


@pytest.mark.parametrize("size", [(1, 1), (3, 200)])
def test_the_smallest_pictures_do_no_harm(size: tuple[int, int]):
    assert found(solid(*size)).count.value == 0


def test_threads_do_not_mix_their_pictures():
    pictures = [faces(TWO[0]), faces(*TWO), solid(640, 480)] * 4
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda image: found(image).count.value, pictures))
    assert counts == [1, 2, 0] * 4


@pytest.mark.parametrize("params", [{"what": "dog"}, {"step": 1}, {"certainty": 0}])
def test_params_out_of_bounds_are_refused(params):
    with pytest.raises(ValidationError):
        Params(**params)


def test_an_opencv_without_cascades_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(cascades, "_folder", lambda: tmp_path)
    assert "opencv-python-headless<5" in face_detector.run.__weft_operator__.available()
