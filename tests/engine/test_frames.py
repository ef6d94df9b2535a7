"""What follows the frames of a video: portions of a few, packed pictures, state along it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pytest

from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Anchor, Box, Each, Image, Mask, Number, Region, Video
from runtime.engine import portions
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.media.encode import encode_image
from runtime.media.folder_files import FolderFiles
from runtime.media.packed import PackedImage, PackedMask
from runtime.media.picture_file import PictureFile
from runtime.media.stored import to_stored
from runtime.registry import operators
from tests.movies import grey_of, movie
from tests.sample_operators import NoModels, _module, graph_of

FRAMES = {"id": "frames", "operator": "video-frames", "params": {"sample_ms": 100},
          "inputs": {"video": ["IN.video"]}}  # fmt: skip
PORTIONS: list[int] = []


@dataclass(frozen=True)
class PictureIn:
    image: Image


@dataclass(frozen=True)
class PictureOut:
    image: Image


@dataclass(frozen=True)
class NumberOut:
    number: Number


@dataclass(frozen=True)
class PiecesOut:
    pieces: Each[Image]


def brighten(batch, params, context):
    PORTIONS.append(len(batch))
    outcomes = []
    for inputs in batch:
        outcomes.append(PictureOut(Image(np.clip(inputs.image.pixels, 0, 245) + np.uint8(10))))
        context.progress(len(outcomes), len(batch))
    return outcomes


def halve(batch, params, context):
    boxes = [Box(0, 0, 1, 0.5), Box(0, 0.5, 1, 1)]
    anchors = tuple(Anchor(Region(str(index), box)) for index, box in enumerate(boxes))
    return [
        PiecesOut(Each((Image(i.image.pixels[:, :32]), Image(i.image.pixels[:, 32:])), anchors))
        for i in batch
    ]


def count_along(batch, params, context):
    """How many elements of its stream came before, times 1000, plus the frame's number."""
    outcomes = []
    for index in range(len(batch)):
        place = context.place(index)
        seen = context.of_stream(place, list)
        outcomes.append(NumberOut(Number(len(seen) * 1000 + (place.anchor.frame or 0))))
        seen.append(place.anchor.time_ms)
    return outcomes


CATALOGUE_WITH_FRAMES = {
    **operators(),
    "brighten": _module("brighten", PictureIn, PictureOut, brighten),
    "halve": _module("halve", PictureIn, PiecesOut, halve),
    "count-along": _module("count-along", PictureIn, NumberOut, count_along, keeps_state=True),
}


@pytest.fixture
def run(tmp_path):
    """Runs nodes after the frames of the given videos."""
    files = FolderFiles(tmp_path)

    def run_nodes(*nodes, videos=(), **means):
        PORTIONS.clear()
        graph = parse_graph(
            {"schema": 1, "inputs": [{"name": "video", "type": "video"}],
             "nodes": [FRAMES, *nodes]}
        )  # fmt: skip
        clips = videos or [movie(20, 10)]
        inputs = [{"video": Video(files.keep(BytesIO(data), "video/mp4"))} for data in clips]
        plan = compile_graph(graph, CATALOGUE_WITH_FRAMES, NoModels())
        return run_plan(Job(plan, inputs), Means(NoModels(), Cancel(), files=files, **means))

    return run_nodes


def node(name: str, operator: str, source: str, port: str = "image") -> dict:
    return {"id": name, "operator": operator, "inputs": {port: [source]}}


def test_frames_reach_a_node_in_portions_and_its_pictures_are_packed(run, monkeypatch):
    monkeypatch.setattr(portions, "PORTION_BYTES", 64 * 48 * 3 * 6)
    result = run(node("bright", "brighten", "frames.frames"))
    assert PORTIONS == [6, 6, 6, 2]
    images = list(result.results["bright"].outputs["image"].items.values())
    assert all(isinstance(image, PackedImage) for image in images)
    greys = [float(image.pixels.mean()) for image in images]
    assert greys == pytest.approx([grey_of(index) + 10 for index in range(20)], abs=6)


