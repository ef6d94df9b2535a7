"""A video for a workflow of pictures: which graph then runs, and what is refused."""

from __future__ import annotations

import pytest

from builder.actions.accept_inputs import RawInput, kinds_brought
from builder.actions.for_video import for_video
from runtime import api
from runtime.contracts.errors import RunNotAcceptedError
from runtime.contracts.graph import parse_graph
from runtime.contracts.limits import MAX_NODES
from tests.clients import sample
from tests.movies import movie, song
from tests.sample_operators import NoModels, graph_of

FIND = ("find", "contours", {"image": "IN.image"})
FOLLOW = ("follow", "byte-tracker", {"regions": "find.regions"})


def graph(*nodes, inputs=("image",), **more):
    return parse_graph(graph_of(*nodes, inputs=inputs, **more))


def feed(spec, *brought, sample_ms=None):
    return for_video(spec, brought or [{"video"}], sample_ms, NoModels())


def test_a_sampler_stands_in_front_of_what_took_the_picture():
    drawn = graph(
        FIND, FOLLOW, ("cut", "image-crop", {"image": "IN.image", "regions": "follow.regions"})
    )
    fed = feed(drawn, sample_ms=250)
    assert fed.added == ("frames",)
    assert fed.graph.as_json()["inputs"] == [{"name": "video", "type": "video"}]
    sampler, *others = fed.graph.nodes
    assert (sampler.operator, sampler.params["sample_ms"]) == ("video-frames", 250)
    assert sampler.inputs == {"video": ["IN.video"]}
    assert [node.id for node in others] == ["find", "follow", "cut"]
    assert others[0].inputs == {"image": ["frames.frames"]}
    assert others[2].inputs == {"image": ["frames.frames"], "regions": ["follow.regions"]}
    assert api.check_graph(fed.graph, NoModels()) == []


def test_a_frame_a_second_unless_the_call_says_how_often():
    assert feed(graph(FIND)).graph.nodes[0].params["sample_ms"] == 1000


def test_names_that_are_taken_stay_the_authors():
    drawn = graph(
        ("frames", "contours", {"image": "IN.image"}),
        ("frames-2", "image-size", {"image": "IN.image"}),
        inputs=("image", {"name": "video", "type": "number", "default": 1}),
    )  # fmt: skip
    fed = feed(drawn)
    assert fed.added == ("frames-3",)
    assert [(item.name, item.type) for item in fed.graph.inputs] == [
        ("video_2", "video"), ("video", "number"),
    ]  # fmt: skip


def test_twenty_nodes_of_the_authors_own_are_not_too_many():
    nodes = [(f"n{index}", "image-size", {"image": "IN.image"}) for index in range(MAX_NODES)]
    fed = feed(graph(*nodes))
    assert len(fed.graph.nodes) == MAX_NODES + 1


def test_pictures_run_the_graph_as_it_was_drawn():
    drawn = graph(FIND)
    fed = feed(drawn, {"image"}, {"image"}, sample_ms=500)
    assert (fed.graph, fed.added) == (drawn, ())


def test_a_graph_that_takes_videos_keeps_its_nodes_and_takes_the_calls_step():
    drawn = graph(
        ("take", "video-frames", {"video": "IN.video"}, {"sample_ms": 300, "start_ms": 100}),
        ("find", "contours", {"image": "take.frames"}),
        inputs=("video",),
    )
    assert feed(drawn).graph == drawn
    fed = feed(drawn, sample_ms=200)
    assert fed.added == ()
    assert fed.graph.nodes[0].params == {"sample_ms": 200, "start_ms": 100}
    assert fed.graph.nodes[1] == drawn.nodes[1]


def test_a_text_beside_the_video_goes_with_every_frame():
    drawn = graph(
        ("write", "draw-text", {"image": "IN.image", "text": "IN.text"}), inputs=("image", "text")
    )
    assert feed(drawn, {"video", "text"}).added == ("frames",)


@pytest.mark.parametrize("brought", [({"video"}, {"image"}), ({"video", "image"},)])
def test_pictures_and_videos_come_apart(brought):
    with pytest.raises(RunNotAcceptedError, match="Send the videos in a call of their own"):
        feed(graph(FIND), *brought)


def test_what_pairs_the_picture_with_another_fan_out_cannot_take_frames():
    drawn = graph(
        ("split", "text-splitter", {"text": "IN.text"}),
        ("write", "draw-text", {"image": "IN.image", "text": "split.texts"}),
        inputs=("image", "text"),
    )
    assert api.check_graph(drawn, NoModels()) == []
    with pytest.raises(RunNotAcceptedError, match="takes pictures, and no video for them"):
        feed(drawn, {"video", "text"})


@pytest.mark.parametrize("sample_ms", [0, 99, 60_001, -5])
def test_a_step_out_of_bounds_is_refused(sample_ms):
    with pytest.raises(RunNotAcceptedError, match="from 100 to 60000"):
        feed(graph(FIND), sample_ms=sample_ms)


def test_a_text_workflow_gets_no_frames():
    drawn = graph(("say", "text-cleaner", {"text": "IN.text"}), inputs=("text",))
    assert feed(drawn).graph == drawn


def test_what_was_added_stands_between_the_input_and_what_follows():
    fed = feed(graph(FIND))
    note = {"id": "note:1", "x": 250, "y": 90, "width": 90, "height": 40, "text": "Look"}
    layout = {"nodes": {"IN": {"x": 10, "y": 20}, "find": {"x": 300, "y": 20}}, "notes": [note]}
    assert fed.layout(layout) == {
        "nodes": {
            "IN": {"x": 10, "y": 20}, "frames": {"x": 290, "y": 20}, "find": {"x": 580, "y": 20},
        },
        "notes": [{**note, "x": 530}],
    }  # fmt: skip
    assert layout["nodes"]["find"] == {"x": 300, "y": 20}
    assert fed.layout({"nodes": {}}) == {"nodes": {}}


def test_the_content_of_an_unnamed_file_tells_its_kind():
    files = [movie(4), sample("notice.jpg"), song("wav"), b"words"]
    raw = [RawInput("file", {"any": data}) for data in files]
    kinds = [{"video"}, {"image"}, {"audio"}, {"text"}]
    assert kinds_brought(graph(FIND), raw) == kinds
    claimed = [RawInput("file", {"video": files[0]})]
    assert kinds_brought(graph(FIND), claimed) == [{"video"}]
