from __future__ import annotations

import json

import numpy as np
import pytest

from runtime.contracts.values import Boolean, Concepts, Image, String, Text
from runtime.operators.concepts import answer_to_concepts
from tests.contexts import run_along, run_once

PICTURE = Image(np.zeros((80, 100, 3), np.uint8))


def classified(answer, *classes):
    text = answer if isinstance(answer, str) else json.dumps(answer)
    inputs = {"image": PICTURE, "answer": Text(text)}
    outcome = run_once(answer_to_concepts, inputs, classes=list(classes))
    if outcome.concepts is None:
        return None
    assert isinstance(outcome.concepts, Concepts)
    told = [(one.name, one.number, one.value) for one in outcome.concepts.items]
    return told, outcome.concepts.several


def test_one_class_or_several_are_read():
    one = {"class_name": "cat", "confidence": 0.9}
    assert classified(one, "dog", "cat") == ([("cat", 1, 0.9), ("dog", 0, 0.0)], False)
    assert classified(one, "dog") == ([("cat", -1, 0.9), ("dog", 0, 0.0)], False)
    entries = [{"class": "a", "confidence": 0.2}, {"class": "a", "confidence": 1.4}, {"class": "b"}]
    several = ([("a", 0, 1.0), ("b", 1, 1.0)], True)
    assert classified({"predicted_classes": entries}, "a", "b") == several
    assert classified(entries, "a", "b") == several


def test_several_classes_are_told_in_their_order_and_the_others_beside():
    entries = [{"label": "a", "confidence": -1}, {"class": "b", "confidence": "0.5"},
               {"class_name": "c", "confidence": 7}]  # fmt: skip
    found = classified({"predicted_classes": entries}, "a", "b", "d")
    assert found == ([("a", 0, 0.0), ("b", 1, 0.5), ("c", -1, 1.0)], True)
    answer = Text(json.dumps({"predicted_classes": entries}))
    outcome = run_once(
        answer_to_concepts, {"image": PICTURE, "answer": answer}, classes=["a", "b", "d"]
    )
    assert [(one.name, one.number, one.value) for one in outcome.concepts.others] == [("d", 2, 0.0)]


def test_an_answer_is_found_within_other_words_and_belongs_to_its_picture():
    answer = String('Sure:\n```json\n{"class_name": "cat", "confidence": 0.9}\n```')
    found = run_once(answer_to_concepts, {"image": PICTURE, "answer": answer})
    assert (found.concepts.items[0].name, found.failed) == ("cat", Boolean(False))
    assert found.concepts.placement == PICTURE.placement


def test_a_picture_of_no_class_is_an_answer():
    assert classified({"predicted_classes": []}, "a") == ([], True)


@pytest.mark.parametrize(
    "broken",
    ["no", [], {"x": 1}, [{"x": 1}], {"class_name": "a", "confidence": "?"}, ["cat"],
     {"predicted_classes": "cat"}, {"predicted_classes": None}, {"predicted_classes": [7]},
     {"class_name": None, "confidence": 1}, {"class_name": "a", "confidence": None},
     '{"class_name": "a", "confidence": NaN}',
     '{"class_name": "a", "confidence": 1' + "0" * 400 + "}"],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_fails_alone(broken):
    text = broken if isinstance(broken, str) else json.dumps(broken)
    answers = [text, '{"class_name": "cat", "confidence": 1}']
    elements = [{"image": PICTURE, "answer": Text(answer)} for answer in answers]
    bad, good = run_along(answer_to_concepts, elements)
    assert (bad.concepts, bad.failed) == (None, Boolean(True))
    assert good.failed == Boolean(False)
