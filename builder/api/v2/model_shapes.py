"""A model and a model version in Clarifai's shape, wherever one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clarifai_grpc.grpc.api.status.status_code_pb2 import StatusCode

from builder.api.v2 import statuses
from builder.api.v2.model_types import params_specs, type_of, type_shown
from builder.api.v2.times import time_of
from builder.api.v2.visibility import visibility_message
from builder.formats.clarifai.params import to_theirs
from builder.model_store import SHARED_APP, SHARED_USER
from builder.models.visibility import PUBLIC
from runtime import api

if TYPE_CHECKING:
    from builder.models import Model, ModelVersion

FACTS = ("task", "licence", "source", "bytes", "sha256", "opset")
"""What a version's metadata tells of its card, beside number and digest."""
WORDS = ("notes",)
LISTS = ("use_cases", "toolkits", "languages")


def model_shape(
    model: Model, version: ModelVersion | None, *, whole: bool = False
) -> dict[str, Any]:
    """A `Model` with one version of it; `whole` adds labels and the form of its parameters.

    A model that has no version yet answers one without an id: clients look into it.
    """
    card = version.manifest if version is not None and not model.operator else {}
    shape: dict[str, Any] = {
        "id": model.key,
        "name": model.title,
        "display_name": model.title,
        "created_at": time_of(model.created_at),
        "modified_at": time_of(model.modified_at),
        "user_id": model.app.owner.username,
        "app_id": model.app.key,
        "model_type_id": type_shown(model),
        "visibility": _visibility(model),
        "description": model.description or card.get("description", ""),
        "model_version": version_shape(version, model, whole=whole)
        if version is not None
        else {"status": _status(StatusCode.MODEL_UNTRAINED, "This model has no version yet.")},
    }
    if model.task:
        shape["task"] = model.task
    told = {name: model.card[name] for name in (*WORDS, *LISTS) if model.card.get(name)}
    if card.get("languages") and "languages" not in told:
        told["languages"] = list(card["languages"])
    if model.card.get("metadata"):
        told["metadata"] = model.card["metadata"]
    if model.card.get("image_url"):
        told["image"] = {"url": model.card["image_url"]}
    return shape | told


def version_shape(
    version: ModelVersion, model: Model | None = None, *, whole: bool = False
) -> dict[str, Any]:
    """A `ModelVersion`; `model` saves a look-up where it is known."""
    home = model or version.model
    shape: dict[str, Any] = {
        "id": version.pk,
        "created_at": time_of(version.created_at),
        "completed_at": time_of(version.created_at),
        "status": trained(),
        "visibility": _visibility(home),
        "user_id": home.app.owner.username,
        "app_id": home.app.key,
        "output_info": output_info_of(version, home, whole=whole),
        "metadata": {**version.card.get("metadata", {}), "weft": _facts(version, home)},
        "number": version.number,
        "digest": version.digest,
    }
    licence = version.card.get("license") or version.manifest.get("licence")
    if licence:
        shape["license"] = licence
    if version.card.get("description"):
        shape["description"] = version.card["description"]
    labels = version.manifest.get("labels")
    if labels:
        shape["active_concept_count"] = len(labels)
    return shape


def output_info_of(version: ModelVersion, model: Model, *, whole: bool) -> dict[str, Any]:
    """`OutputInfo`: an operator model's parameters in Clarifai's names, or a file's labels."""
    operator = api.operators().get(type_of(model))
    info: dict[str, Any] = {}
    if model.operator and operator is not None:
        info = {"params": {}, **to_theirs(operator, version.manifest.get("params", {}))}
    elif whole and version.manifest.get("labels"):
        info = {"data": {"concepts": concepts_of(version.manifest["labels"])}}
    if whole and operator is not None:
        info["params_specs"] = params_specs(operator)
    return info


def trained() -> dict[str, Any]:
    """The status of a version that is ready: all that are kept are."""
    return _status(StatusCode.MODEL_TRAINED, "Model is trained and ready")


def concepts_of(labels: list[str]) -> list[dict[str, Any]]:
    """Labels as concepts, with the ids that outputs give them."""
    return [{"id": label, "name": label} for label in labels]


def _visibility(model: Model) -> dict[str, Any]:
    shared = (model.app.owner.username, model.app.key) == (SHARED_USER, SHARED_APP)
    return visibility_message(PUBLIC if shared else model.visibility)


def _facts(version: ModelVersion, model: Model) -> dict[str, Any]:
    facts: dict[str, Any] = {"number": version.number, "digest": version.digest}
    if not model.operator:
        card = version.manifest
        facts |= {name: card[name] for name in FACTS if card.get(name) is not None}
        facts["imported"] = bool(card.get("imported"))
    return facts


def _status(code: int, description: str) -> dict[str, Any]:
    body = statuses.status_body(int(code))
    return {"code": body["code"], "description": description}
