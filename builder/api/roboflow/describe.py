"""What workflows take and give, whether a definition would run, and what the language offers."""

from __future__ import annotations

import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse

from builder import queries
from builder.api.roboflow.compiled import compile_version
from builder.api.roboflow.definitions import compile_definition
from builder.api.roboflow.door import RoboflowView
from builder.api.roboflow.inner_workflows import saved_definitions
from builder.api.roboflow.run import home_of, saved_version, specification_in
from builder.formats.roboflow.blocks import block_index
from builder.formats.roboflow.definition import ENGINE_NAME
from builder.formats.roboflow.interface import (
    blocks_describe,
    definition_schema,
    describe_interface,
)
from builder.formats.roboflow.interface_of_graph import interface_of_graph
from builder.formats.roboflow.palette import outputs_manifest
from builder.formats.roboflow.read import Means, read_definition
from runtime import api

if TYPE_CHECKING:
    from builder.models import App
    from builder.permissions import Actor

READ = "Workflows_Get"


class DescribeDefinition(RoboflowView):
    """`POST /workflows/describe_interface`."""

    def post(self, request: Any) -> HttpResponse:
        """The kinds of the inputs and outputs of the definition in the body."""
        actor, body = self.read()
        told = describe_interface(specification_in(body), _means(actor, home_of(actor)))
        return JsonResponse(told)


class DescribeSaved(RoboflowView):
    """`POST /{workspace}/workflows/{id}/describe_interface`."""

    def post(self, request: Any, workspace: str, workflow: str) -> HttpResponse:
        """The same of a saved workflow, or of a version of it."""
        actor, body = self.read(READ)
        _, version = saved_version(actor, workspace, workflow, body)
        compiled = compile_version(version)
        told = interface_of_graph(compiled.graph, compiled.wanted, api.operators())
        return JsonResponse(told)


class Validate(RoboflowView):
    """`POST /workflows/validate`: the body is the definition."""

    def post(self, request: Any) -> HttpResponse:
        """Whether it would run; everything that is wrong with it when it would not."""
        actor, body = self.read()
        document = {name: part for name, part in body.items() if name != "api_key"}
        compile_definition(home_of(actor), document, {}, saved_definitions(actor))
        return JsonResponse({"status": "ok"})


class DescribeBlocks(RoboflowView):
    """`GET`, `POST /workflows/blocks/describe`."""

    def get(self, request: Any) -> HttpResponse:
        """Every block there is."""
        self.read()
        return _packed(request, "blocks")

    post = get


class DefinitionSchema(RoboflowView):
    """`GET /workflows/definition/schema`."""

    def get(self, request: Any) -> HttpResponse:
        """The JSON Schema of a definition."""
        self.read()
        return _packed(request, "schema")


class DynamicOutputs(RoboflowView):
    """`POST /workflows/blocks/dynamic_outputs`: the body is a step."""

    def post(self, request: Any) -> HttpResponse:
        """What the step gives: what its type says, and what its fields name."""
        actor, body = self.read()
        step = {name: part for name, part in body.items() if name != "api_key"}
        found = block_index(api.operators()).get(str(step.get("type")))
        if found is None:
            document = {"version": "1.0", "inputs": [], "steps": [step], "outputs": []}
            read_definition(document, _means(actor, home_of(actor)))  # says what is wrong
        told = outputs_manifest(found, step) if found is not None else []
        return JsonResponse(told, safe=False)


class EngineVersions(RoboflowView):
    """`GET /workflows/execution_engine/versions`."""

    def get(self, request: Any) -> HttpResponse:
        """The version of the language that is read here."""
        self.read()
        return JsonResponse({"versions": [ENGINE_NAME]})


def _means(actor: Actor, home: App) -> Means:
    return Means(
        api.operators(), lambda name: queries.meant_model(home, name), saved_definitions(actor)
    )


@cache
def _written(what: str) -> tuple[bytes, bytes]:
    """The answer, plain and packed; the catalogue never changes in a process."""
    describe = blocks_describe if what == "blocks" else definition_schema
    text = json.dumps(describe(api.operators()), separators=(",", ":")).encode()
    return text, gzip.compress(text, 6)


def _packed(request: Any, what: str) -> HttpResponse:
    plain, packed = _written(what)
    small = "gzip" in request.headers.get("accept-encoding", "")
    response = HttpResponse(packed if small else plain, content_type="application/json")
    response["Vary"] = "Accept-Encoding"
    if small:
        response["Content-Encoding"] = "gzip"
    return response
