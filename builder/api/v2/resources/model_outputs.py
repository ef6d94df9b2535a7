"""One model on up to 128 inputs, without a workflow: a run of a graph of one node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api.resources_pb2 import Model as ModelMessage
from clarifai_grpc.grpc.api.resources_pb2 import WorkflowNode

from builder.actions.choose_part import Part
from builder.actions.model_calls import calls_of
from builder.actions.once import Once
from builder.actions.save_version import runnable_graph
from builder.actions.start_run import WhatToRun
from builder.api.v2.call import Reply, handles
from builder.api.v2.inputs import accepted, fed, raw_inputs
from builder.api.v2.known_models import find_meant
from builder.api.v2.model_lookup import home_of_calls
from builder.api.v2.operator_requests import said_version
from builder.api.v2.output_config import OutputConfig
from builder.api.v2.resources.results import run_and_answer
from builder.api.v2.stand_ins import named_shape
from builder.formats.clarifai.model_types import type_of_operator
from builder.formats.clarifai.wiring import Node, graph_of
from builder.run_history import MODEL_CALL
from runtime import api
from runtime.contracts.errors import NotFoundError
from runtime.contracts.limits import MAX_MODEL_INPUTS

if TYPE_CHECKING:
    from builder.api.v2.call import Call
    from builder.models import App
    from runtime.contracts.graph import GraphSpec


@handles("PostModelOutputs")
def post_model_outputs(call: Call) -> Reply:
    """Run a model, an operator model or an operator, and answer one output for each input.

    It runs in the app that is named when that is the caller's own, else in the first of theirs.
    """
    request, home = call.request, home_of_calls(call)
    info = said_version(request.model) if request.HasField("model") else None
    config = OutputConfig.of((info or request.model.output_info).output_config)
    graph = _graph(call, home, info)
    raw = raw_inputs(request.inputs, call.files, MAX_MODEL_INPUTS)
    feed = fed(home, graph, raw, config)
    inputs, refused = accepted(home, feed.graph, raw, MAX_MODEL_INPUTS)
    keeper = calls_of(call.actor, home, request.model_id)
    part = Part(added=feed.added) if feed.added else None
    document = feed.graph.as_json()
    what = WhatToRun(keeper, document, feed.layout({"nodes": {}}), part=part, refused=refused)
    key = call.headers.get("idempotency-key")
    once = Once.of(key, keeper, document, inputs) if key is not None else None
    reply = run_and_answer(call, what, inputs, config, once, MODEL_CALL)
    return _outputs(reply, _named(call, graph))


def _graph(call: Call, home: App, info: Any) -> GraphSpec:
    """One node, ready to run. Raises a 404 for an unknown model, `InvalidGraphError`."""
    request = call.request
    user, app = call.named_app()
    model = ModelMessage(id=request.model_id, user_id=user, app_id=app)
    model.model_version.id = request.version_id or request.model.model_version.id
    node = WorkflowNode(id=request.model_id, model=model)
    if info is not None:
        node.output_info_override.CopyFrom(info)
        node.output_info_override.ClearField("output_config")  # judged by what is answered
    meant = find_meant(call.actor, home, node)
    alone = Node(meant.operator, meant.operator, meant.params, meant.file)
    return runnable_graph(graph_of([alone], api.operators()), home)


def _named(call: Call, graph: GraphSpec) -> dict[str, Any]:
    """The model as outputs name it: a bare operator where there is none of that id."""
    try:
        return named_shape(call, call.request.model_id, call.request.version_id, whole=False)
    except NotFoundError:
        operator = api.operators()[graph.nodes[0].operator]
        return {"id": call.request.model_id, "model_type_id": type_of_operator(operator)}


def _outputs(reply: Reply, model: dict[str, Any]) -> Reply:
    """The results of a run of one node, as its outputs."""
    results = reply.body.get("results")
    if results is None:
        return reply
    body = {name: part for name, part in reply.body.items() if name not in ("results", "workflow")}
    body["outputs"] = [
        {
            **next(iter(result["outputs"]), {"status": result["status"]}),
            "id": result["id"],
            "created_at": result["created_at"],
            "model": model,
            "input": result["input"],
        }
        for result in results
    ]
    return Reply(body, reply.http, reply.headers)
