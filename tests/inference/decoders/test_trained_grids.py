"""Decoders on detectors that were really trained here, measured on scenes they never saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.graph import ModelRef
from runtime.contracts.values import Box, Image
from runtime.inference.detection import detect
from tests.heads import card
from tests.onnx_files import node, port, sessions_of, write
from tests.trained_grids import CELLS, SIDE, STRIDE, Scene, Thing, layers, learn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from runtime.contracts.model import Model

KINDS = ("red", "blue")
COLOURS = ((0.85, 0.15, 0.15), (0.15, 0.2, 0.85))
CANVAS = {"width": SIDE, "height": SIDE, "resize": "stretch", "input": "images"}


def backdrop(rng: np.random.Generator) -> np.ndarray:
    """A slanted grey with a grey box on it and noise all over."""
    ramp = np.linspace(0, rng.uniform(-0.25, 0.25), SIDE)
    grey = rng.uniform(0.35, 0.75) + ramp[:, None] + rng.permutation([1, 0])[0] * ramp[None]
    pixels = np.repeat(np.asarray(grey)[..., None], 3, axis=2)
    top, left = rng.integers(0, SIDE - 16, 2)
    pixels[top : top + rng.integers(6, 16), left : left + rng.integers(6, 16)] *= 0.6
    return pixels + rng.normal(0, 0.04, (SIDE, SIDE, 3))


def squares(seed: int) -> Scene:
    """One or two coloured boxes, apart from one another."""
    rng = np.random.default_rng(seed)
    pixels, things = backdrop(rng), []
    for half in rng.permutation(2)[: rng.integers(1, 3)]:
        wide, high = rng.integers(10, 23, 2)
        left = int(rng.integers(1, SIDE - wide))
        top = int(rng.integers(1, SIDE // 2 - high + 1)) + int(half) * (SIDE // 2 - 1)
        kind = int(rng.integers(2))
        colour = np.array(COLOURS[kind]) + rng.uniform(-0.12, 0.12, 3)
        pixels[top : top + high, left : left + wide] = colour + rng.normal(0, 0.03, (high, wide, 3))
        things.append(Thing((left, top, left + int(wide), top + int(high)), kind))
    return Scene(np.clip(pixels, 0, 1).astype(np.float32), tuple(things))


def pin(seed: int) -> Scene:
    """A white needle with a red head, pointing anywhere."""
    rng = np.random.default_rng(seed)
    pixels = backdrop(rng)
    rows, columns = np.mgrid[:SIDE, :SIDE] + 0.5
    length, angle = rng.uniform(13, 21), rng.uniform(0, 2 * np.pi)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    middle = rng.uniform(16, SIDE - 16, 2)
    head, tip = middle + reach, middle - reach
    along = np.clip(((columns - tip[0]) * reach[0] + (rows - tip[1]) * reach[1])
                    / (2 * reach @ reach), 0, 1)  # fmt: skip
    away = np.hypot(columns - tip[0] - along * 2 * reach[0], rows - tip[1] - along * 2 * reach[1])
    pixels[away < 2] = 0.97
    pixels[np.hypot(columns - head[0], rows - head[1]) < 5] = (0.85, 0.15, 0.15)
    low, high = np.minimum(head - 5, tip - 2), np.maximum(head + 5, tip + 2)
    thing = Thing((low[0], low[1], high[0], high[1]), 0, ((head[0], head[1]), (tip[0], tip[1])))
    return Scene(np.clip(pixels, 0, 1).astype(np.float32), (thing,))


def yolox(folder: Path) -> Model:
    """Trained to find boxes, its outputs as YOLOX has them."""
    nodes, held = layers(learn([squares(seed) for seed in range(900)], len(KINDS)))
    path = write(
        folder / "m.onnx", [port("images", [1, 3, SIDE, SIDE])],
        [port("output", [1, CELLS**2, 5 + len(KINDS)])],
        [*nodes, node("Concat", ["where", "sure"], ["columns"], axis=1),
         node("Transpose", ["columns"], ["output"], perm=[0, 2, 1])], held,
    )  # fmt: skip
    made = card(decoder="yolox", labels=KINDS, preprocess=CANVAS, postprocess={"strides": [STRIDE]})
    return sessions_of(made, path).get(ModelRef(id="made"))


def pose(folder: Path) -> Model:
    """Trained to find pins with their head and tip, its outputs as YOLOv8 has them."""
    nodes, held = layers(learn([pin(seed) for seed in range(2000)], 1))
    rows, columns = (cells.ravel() for cells in np.mgrid[:CELLS, :CELLS])
    corner = np.stack([columns, rows])[None].astype(np.float32)
    held |= {
        "corner": corner, "corners": np.tile(corner, (1, 2, 1)),
        "stride": np.array(STRIDE, np.float32), "parts": np.array([2, 2, 4], np.int64),
        "one": np.array([1, 1], np.int64),
    }  # fmt: skip
    path = write(
        folder / "m.onnx", [port("images", [1, 3, SIDE, SIDE])], [port("output0", [1, 9, 64])],
        [*nodes, node("Split", ["where", "parts"], ["offset", "logs", "reach"], axis=1),
         node("Split", ["sure", "one"], ["there", "kind"], axis=1),
         node("Add", ["offset", "corner"], ["middle"]), node("Exp", ["logs"], ["size"]),
         node("Add", ["reach", "corners"], ["points"]),
         node("Concat", ["middle", "size"], ["box"], axis=1),
         node("Mul", ["box", "stride"], ["box_pixels"]),
         node("Mul", ["points", "stride"], ["point_pixels"]),
         node("Concat", ["box_pixels", "kind", "point_pixels"], ["output0"], axis=1)], held,
    )  # fmt: skip
    made = card("keypoints", decoder="yolo_pose", labels=["pin"], preprocess=CANVAS,
                postprocess={"keypoints": [2, 2], "names": ["head", "tip"]})  # fmt: skip
    return sessions_of(made, path).get(ModelRef(id="made"))


def overlap(found: Box, thing: Thing) -> float:
    left, top, right, bottom = (side / SIDE for side in thing.box)
    wide = max(0.0, min(found.right, right) - max(found.left, left))
    high = max(0.0, min(found.bottom, bottom) - max(found.top, top))
    area = (found.right - found.left) * (found.bottom - found.top)
    return wide * high / (area + (right - left) * (bottom - top) - wide * high)


def found_in(model: Model, draw: Callable[[int], Scene]):
    """Fifty unseen scenes, sent at twice the size, each with the regions found in it."""
    for seed in range(900_000, 900_050):
        scene = draw(seed)
        large = np.repeat(np.repeat(scene.pixels, 2, 0), 2, 1)
        picture = Image(np.rint(large * 255).astype(np.uint8))
        yield scene, detect(model, picture, min_value=0.4, max_regions=10).items


def test_a_trained_yolox_finds_the_boxes_of_scenes_it_never_saw(tmp_path: Path):
    wanted = right = false = 0
    for scene, regions in found_in(yolox(tmp_path), squares):
        hits = {
            (thing.box, thing.kind)
            for thing in scene.things
            for region in regions
            if region.concepts[0].name == KINDS[thing.kind] and overlap(region.box, thing) > 0.5
        }
        wanted, right = wanted + len(scene.things), right + len(hits)
        false += len(regions) - len(hits)
    assert wanted > 60
    assert right / wanted > 0.9
    assert false / wanted < 0.1


def test_a_trained_yolo_pose_finds_head_and_tip(tmp_path: Path):
    right, far = 0, []
    for scene, regions in found_in(pose(tmp_path), pin):
        (thing,) = scene.things
        for region in regions[:1]:
            right += overlap(region.box, thing) > 0.5
            for point, (x, y) in zip(region.keypoints, thing.points, strict=True):
                far.append(np.hypot(point.x * SIDE - x, point.y * SIDE - y))
            assert [point.name for point in region.keypoints] == ["head", "tip"]
    assert right > 40
    assert np.median(far) < 2.5
