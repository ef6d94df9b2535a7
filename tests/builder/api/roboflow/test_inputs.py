"""What a call may bring, how batches are made of it, and what is said of the rest."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from builder.actions.in_hand import InHand
from runtime import api
from runtime.contracts.errors import TooLargeError
from tests.builder.api.roboflow.calls import base64_of, definition, output, picture, refused

ECHO = definition([output("image", "$inputs.image")])
DETECTIONS = {
    "type": "WorkflowBatchInput",
    "name": "found",
    "kind": ["object_detection_prediction"],
}
IMAGE = {"type": "WorkflowImage", "name": "image"}
BOTH = definition(
    [output("image", "$inputs.image"), output("found", "$inputs.found")],
    inputs=[IMAGE, DETECTIONS],
)
LEAST = {"type": "WorkflowParameter", "name": "least", "default_value": 3}
ONE_BOX = {
    "image": {"width": 40, "height": 30},
    "predictions": [
        {"x": 10, "y": 10, "width": 4, "height": 4, "confidence": 0.5, "class": "a", "class_id": 0,
         "detection_id": "d1"}
    ],
}  # fmt: skip


def size_of(told):
    assert told["type"] == "base64"
    return Image.open(io.BytesIO(base64.b64decode(told["value"]))).size


@pytest.mark.parametrize("form", ["dict", "no type", "bare", "data url", "spaced"])
def test_a_picture_comes_in_any_of_its_forms(door, form):
    text = base64.b64encode(picture()).decode()
    value = {
        "dict": {"type": "base64", "value": text},
        "no type": {"value": text},
        "bare": text,
        "data url": f"data:image/png;base64,{text}",
        "spaced": f"{text[:30]}\n{text[30:]}",
    }[form]
    [found] = door.outputs(ECHO, {"image": value})
    assert size_of(found["image"]) == (40, 30)


def test_the_first_input_with_several_says_how_large_the_batch_is(door):
    pictures = [base64_of(picture(size=(20 + place, 10))) for place in range(3)]
    found = door.outputs(BOTH, {"image": pictures, "found": ONE_BOX})
    assert [size_of(one["image"]) for one in found] == [(20, 10), (21, 10), (22, 10)]
    assert [len(one["found"]["predictions"]) for one in found] == [1, 1, 1]
    found = door.outputs(BOTH, {"image": pictures[0], "found": [ONE_BOX] * 2})
    assert len(found) == 2
    found = door.outputs(BOTH, {"image": pictures[:1], "found": [ONE_BOX]})
    assert len(found) == 1


def test_batches_of_unlike_sizes_are_refused(door):
    one = base64_of(picture())
    body = refused(door.run(BOTH, {"image": [one] * 3, "found": [ONE_BOX] * 2}))
    assert body["error_type"] == "RuntimeInputError"
    assert "image brings 3 and found brings 2" in body["message"]


def test_detections_come_back_as_they_went_in(door):
    [found] = door.outputs(BOTH, {"image": base64_of(picture()), "found": ONE_BOX})
    [one] = found["found"]["predictions"]
    sent = ONE_BOX["predictions"][0]
    assert {name: one[name] for name in sent} == sent
    assert found["found"]["image"] == {"width": 40, "height": 30}


def test_nested_batches_keep_their_shape(door):
    levels = {"type": "WorkflowBatchInput", "name": "numbers", "dimensionality": 2}
    document = definition([output("numbers", "$inputs.numbers")], inputs=[levels])
    found = door.outputs(document, {"numbers": [[1, 2], [3], []]})
    assert found == [{"numbers": [1, 2]}, {"numbers": [3]}, {"numbers": []}]
    body = refused(door.run(document, {"numbers": [1, 2]}))
    assert "dimensionality 2" in body["message"]


def test_a_parameter_has_its_default_and_what_is_the_same_for_all_is_told_once(door):
    document = definition([output("least", "$inputs.least")], inputs=[IMAGE, LEAST])
    pictures = [base64_of(picture())] * 2
    assert door.outputs(document, {"image": pictures}) == [{"least": 3}]
    assert door.outputs(document, {"image": pictures, "least": 4}) == [{"least": 4}]


def test_inputs_and_keys_that_mean_nothing_are_ignored(door):
    found = door.outputs(
        ECHO, {"image": base64_of(picture()), "other": 3}, use_cache=False, is_preview=True,
        workflow_id="x", debug=True, source="test",
    )  # fmt: skip
    assert len(found) == 1


@pytest.mark.parametrize(
    ("value", "status", "said"),
    [
        ({"type": "numpy_object", "value": "gASV"}, 400, "pickled"),
        ({"type": "file", "value": "/etc/passwd"}, 400, "path"),
        ({"type": "multipart", "value": "x"}, 400, "form"),
        ({"type": "base64"}, 400, "no file"),
        ({"type": "base64", "value": "?!"}, 400, "neither base64 nor a URL"),
        ("/etc/passwd", 400, "image"),
        (7, 400, "no file"),
        ([[{"type": "base64", "value": "eA=="}]], 400, "no file"),
        ({"type": "base64", "value": "eA=="}, 400, "not a picture"),
        ({"type": "url", "value": "http://127.0.0.1:1/x.png"}, 400, "could not be fetched"),
        ([], 400, "empty list"),
        ([{"type": "base64", "value": "eA=="}] * 33, 400, "at most 32"),
    ],
)
def test_what_is_no_picture_is_refused_by_the_name_of_its_input(door, value, status, said):
    body = refused(door.run(ECHO, {"image": value}), status)
    assert "image" in body["message"]
    assert said in body["message"]
    assert body["error_type"] == "RuntimeInputError"


def test_the_place_in_a_batch_is_named(door):
    good = base64_of(picture())
    body = refused(door.run(ECHO, {"image": [good, good, "eA=="]}))
    assert "image[2]" in body["message"]


def test_a_missing_input_is_named(door):
    body = refused(door.run(BOTH, {"image": base64_of(picture())}))
    assert "found" in body["message"]
    assert "missing" in body["message"]
    assert "inputs" in refused(door.run(ECHO, [1]))["message"]


def test_json_names_no_stored_file(door):
    anything = {"type": "WorkflowParameter", "name": "any"}
    document = definition([output("any", "$inputs.any")], inputs=[anything])
    stored = {"$value": {"kind": "image", "blob": "0" * 64, "width": 1, "height": 1}}
    body = refused(door.run(document, {"any": {"a": [stored]}}))
    assert "reserved" in body["message"]


TEXT = {"type": "WorkflowParameter", "name": "text", "kind": ["string"]}
NUMBERS = {"type": "WorkflowBatchInput", "name": "numbers", "kind": ["integer"]}
PICTURES = {"type": "WorkflowBatchInput", "name": "pictures", "kind": ["image"]}


def test_an_answer_tells_a_value_only_so_often(door):
    asked = [output(f"o{place}", "$inputs.text") for place in range(100)]
    told = refused(door.run(definition(asked, inputs=[TEXT]), {"text": "x" * 900_000}), 413)
    assert "more than 64 MB" in told["message"]
    assert "excluded_fields" in told["message"]


def test_values_for_all_pictures_are_counted_with_each(door):
    document = definition([output("image", "$inputs.image")], inputs=[IMAGE, TEXT])
    brought = {"image": [base64_of(picture())] * 32, "text": "x" * 2_000_000}
    told = refused(door.run(document, brought), 413)
    assert "more than 32 MB beside its files, counted for each of 32" in told["message"]


def test_lists_within_an_input_have_an_end(door):
    document = definition(
        [output("numbers", "$inputs.numbers")], inputs=[{**NUMBERS, "dimensionality": 2}]
    )
    told = refused(door.run(document, {"numbers": [list(range(6000))] * 2}))
    assert "brings 12000 elements in its lists" in told["message"]


def test_a_call_brings_so_many_files(door):
    document = definition(
        [output("pictures", "$inputs.pictures")], inputs=[{**PICTURES, "dimensionality": 2}]
    )
    urls = [f"http://127.0.0.1:9/{place}.png" for place in range(300)]
    told = refused(door.run(document, {"pictures": [urls]}))
    assert "more than 256 different files" in told["message"]


def test_pictures_are_small_files_of_many_pixels_only_so_often():
    hand, one = InHand(), api.Upload("image", "image/png", b"small", 16000, 5300)
    for _ in range(6):
        hand.taken(one)
    with pytest.raises(TooLargeError, match="more than 510 million pixels together"):
        hand.taken(one)


@pytest.mark.parametrize("sent", [{}, {"wide": None}])
def test_a_parameter_that_a_step_needs_is_asked_for(door, sent):
    """What a field has a default for may be left out; what it needs is never guessed."""
    crop = {"type": "AbsoluteStaticCrop", "name": "cut", "images": "$inputs.image", "x_center": 9,
            "y_center": 9, "width": "$inputs.wide", "height": 4}  # fmt: skip
    wide = {"type": "WorkflowParameter", "name": "wide"}
    image = {"type": "WorkflowImage", "name": "image"}
    document = definition([output("cut", "$steps.cut.crops")], [crop], [image, wide])
    body = refused(door.run(document, {"image": base64_of(picture()), **sent}))
    assert "wide does not fit width of the step cut" in body["message"]
    assert "does not bring it" in body["message"]
    assert door.outputs(document, {"image": base64_of(picture()), "wide": 8})
