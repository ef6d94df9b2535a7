"""Runs that go on with a named session: what nodes keep lives on, frames and times run on."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
import pytest

from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Each, Image, List, Video
from runtime.engine import portions
from runtime.engine.cache import ResultCache
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.engine.session import Session
from runtime.media.folder_files import FolderFiles
from runtime.registry import operators
from tests.movies import movie
from tests.sample_operators import NoModels, _module, graph_of

LIMIT = 100_000


@dataclass(frozen=True)
class PictureIn:
    image: Image


@dataclass(frozen=True)
class SeenOut:
    seen: List


@dataclass(frozen=True)
class PiecesOut:
    pieces: Each[Image]


@dataclass
class Diary:
    """Every frame and time that came."""

    entries: list = field(default_factory=list)

    def as_json(self):
        return self.entries

    def from_json(self, stored):
        self.entries = list(stored)


def write_down(batch, params, context):
    outcomes = []
    for index in range(len(batch)):
        place = context.place(index)
        diary = context.of_stream(place, Diary)
        diary.entries.append([place.anchor.frame, place.anchor.time_ms])
        outcomes.append(SeenOut(List(tuple(map(tuple, diary.entries)))))
    return outcomes


def twice(batch, params, context):
    return [PiecesOut(Each((item.image, item.image))) for item in batch]


WITH_DIARY = {
    **operators(),
    "diary": _module("diary", PictureIn, SeenOut, write_down, keeps_state=True),
    "twice": _module("twice", PictureIn, PiecesOut, twice),
}


@pytest.fixture
def files(tmp_path):
    return FolderFiles(tmp_path)


def call(document, inputs, left, files=None, lengths=(), cache=None):
    """One run of a session; answers its result and what it left, through JSON."""
    plan = compile_graph(parse_graph(document), WITH_DIARY, NoModels())
    session = Session(left, lengths or [0] * len(inputs), LIMIT)
    keys = ["one"] * len(inputs) if cache is not None else ()
    job = Job(plan, inputs, input_keys=keys, session=session)
    result = run_plan(job, Means(NoModels(), Cancel(), files=files, cache=cache))
    told = {node: done.left for node, done in result.results.items() if done.left is not None}
    return result, json.loads(json.dumps({**left, **told}, sort_keys=True))


def film_call(files, left, *clips, every=100):
    document = graph_of(
        ("frames", "video-frames", {"video": "IN.video"}, {"sample_ms": every}),
        ("diary", "diary", {"image": "frames.frames"}),
        inputs=("video",),
    )
    inputs = [{"video": Video(files.keep(BytesIO(clip), "video/mp4"))} for clip, _ in clips]
    return call(document, inputs, left, files, [length for _, length in clips])


def last_seen(result):
    """All that the node had seen at its last element."""
    return list(list(result.results["diary"].outputs["seen"].items.values())[-1].value)


def picture():
    return Image(np.zeros((4, 4, 3), np.uint8))


STILLS = graph_of(("diary", "diary", {"image": "IN.image"}), inputs=("image",))


def test_pictures_of_several_calls_are_one_stream():
    _, left = call(STILLS, [{"image": picture()}] * 3, {})
    result, left = call(STILLS, [{"image": picture()}] * 2, left)
    assert last_seen(result) == [(at, at * 1000) for at in range(5)]
    assert (left["diary"]["frame"], left["diary"]["time_ms"]) == (5, 5000)
    assert list(left["diary"]["streams"]) == [""]


def test_a_film_in_two_calls_is_numbered_and_timed_like_a_whole_one(files, monkeypatch):
    monkeypatch.setattr(portions, "PORTION_BYTES", 64 * 48 * 3 * 4)
    whole, at_once = film_call(files, {}, (movie(20, 10), 2000))
    _, left = film_call(files, {}, (movie(8, 10), 800))
    result, left = film_call(files, left, (movie(5, 10), 500), (movie(7, 10), 700))
    assert last_seen(result) == last_seen(whole) == [(at, at * 100) for at in range(20)]
    assert left == at_once


def test_how_long_a_film_plays_is_guessed_by_its_frames_when_it_does_not_say(files):
    _, left = film_call(files, {}, (movie(10, 10), 0), every=200)
    assert (left["diary"]["frame"], left["diary"]["time_ms"]) == (5, 1000)


def test_pieces_of_a_picture_share_its_frame():
    document = graph_of(
        ("cut", "twice", {"image": "IN.image"}),
        ("diary", "diary", {"image": "cut.pieces"}),
        inputs=("image",),
    )
    _, left = call(document, [{"image": picture()}], {})
    result, _ = call(document, [{"image": picture()}], left)
    assert last_seen(result) == [(0, 0), (0, 0), (1, 1000), (1, 1000)]


def test_nodes_of_a_session_keep_each_their_own():
    document = graph_of(
        ("diary", "diary", {"image": "IN.image"}), ("other", "diary", {"image": "IN.image"}),
        inputs=("image",),
    )  # fmt: skip
    _, left = call(document, [{"image": picture()}], {})
    assert set(left) == {"diary", "other"}
    result, _ = call(document, [{"image": picture()}], {"diary": left["diary"]})
    lengths = {
        name: len(next(iter(done.outputs["seen"].items.values())).value)
        for name, done in result.results.items()
    }
    assert lengths == {"diary": 2, "other": 1}


def test_what_depends_on_the_calls_before_is_not_answered_from_the_cache():
    cache = ResultCache()
    document = graph_of(
        ("still", "image-grayscale", {"image": "IN.image"}),
        ("diary", "diary", {"image": "still.image"}),
        inputs=("image",),
    )
    _, left = call(document, [{"image": picture()}], {}, cache=cache)
    result, _ = call(document, [{"image": picture()}], left, cache=cache)
    assert result.results["still"].cached
    assert not result.results["diary"].cached
    assert len(last_seen(result)) == 2


def test_a_call_that_brings_nothing_to_a_node_leaves_what_it_had():
    _, left = call(STILLS, [{"image": picture()}], {})
    result, after = call(STILLS, [{}], left)
    assert after["diary"]["streams"] == left["diary"]["streams"]
    assert not result.failures


def test_a_node_that_remembers_too_much_fails():
    _, left = call(STILLS, [{"image": picture()}], {})
    left["diary"]["streams"][""] = [[0, 0]] * (LIMIT // 6)
    result, _ = call(STILLS, [{"image": picture()}], left)
    assert "remembers" in result.failures["diary"].message
    assert f"at most {LIMIT}" in result.failures["diary"].message


def test_outside_of_a_session_nothing_is_left():
    plan = compile_graph(parse_graph(STILLS), WITH_DIARY, NoModels())
    result = run_plan(Job(plan, [{"image": picture()}] * 2), Means(NoModels(), Cancel()))
    assert result.results["diary"].left is None
    assert last_seen(result) == [(None, None)]
