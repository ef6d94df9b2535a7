"""Definitions of classical and drawing blocks are read and run: the answers of their engine."""

from __future__ import annotations

import numpy as np
import pytest

from builder.formats.roboflow.read import Means, read_definition
from runtime import registry
from runtime.contracts.values import Image
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, run_plan
from runtime.engine.run import Means as RunMeans
from tests.drawings import BOXES
from tests.pictures import yard
from tests.run_graph import Silent
from tests.sample_operators import NoModels

IMAGE = "$inputs.image"


def step(kind, name="s", **fields):
    return {"type": f"roboflow_core/{kind}", "name": name, **fields}


def answer(steps, selector):
    """What the selected property is for the yard, as a plain value."""
    document = {
        "version": "1.0",
        "inputs": [
            {"type": "WorkflowImage", "name": "image"},
            {"type": "WorkflowBatchInput", "name": "d", "kind": ["object_detection_prediction"]},
        ],
        "steps": steps,
        "outputs": [{"type": "JsonField", "name": "o", "selector": selector}],
    }
    graph = read_definition(document, Means(registry.operators(), lambda _: None)).graph
    plan = compile_graph(graph, registry.operators(), NoModels(), added=4)
    job = Job(plan, [{"image": yard(), "d": BOXES}])
    result = run_plan(job, RunMeans(NoModels(), Cancel(), Silent(), None, None))
    if result.failures:
        raise next(iter(result.failures.values()))
    name, port = graph.outputs[0].source.rsplit(".", 1)

    def plain(value):
        return value.pixels if isinstance(value, Image) else value.value

    return as_tree(result.results[name], port, 0, result.state.anchors, plain)


TURNED = step("image_preprocessing@v1", "t", image=IMAGE, task_type="rotate", rotation_degrees=12)
SIFT = [step("sift@v1", "a", image=IMAGE), step("sift@v1", "b", image="$steps.t.image")]
GRAY = step("convert_grayscale@v1", "g", images=IMAGE)
WHITE = step("threshold@v1", "w", image="$steps.g.image", thresh_value=150)


@pytest.mark.parametrize(
    ("steps", "selector", "expected"),
    [
        (
            [
                TURNED, *SIFT,
                step("sift_comparison@v1", descriptor_1="$steps.a.descriptors",
                     descriptor_2="$steps.b.descriptors", good_matches_threshold=5),
            ],
            "$steps.s.good_matches_count", 8,
        ),
        (
            [
                step("dominant_color@v1", "c", image=IMAGE, color_clusters=2),
                step("pixel_color_count@v1", image=IMAGE, target_color="$steps.c.rgb_color"),
            ],
            "$steps.s.matching_pixels_count", None,
        ),
        (
            [GRAY, WHITE, step("contours_detection@v1", image="$steps.w.image")],
            "$steps.s.number_contours", 5,
        ),
        (
            [step("auto_rotate_on_edges@v1", image=IMAGE, target_orientation="either")],
            "$steps.s.angle", pytest.approx(0.4920941974376376),
        ),
    ],
)  # fmt: skip
def test_values_follow_each_other(steps, selector, expected):
    found = answer(steps, selector)
    if expected is None:
        pixels = yard().pixels.astype(int)
        near = (np.abs(pixels - (106, 98, 129)) <= 10).all(axis=2)
        expected = int(near.sum())
    assert found == expected


def test_drawings_are_laid_over_each_other():
    steps = [
        step("bounding_box_visualization@v1", "boxes", image=IMAGE, predictions="$inputs.d"),
        {"type": "LabelVisualization", "name": "s", "image": "$steps.boxes.image",
         "predictions": "$inputs.d", "text": "Index", "text_scale": 0.5, "copy_image": False},
    ]  # fmt: skip
    pixels = answer(steps, "$steps.s.image")
    assert pixels[40, 115].tolist() == [255, 64, 64]  # the disc's box
    assert pixels[18, 17].tolist() == [163, 81, 251]  # the plate of the wall's label
    assert (pixels[:21, 15:60] > 215).all(axis=2).any()  # its letter
