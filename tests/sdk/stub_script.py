"""Code of somebody who uses clarifai-grpc, as the docs' samples are written.

The same over gRPC and over the package's JSON channel: only the channel differs.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from clarifai_grpc.channel.clarifai_channel import ClarifaiChannel
from clarifai_grpc.grpc.api import resources_pb2, service_pb2, service_pb2_grpc
from clarifai_grpc.grpc.api.status import status_code_pb2
from google.protobuf.struct_pb2 import Struct

from tests.sdk.user_process import tell_all

ABOUT = json.loads(sys.argv[1])
HOST, _, PORT = ABOUT["base"].removeprefix("http://").partition(":")
CHANNEL = (
    ClarifaiChannel.get_json_channel(ABOUT["rest"])
    if ABOUT["channel"] == "json"
    else ClarifaiChannel.get_insecure_grpc_channel(HOST, int(PORT))
)
STUB = service_pb2_grpc.V2Stub(CHANNEL)
KEY = (("authorization", f"Key {ABOUT['token']}"),)
HOME = resources_pb2.UserAppIDSet(user_id=ABOUT["user"], app_id=ABOUT["app"])
PICTURE = Path(ABOUT["picture"]).read_bytes()
FLOW = f"stub-{ABOUT['channel']}"


def _ok(response: Any) -> Any:
    """As the docs' samples do."""
    if response.status.code != status_code_pb2.SUCCESS:
        raise RuntimeError(f"{response.status.code} {response.status.details}")
    return response


def _node(name: str, model: resources_pb2.Model, *after: str, hidden: bool = False) -> Any:
    return resources_pb2.WorkflowNode(
        id=name, model=model, suppress_output=hidden,
        node_inputs=[resources_pb2.NodeInput(node_id=one) for one in after],
    )  # fmt: skip


def _model(key: str, version: str = "", **more: str) -> resources_pb2.Model:
    return resources_pb2.Model(
        id=key, model_version=resources_pb2.ModelVersion(id=version), **more
    )  # fmt: skip


def _prompter(key: str, template: str) -> resources_pb2.Model:
    params = Struct()
    params.update({"prompt_template": template})
    version = resources_pb2.ModelVersion(output_info=resources_pb2.OutputInfo(params=params))
    return resources_pb2.Model(id=key, model_type_id="prompter", model_version=version)


def _make(key: str, *nodes: Any) -> Any:
    flow = resources_pb2.Workflow(id=key, nodes=nodes)
    request = service_pb2.PostWorkflowsRequest(user_app_id=HOME, workflows=[flow])
    return _ok(STUB.PostWorkflows(request, metadata=KEY)).workflows[0]


def _data(**parts: Any) -> Any:
    return resources_pb2.Input(data=resources_pb2.Data(**parts))


def _results(key: str, *inputs: Any, version: str = "", **more: Any) -> Any:
    request = service_pb2.PostWorkflowResultsRequest(
        user_app_id=HOME, workflow_id=key, version_id=version, inputs=inputs, **more
    )
    return _ok(STUB.PostWorkflowResults(request, metadata=KEY)).results


def _text(raw: str) -> Any:
    return _data(text=resources_pb2.Text(raw=raw))


def _texts(results: Any) -> list[list[str]]:
    return [[output.data.text.raw for output in one.outputs] for one in results]


def makes_a_model_on_the_fly() -> dict[str, Any]:
    """As the docs' samples make operators: a model, then a version with parameters."""
    model = resources_pb2.Model(id=f"{FLOW}-near", model_type_id="concept-thresholder")
    _ok(STUB.PostModels(service_pb2.PostModelsRequest(user_app_id=HOME, models=[model]),
                        metadata=KEY))  # fmt: skip
    params = Struct()
    params.update({"concept_threshold_type": "GREATER_THAN"})
    info = resources_pb2.OutputInfo(
        data=resources_pb2.Data(concepts=[resources_pb2.Concept(id="positive", value=0.8)]),
        params=params,
    )
    version = resources_pb2.ModelVersion(output_info=info)
    request = service_pb2.PostModelVersionsRequest(
        user_app_id=HOME, model_id=model.id, model_versions=[version]
    )
    made = _ok(STUB.PostModelVersions(request, metadata=KEY)).model
    return {"id": made.id, "hex": len(made.model_version.id)}


