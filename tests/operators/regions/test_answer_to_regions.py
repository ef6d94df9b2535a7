from __future__ import annotations

import json

import numpy as np
import pytest

from runtime.contracts.values import Boolean, Image, Text
from runtime.operators.regions import answer_to_regions
from runtime.query.lenient_json import found_json
from tests.contexts import run_once

PICTURE = Image(np.zeros((80, 100, 3), np.uint8))


def read(answer, **params):
    text = answer if isinstance(answer, str) else json.dumps(answer)
    outcome = run_once(answer_to_regions, {"image": PICTURE, "answer": Text(text)}, **params)
    if outcome.failed == Boolean(True):
        return None
    return [
        (
            one.concepts[0].name, one.concepts[0].number, one.score,
            [round(side * of) for side, of in zip(
                (one.box.left, one.box.top, one.box.right, one.box.bottom), (100, 80, 100, 80),
                strict=True,
            )],
        )
        for one in outcome.regions.items
    ]  # fmt: skip


CORNERS = {"x_min": 0.1, "y_min": 0.25, "x_max": 0.504, "y_max": 0.75}
DOG = ("dog", 1, 1.0, [10, 20, 50, 60])


@pytest.mark.parametrize(
    ("model", "box"),
    [("google-gemini", [250, 100, 750, 504]), ("qwen", [100, 250, 504, 750]),
     ("zai", [100, 250, 504, 750]), ("spacexai", [10, 25, 50.4, 75]),
     ("openai", [10, 20, 50.4, 60]), ("anthropic-claude", [10, 20, 50.4, 60])],
)  # fmt: skip
def test_each_model_tells_boxes_in_its_own_way(model, box):
    answer = [{"label": "dog", "box_2d": box}]
    assert read(answer, model=model, classes=["cat", "dog"]) == [DOG]
    assert read({"detections": answer}, model=model, classes=["cat", "dog"]) == [DOG]


def test_corners_are_parts_or_thousandths():
    entry = {"class_name": "dog", **CORNERS, "confidence": 1.7}
    assert read({"detections": [entry]}, classes=["cat", "dog"]) == [DOG]
    thousandths = {key: value * 1000 for key, value in CORNERS.items()}
    assert read([{"label": "dog", **thousandths}], model="muse") == [("dog", -1, *DOG[2:])]
    assert read({"detections": []}) == []


def test_a_large_picture_was_shrunk_before_it_was_sent():
    large = Image(np.zeros((1024, 4096, 3), np.uint8))
    answer = Text('[{"label": "dog", "box_2d": [1024, 0, 2048, 512]}]')
    for model, left in (("openai", 0.5), ("anthropic-claude", 1024 / 2576)):
        found = run_once(answer_to_regions, {"image": large, "answer": answer}, model=model)
        assert found.regions.items[0].box.left == pytest.approx(left, abs=1e-3)


def test_florence_tells_lists():
    answer = {"bboxes": [[10, 20, 50, 60]], "labels": ["dog"]}
    florence = {"model": "florence-2"}
    md5 = 0x06D80EB0C % 10_000
    assert read(answer, **florence) == [("dog", md5, 1.0, [10, 20, 50, 60])]
    assert read(answer, task="region-proposal", **florence)[0][:2] == ("roi", 0)
    quads = {"quad_boxes": [[10, 20, 50, 21, 49, 60, 11, 59]], "labels": ["STOP"]}
    assert read(quads, task="ocr-with-text-detection", **florence) == [
        ("STOP", 0, 1.0, [10, 20, 50, 60])
    ]


def test_what_cannot_be_read_is_said():
    for broken in ("no json", [{"label": "dog"}], [{"box_2d": ["a", 0, 0, 0]}], "3"):
        assert read(broken) is None, broken


FENCED = 'Here:\n```json\n{"a": 1}\n```\nand more'


@pytest.mark.parametrize(
    ("text", "found"),
    [(FENCED, {"a": 1}), ("```\n[1]\n```", [1]), ('{"a": 1}\n{"a": 2}', [{"a": 1}, {"a": 2}]),
     ('{"a": 1}, {"a": 2}]', [{"a": 1}, {"a": 2}]), ('The answer is {"a": 1} indeed', {"a": 1}),
     ("none", None), ("3", None), ("[" * 9999, None)],
)  # fmt: skip
def test_json_is_found_in_what_a_model_wrote(text, found):
    assert found_json(text) == found
