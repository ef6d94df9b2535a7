"""The same film through Clarifai's own client messages: frames, tracks, and state between calls."""

from __future__ import annotations

import pytest
from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2 as kinds
from clarifai_grpc.grpc.api import service_pb2, service_pb2_grpc

from tests.builder.api.test_sessions import GRAPH, HEIGHT, WIDTH, made, scene
from tests.movies import movie


@pytest.fixture(scope="module")
def stub(server):
    port = server.environment["GRPC_PORT"]
    with ClarifaiChannel.get_insecure_grpc_channel("127.0.0.1", port) as channel:
        yield service_pb2_grpc.V2Stub(channel)


@pytest.fixture(scope="module")
def flow(editor) -> str:
    return made(editor, GRAPH, "Count over gRPC")


def call(stub, token, flow, start: int, end: int, state: str):
    clip = movie(end - start, 10, (WIDTH, HEIGHT), picture=lambda at: scene(start + at))
    request = service_pb2.PostWorkflowResultsRequest(
        user_app_id=kinds.UserAppIDSet(user_id="local", app_id="demo"),
        workflow_id=flow,
        inputs=[kinds.Input(data=kinds.Data(video=kinds.Video(base64=clip)))],
        output_config=kinds.OutputConfig(sample_ms=200),
        workflow_state=kinds.WorkflowState(id=state),
    )
    metadata = (("authorization", f"Key {token}"),)
    return stub.PostWorkflowResults(request, metadata=metadata, timeout=120)


def test_frames_and_state_come_through(stub, token, flow):
    first = call(stub, token, flow, 0, 16, "init")
    assert first.status.code == 10000, first.status
    second = call(stub, token, flow, 16, 30, first.workflow_state.id)
    assert second.workflow_state.id == first.workflow_state.id
    frames = [frame for one in (first, second) for frame in one.results[0].outputs[1].data.frames]
    told = [frame.frame_info for frame in frames]
    assert [info.time for info in told] == [*range(0, 1600, 200), *range(0, 1400, 200)]
    assert [info.number for info in told[:3]] == [0, 2, 4]
    tracks = [
        {
            region.track_id: round(region.region_info.bounding_box.top_row * HEIGHT / 44)
            for region in frame.data.regions
        }
        for frame in frames
    ]
    assert tracks == [{"1": 0}] * 5 + [{"1": 0, "2": 1}] * 10
    last = second.results[0].outputs[2].data.frames[-1].data.metadata
    assert (last["count_in"], last["count_out"]) == (1, 1)


def test_an_unknown_state_is_told_in_band(stub, token, flow):
    assert call(stub, token, flow, 0, 2, "nobody").status.code == 22104