def makes_a_workflow() -> dict[str, Any]:
    made = _make(FLOW, _node("wrap", _prompter(f"{FLOW}-wrap", "<{data.text.raw}>")),
                 _node("mark", _prompter(f"{FLOW}-mark", "{data.text.raw}!"), "wrap"))  # fmt: skip
    last = made.nodes[1]
    return {
        "id": made.id,
        "version": len(made.version.id),
        "type": last.model.model_type_id,
        "inputs": last.node_inputs[0].node_id,
    }


def lists_workflows() -> bool:
    request = service_pb2.ListWorkflowsRequest(user_app_id=HOME)
    return FLOW in [flow.id for flow in _ok(STUB.ListWorkflows(request, metadata=KEY)).workflows]


def lists_page_by_page() -> list[int]:
    sizes = []
    for page in range(1, 10):
        request = service_pb2.ListWorkflowsRequest(user_app_id=HOME, page=page, per_page=1)
        sizes.append(len(_ok(STUB.ListWorkflows(request, metadata=KEY)).workflows))
        if not sizes[-1]:
            break
    return sizes[-2:]


def gets_the_workflow() -> list[str]:
    request = service_pb2.GetWorkflowRequest(user_app_id=HOME, workflow_id=FLOW)
    return [node.id for node in _ok(STUB.GetWorkflow(request, metadata=KEY)).workflow.nodes]


def predicts_text() -> list[list[str]]:
    return _texts(_results(FLOW, _text("hi"), _text("ho")))


def suppresses_an_output() -> list[list[str]]:
    """The docs' `suppress_output_from_nodes`: the node keeps its place, and has no data."""
    _make(f"{FLOW}-quiet",
          _node("wrap", _prompter(f"{FLOW}-wrap", "<{data.text.raw}>"), hidden=True),
          _node("mark", _prompter(f"{FLOW}-mark", "{data.text.raw}!"), "wrap"))  # fmt: skip
    return _texts(_results(f"{FLOW}-quiet", _text("hi")))


def joins_nodes() -> dict[str, Any]:
    """The docs' `sample_workflow_multiple_nodes`: one node after two."""
    _make(f"{FLOW}-plates",
          _node("find", _model("plates")),
          _node("cut", _model("margin-130-image-crop", user_id="clarifai", app_id="main"), "find"),
          _node("read", _model("ocr-scene-english-paddleocr"), "cut"),
          _node("line", _model("text-aggregation-operator"), "read"))  # fmt: skip
    picture = _data(image=resources_pb2.Image(base64=PICTURE))
    [result] = _results(f"{FLOW}-plates", picture)
    return {
        "models": [output.model.id for output in result.outputs],
        "regions": len(result.outputs[0].data.regions),
        "said": str(result.outputs[2].data),
    }


def predicts_a_picture_of_a_url() -> list[str]:
    picture = _data(image=resources_pb2.Image(url=f"{ABOUT['web']}/car.jpg"))
    [result] = _results(f"{FLOW}-plates", picture)
    return [concept.name for concept in result.outputs[0].data.regions[0].data.concepts]


def predicts_a_film() -> list[int]:
    film = _data(video=resources_pb2.Video(url=f"{ABOUT['web']}/street.mp4"))
    config = resources_pb2.OutputConfig(sample_ms=1000)
    [result] = _results(f"{FLOW}-plates", film, output_config=config)
    return [frame.frame_info.time for frame in result.outputs[0].data.frames][:2]