def test_progress_counts_all_portions(run, monkeypatch):
    told = []

    class Hooks:
        def commit(self, transitions) -> None:
            told.extend(item for item in transitions if hasattr(item, "done"))

    monkeypatch.setattr(portions, "PORTION_BYTES", 64 * 48 * 3 * 6)
    monkeypatch.setattr("runtime.engine.run.PROGRESS_SECONDS", 0)
    run(node("bright", "brighten", "frames.frames"), hooks=Hooks())
    bright = [(item.done, item.total) for item in told if item.node == "bright"]
    assert bright == [(done, 20) for done in range(1, 20)]


def test_pictures_cut_out_of_frames_are_packed_too(run):
    result = run(node("halves", "halve", "frames.frames"))
    pieces = result.results["halves"].outputs["pieces"].items
    assert len(pieces) == 40
    assert all(isinstance(piece, PackedImage) for piece in pieces.values())
    assert result.results["halves"].anchors[0, 3, 1].region.id == "1"


def test_single_pictures_stay_as_they_are():
    graph = graph_of(("bright", "brighten", {"image": "IN.image"}), inputs=("image",))
    plan = compile_graph(parse_graph(graph), CATALOGUE_WITH_FRAMES, NoModels())
    picture = Image(np.zeros((4, 4, 3), np.uint8))
    result = run_plan(Job(plan, [{"image": picture}] * 3), Means(NoModels(), Cancel()))
    for image in result.results["bright"].outputs["image"].items.values():
        assert type(image) is Image


def test_state_is_kept_along_each_video_by_itself(run, monkeypatch):
    monkeypatch.setattr(portions, "PORTION_BYTES", 64 * 48 * 3 * 6)
    result = run(node("count", "count-along", "frames.frames"), videos=(movie(20), movie(8)))
    items = result.results["count"].outputs["number"].items
    expected = {(v, f): f * 1000 + f for v, count in ((0, 20), (1, 8)) for f in range(count)}
    assert {key: value.value for key, value in items.items()} == expected


def test_pieces_of_frames_are_in_the_stream_of_their_video(run):
    result = run(
        node("halves", "halve", "frames.frames"), node("count", "count-along", "halves.pieces")
    )
    items = result.results["count"].outputs["number"].items
    assert items[0, 0, 1].value == 1000
    assert items[0, 19, 1].value == 39 * 1000 + 19


def test_every_run_begins_anew(run):
    for _ in range(2):
        result = run(node("count", "count-along", "frames.frames"))
        assert result.results["count"].outputs["number"].items[0, 0].value == 0


def test_inputs_that_are_no_frames_are_streams_of_their_own():
    graph = graph_of(("count", "count-along", {"image": "IN.image"}), inputs=("image",))
    plan = compile_graph(parse_graph(graph), CATALOGUE_WITH_FRAMES, NoModels())
    picture = Image(np.zeros((4, 4, 3), np.uint8))
    result = run_plan(Job(plan, [{"image": picture}] * 3), Means(NoModels(), Cancel()))
    numbers = result.results["count"].outputs["number"].items
    assert [number.value for number in numbers.values()] == [0, 0, 0]


def test_a_packed_picture_is_decoded_once_while_it_is_used_and_encoded_never_again():
    pixels = np.random.default_rng(0).integers(0, 255, (300, 300, 3), np.uint8)
    packed = PictureFile().pack_image(Image(pixels))
    first = packed.pixels
    assert packed.pixels is first
    assert not first.flags.writeable
    data, media_type = encode_image(packed)
    assert (data, media_type) == (packed.packing.read(), "image/jpeg")
    assert PictureFile().pack(packed) is packed


def test_small_pictures_lose_nothing_by_packing():
    pixels = np.random.default_rng(0).integers(0, 255, (20, 30, 3), np.uint8)
    assert np.array_equal(PictureFile().pack_image(Image(pixels)).pixels, pixels)


def test_masks_are_packed_without_loss_and_stored_as_they_are():
    classes = np.random.default_rng(0).integers(0, 4, (200, 300), np.uint8)
    packed = PictureFile().pack(Mask(classes, ("sky", "road")))
    assert isinstance(packed, PackedMask)
    assert packed.names == ("sky", "road")
    assert np.array_equal(packed.classes, classes)
    assert packed.held_bytes < classes.nbytes
    kept = []
    stored = to_stored(packed, lambda data, kind: kept.append(data) or kind)
    assert (stored["width"], stored["height"], kept) == (300, 200, [packed.packing.read()])
