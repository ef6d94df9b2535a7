"""The palette: operators, port kinds, limits; and the models to choose from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from rest_framework.response import Response

from builder import queries
from builder.api.editor import shapes
from builder.api.editor.base import EditorView
from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import ModelVersion
from runtime import api
from runtime.contracts.errors import BadRequestError
from runtime.contracts.graph import GraphSpec
from runtime.contracts.limits import (
    MAX_AUDIO_BYTES,
    MAX_AUDIO_SECONDS,
    MAX_IMAGE_BYTES,
    MAX_INPUTS,
    MAX_NODES,
    MAX_VIDEO_BYTES,
    MAX_VIDEO_SECONDS,
)
from runtime.contracts.values import VALUE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from builder.models import App
    from runtime.contracts.catalogue import InputPort, Operator, OutputPort

SHAPES = {
    **dict.fromkeys(("image", "video", "audio"), "circle"),
    **dict.fromkeys(("text", "number", "boolean", "string"), "triangle"),
    "any": "diamond",
}


class Catalogue(EditorView):
    """`GET /catalogue`."""

    def get(self, request: Any) -> Response:
        """Everything the palette and the forms are drawn from."""
        assert self.actor
        return Response(catalogue_card(api.operators().values()))


class GraphSchema(EditorView):
    """`GET /api/graph-schema`: the graph document's JSON Schema, public."""

    def get(self, request: Any) -> Response:
        """The schema."""
        return Response(GraphSpec.model_json_schema(by_alias=True))


class Models(EditorView):
    """`GET /models?app=&task=&search=`."""

    def get(self, request: Any) -> Response:
        """The shared catalogue, and the actor's own models or those that one app may use."""
        shared = Q(model__app__owner__username=SHARED_USER, model__app__key=SHARED_APP)
        mine = Q(model__app__in=self._apps(request.query_params.get("app")))
        rows = ModelVersion.objects.filter(
            shared | mine, model__operator="", model__deleted_at=None
        ).select_related("model__app__owner")
        task, search = request.query_params.get("task"), request.query_params.get("search")
        if task:
            rows = rows.filter(model__task=task)
        if search:
            rows = rows.filter(
                Q(model__title__icontains=search[:100]) | Q(model__key__icontains=search[:100])
            )
        ordered = rows.order_by("model__title", "model_id", "-number")
        groups = groupby(ordered, key=lambda row: row.model_id)
        return Response({"models": [shapes.model_card(list(group)) for _, group in groups]})

    def _apps(self, named: str | None) -> QuerySet[App] | list[App]:
        """The app `user/app`, or all without a name. Raises a 400, or a 404."""
        if named is None:
            return queries.apps(self.actor).order_by()
        user, slash, key = named.partition("/")
        if not (user and slash and key):
            raise BadRequestError("app must be user/app.", field="app")
        return [queries.app(self.actor, user, key)]


def catalogue_card(operators: Iterable[Operator]) -> dict[str, Any]:
    """`Catalogue` of these operators."""
    return {
        "operators": [operator_card(item) for item in operators],
        "kinds": [
            {"kind": kind, "label": kind, "shape": SHAPES.get(kind, "square")}
            for kind in VALUE_KINDS
        ],
        "limits": {"nodes": MAX_NODES, "inputs": MAX_INPUTS, **media_limits()},
    }


def media_limits() -> dict[str, int]:
    """How large and how long an upload may be."""
    return {
        "image_bytes": MAX_IMAGE_BYTES,
        "video_bytes": MAX_VIDEO_BYTES,
        "video_seconds": MAX_VIDEO_SECONDS,
        "audio_bytes": MAX_AUDIO_BYTES,
        "audio_seconds": MAX_AUDIO_SECONDS,
    }


def operator_card(operator: Operator) -> dict[str, Any]:
    """`OperatorCard`."""
    meta = operator.meta
    reason = operator.why_not()
    return {
        "id": meta.id,
        "title": meta.title,
        "hint": operator.hint,
        "docs": operator.docs,
        "group": meta.group,
        "icon": meta.icon,
        "available": reason is None,
        "why_not": reason,
        "task": meta.task,
        "connection": meta.connection,
        "effects": meta.effects,
        "default_model": meta.default_model,
        "summary": meta.summary,
        "aliases": list(meta.known_as),
        "inputs": [_input(port) for port in operator.inputs.values()],
        "outputs": [_output(port) for port in operator.outputs.values()],
        "params": _params(operator),
    }


def _params(operator: Operator) -> dict[str, Any]:
    """The settings' schema; the one that names a connection says what that has to offer."""
    schema = operator.params_type.model_json_schema()
    if operator.meta.connection is not None:
        schema["properties"]["connection"]["offer"] = operator.meta.connection
    return schema


def _input(port: InputPort) -> dict[str, Any]:
    return {
        "name": port.name,
        "title": port.name.replace("_", " "),
        "kinds": [kind for kind in VALUE_KINDS if kind in port.kinds],
        "required": port.required,
        "each": False,
        "all": port.gathers,
        **({"many": True} if port.many else {}),
        **({"of_inputs": True} if port.of_inputs else {}),
        "help": port.help,
    }


def _output(port: OutputPort) -> dict[str, Any]:
    return {
        "name": port.name,
        "title": port.name.replace("_", " "),
        "kinds": [kind for kind in VALUE_KINDS if kind in port.kinds],
        "required": False,
        "each": port.fans_out,
        "all": False,
        **({"entry_of": port.entry_of} if port.entry_of else {}),
        "help": port.help,
    }