def predicts_sound() -> str:
    _make(f"{FLOW}-hear", _node("hear", _model("asr-wav2vec2-base-960h-english")))
    sound = _data(audio=resources_pb2.Audio(url=f"{ABOUT['web']}/said.flac"))
    [result] = _results(f"{FLOW}-hear", sound)
    return result.outputs[0].data.text.raw


def predicts_too_many() -> str:
    return str(len(_results(FLOW, *(_text(str(number)) for number in range(33)))))


def predicts_where_one_input_is_bad() -> list[Any]:
    broken = _data(image=resources_pb2.Image(base64=b"no picture"))
    picture = _data(image=resources_pb2.Image(base64=PICTURE))
    request = service_pb2.PostWorkflowResultsRequest(
        user_app_id=HOME, workflow_id=f"{FLOW}-plates", inputs=[picture, broken]
    )
    response = STUB.PostWorkflowResults(request, metadata=KEY)
    return [response.status.code, *(one.status.code for one in response.results)]


def gets_a_workflow_that_is_not_there() -> str:
    request = service_pb2.GetWorkflowRequest(user_app_id=HOME, workflow_id="nothing")
    return str(_ok(STUB.GetWorkflow(request, metadata=KEY)))


def has_no_key() -> int:
    request = service_pb2.GetWorkflowRequest(user_app_id=HOME, workflow_id=FLOW)
    return STUB.GetWorkflow(request, metadata=(("authorization", "Key "),)).status.code


def patches() -> list[list[str]]:
    node = _node("only", _prompter(f"{FLOW}-only", "({data.text.raw})"))
    flow = resources_pb2.Workflow(id=FLOW, nodes=[node])
    request = service_pb2.PatchWorkflowsRequest(
        user_app_id=HOME, workflows=[flow], action="overwrite"
    )
    _ok(STUB.PatchWorkflows(request, metadata=KEY))
    return _texts(_results(FLOW, _text("hi")))


def runs_the_version_before() -> list[list[str]]:
    request = service_pb2.ListWorkflowVersionsRequest(user_app_id=HOME, workflow_id=FLOW)
    versions = _ok(STUB.ListWorkflowVersions(request, metadata=KEY)).workflow_versions
    return _texts(_results(FLOW, _text("hi"), version=versions[-1].id))


def keeps_bytes_as_they_are() -> bool:
    """A picture goes in and comes out: the crop of a whole plate is a picture again."""
    picture = _data(image=resources_pb2.Image(base64=PICTURE))
    [result] = _results(f"{FLOW}-plates", picture)
    crop = result.outputs[1].data.regions[0].data.image.base64
    return len(crop) > 100 and base64.b64decode(base64.b64encode(crop)) == crop


def deletes_one() -> int:
    request = service_pb2.DeleteWorkflowRequest(user_app_id=HOME, workflow_id=FLOW)
    _ok(STUB.DeleteWorkflow(request, metadata=KEY))
    got = service_pb2.GetWorkflowRequest(user_app_id=HOME, workflow_id=FLOW)
    return STUB.GetWorkflow(got, metadata=KEY).status.code


def deletes_all() -> int:
    request = service_pb2.DeleteWorkflowsRequest(user_app_id=HOME, delete_all=True)
    _ok(STUB.DeleteWorkflows(request, metadata=KEY))
    listed = service_pb2.ListWorkflowsRequest(user_app_id=HOME)
    return len(_ok(STUB.ListWorkflows(listed, metadata=KEY)).workflows)


STEPS = (
    makes_a_model_on_the_fly, makes_a_workflow, lists_workflows, gets_the_workflow, predicts_text,
    suppresses_an_output, joins_nodes, lists_page_by_page, predicts_a_picture_of_a_url,
    predicts_a_film, predicts_sound, predicts_too_many, predicts_where_one_input_is_bad,
    gets_a_workflow_that_is_not_there, has_no_key, patches, runs_the_version_before,
    keeps_bytes_as_they_are, deletes_one, deletes_all,
)  # fmt: skip

if __name__ == "__main__":
    tell_all(STEPS)
