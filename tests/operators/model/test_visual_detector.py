from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow
from PIL import ImageDraw
from pydantic import ValidationError

from runtime.contracts.values import Box, Image
from runtime.inference.training.plates.scenes import draw_scene
from runtime.operators.model import visual_detector
from runtime.operators.model.visual_detector import Inputs, Params
from tests.contexts import context_for
from tests.pictures import as_image, plate, solid

if TYPE_CHECKING:
    from runtime.inference.sessions import Sessions


def car(text: str) -> tuple[Image, Box]:
    """A car seen from behind on a road, drawn unlike the training scenes, and its plate's box."""
    scene = Pillow.new("RGB", (640, 480), (150, 180, 210))
    pen = ImageDraw.Draw(scene)
    pen.rectangle((0, 300, 640, 480), fill=(95, 95, 98))
    pen.rounded_rectangle((190, 170, 450, 380), 30, fill=(150, 30, 35))
    pen.rounded_rectangle((220, 185, 420, 260), 16, fill=(50, 60, 75))
    pen.rectangle((215, 370, 260, 410), fill=(25, 25, 25))
    pen.rectangle((380, 370, 425, 410), fill=(25, 25, 25))
    scene.paste(plate(text, 120, 34), (260, 310))
    return as_image(scene), Box(310 / 480, 260 / 640, 344 / 480, 380 / 640)


def overlap(a: Box, b: Box) -> float:
    wide = max(0.0, min(a.right, b.right) - max(a.left, b.left))
    high = max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in (a, b))
    return wide * high / (area - wide * high)


def run(sessions: Sessions, *images: Image, **params: object):
    batch = [Inputs(image) for image in images]
    context = context_for(visual_detector, sessions)
    outcomes = visual_detector.run(batch, Params(**params), context)
    return [outcome.regions.items for outcome in outcomes], context


def test_it_finds_the_plate_of_a_car(sessions: Sessions):
    image, truth = car("WX 482 KD")
    ((best, *_),), _ = run(sessions, image)
    assert best.id == "r1"
    assert [concept.name for concept in best.concepts] == ["plate"]
    assert overlap(best.box, truth) > 0.5


def test_it_finds_nearly_all_plates_in_drawn_scenes(sessions: Sessions):
    scenes = [draw_scene(seed) for seed in range(900_000, 900_020)]
    answers, _ = run(sessions, *(Image(scene.pixels) for scene in scenes))
    hits = wanted = 0
    for scene, regions in zip(scenes, answers, strict=True):
        height, width = scene.pixels.shape[:2]
        for left, top, right, bottom in (item.box for item in scene.plates):
            truth = Box(top / height, left / width, bottom / height, right / width)
            wanted += 1
            hits += any(overlap(region.box, truth) > 0.5 for region in regions)
    assert wanted > 10
    assert hits / wanted > 0.9


def test_scores_come_best_first_and_over_the_least(sessions: Sessions):
    ((*regions,),), _ = run(sessions, car("HRT 7315")[0], min_value=0.01)
    scores = [region.score for region in regions]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 0.01


def test_no_more_regions_than_asked(sessions: Sessions):
    ((*regions,),), _ = run(sessions, car("HRT 7315")[0], min_value=0, max_regions=2)
    assert len(regions) == 2


def test_only_wanted_classes_are_answered(sessions: Sessions):
    assert run(sessions, car("HRT 7315")[0], classes=["bicycle"])[0] == [()]
    assert run(sessions, car("HRT 7315")[0], classes=["plate"])[0][0]


def test_an_empty_picture_has_no_regions_and_progress_is_told(sessions: Sessions):
    answers, context = run(sessions, solid(320, 240), solid(1, 1))
    assert answers == [(), ()]
    assert context.progress == [(1, 2), (2, 2)]


@pytest.mark.parametrize("wrong", [{"min_value": 1.1}, {"max_regions": 0}, {"confidence": 0.5}])
def test_params_out_of_bounds_or_unknown_are_refused(wrong: dict[str, float]):
    with pytest.raises(ValidationError):
        Params(**wrong)
