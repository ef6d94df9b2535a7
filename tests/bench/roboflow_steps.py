"""Roboflow definitions in this engine: microseconds a step, and a new definition from JSON to plan.

The peer is Roboflow's own engine, measured once on two busy cores (docs/performance.md says how):
it is not installed here, so its figures stand as they were.
"""

from __future__ import annotations

import base64
import hashlib
import json
from contextlib import contextmanager
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image as Pillow

from builder.formats.roboflow.read import Means as Reading
from builder.formats.roboflow.read import read_definition
from runtime import registry
from runtime.contracts.values import Box, Concept, Image, Region, Regions
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.media.encode import as_jpeg
from runtime.media.images import read_image
from runtime.worker.store_pictures import store_pictures
from tests.bench.report import Row
from tests.sample_operators import NoModels
from tests.servers import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runtime.engine.plan import Plan

SAMPLES = ROOT / "builder" / "samples"
ROUNDS, COMPILES = 40, 20
WIDTH, HEIGHT, BOXES = 640, 480, 20
THEIRS = {
    ("crop", 1): 480, ("crop", 5): 230, ("crop", 20): 190, ("fan-out of crops", 20): 150,
    ("offset", 1): 870, ("offset", 5): 550, ("offset", 20): 450,
}  # fmt: skip
THEIR_COMPILE_MS = 18
THEIR_SERIALISE_MS = 65
BATCH = 32


class _InMemory:
    """Where files are kept, but for the disk."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    @contextmanager
    def putting_blobs(self, _app: int) -> Iterator[Any]:
        def put(data: bytes, _media_type: str) -> str:
            digest = hashlib.sha256(data).hexdigest()
            self.files[digest] = data
            return digest

        yield put


class _Quiet:
    def commit(self, transitions: Any) -> None:
        pass

    def show(self, text: Any) -> None:
        pass


def crop(number: int, source: str, trim: int) -> dict[str, Any]:
    return {
        "type": "roboflow_core/absolute_static_crop@v1", "name": f"crop_{number}",
        "images": source, "x_center": WIDTH // 2, "y_center": HEIGHT // 2,
        "width": WIDTH - trim, "height": HEIGHT - trim,
    }  # fmt: skip


def crops(count: int, *, chained: bool) -> dict[str, Any]:
    """Each crop cuts a pixel or two off the one before, or all of them cut the same picture."""
    steps, source = [], "$inputs.image"
    for number in range(count):
        steps.append(crop(number, source, 2 * number))
        if chained:
            source = f"$steps.crop_{number}.crops"
            steps[-1] |= {"x_center": 300, "y_center": 220, "width": 590, "height": 430}
    return _definition("WorkflowImage", [], steps, f"$steps.crop_{count - 1}.crops")


def offsets(count: int) -> dict[str, Any]:
    steps, source = [], "$inputs.image"
    for number in range(count):
        steps.append({
            "type": "roboflow_core/detection_offset@v1", "name": f"offset_{number}",
            "predictions": source, "offset_width": 4, "offset_height": 2,
        })  # fmt: skip
        source = f"$steps.offset_{number}.predictions"
    kind = [{"name": "object_detection_prediction"}]
    return _definition("WorkflowBatchInput", kind, steps, source)


def _definition(
    kind: str, kinds: list[Any], steps: list[dict[str, Any]], selector: str
) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": kind, "name": "image"}
    if kinds:
        entry["kind"] = [one["name"] for one in kinds]
    outputs = [{"type": "JsonField", "name": "result", "selector": selector}]
    if steps and steps[0].get("predictions"):
        steps[0]["predictions"] = "$inputs.image"
    return {"version": "1.0", "inputs": [entry], "steps": steps, "outputs": outputs}


def plan_of(definition: dict[str, Any]) -> Plan:
    catalogue = registry.operators()
    read = read_definition(definition, Reading(catalogue, lambda _: None))
    return compile_graph(read.graph, catalogue, NoModels())


def step_us(plan: Plan, value: Any, steps: int) -> float:
    took = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        run_plan(Job(plan, [{"image": value}]), Means(NoModels(), Cancel(), _Quiet()))
        took.append((perf_counter() - begun) / steps * 1e6)
    return median(took)


def measure() -> list[Row]:
    image = read_image((SAMPLES / "street-two-cars.jpg").read_bytes(), "The sample")
    image = Image(np.asarray(Pillow.fromarray(image.pixels).resize((WIDTH, HEIGHT))))
    boxes = Regions(
        tuple(
            Region(f"r{n}", Box(0.1, n / 40, 0.3, n / 40 + 0.1), (Concept("car", "car", 0.9, 0),))
            for n in range(BOXES)
        ),
        image.placement,
    )
    cases: list[tuple[str, int, dict[str, Any], Any]] = [
        *(("crop", n, crops(n, chained=True), image) for n in (1, 5, 20)),
        ("fan-out of crops", 20, crops(20, chained=False), image),
        *(("offset", n, offsets(n), boxes) for n in (1, 5, 20)),
    ]
    rows = []
    for name, steps, definition, value in cases:
        ours, theirs = step_us(plan_of(definition), value, steps), THEIRS[name, steps]
        rows.append(
            Row(
                f"Roboflow definition, {name} x {steps}, a step",
                f"{ours:.0f} us", f"theirs, measured before, {theirs} us", ours / theirs, 1, "x",
            )
        )  # fmt: skip
    return [*rows, compile_row(), serialise_row(image)]


def compile_row() -> Row:
    """A definition that nobody has seen before, each time another one."""
    plan_of(crops(20, chained=True))
    took = []
    for number in range(COMPILES):
        definition = crops(20, chained=True)
        definition["steps"][0]["x_center"] = 300 + number
        begun = perf_counter()
        plan_of(definition)
        took.append((perf_counter() - begun) * 1000)
    ours = median(took)
    return Row(
        "a new Roboflow definition of 20 steps, from JSON to plan",
        f"{ours:.1f} ms", f"theirs, measured before, {THEIR_COMPILE_MS} to 40 ms",
        ours / THEIR_COMPILE_MS, 1, "x",
    )  # fmt: skip


def serialise_row(image: Image) -> Row:
    """What a chain of five crops gives for 32 pictures: kept, and told as base64 in JSON."""
    pictures = [Image(np.roll(image.pixels, shift, axis=1)) for shift in range(BATCH)]
    plan = plan_of(crops(5, chained=True))
    run = run_plan(
        Job(plan, [{"image": picture} for picture in pictures]),
        Means(NoModels(), Cancel(), _Quiet()),
    )
    store: Any = _InMemory()
    took = []
    for _ in range(5):
        begun = perf_counter()
        stored = store_pictures(store, 0, [run.results["crop_4"]], ())
        kept = [store.files[form["blob"]] for _, form in stored.values()]
        told = json.dumps([base64.b64encode(as_jpeg(data)).decode() for data in kept])
        took.append((perf_counter() - begun) * 1000)
    assert len(kept) == BATCH, told
    ours = median(took)
    return Row(
        "the last of five crops for 32 pictures, kept and told as base64",
        f"{ours:.0f} ms", f"theirs, measured before, {THEIR_SERIALISE_MS} ms",
        ours / THEIR_SERIALISE_MS, 1, "x",
    )  # fmt: skip
