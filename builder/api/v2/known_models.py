"""What a node's model stands for: an operator with parameters, and the model file it runs, if any.

A name is looked for among the app's own models of both sorts, in the app that it names, in the
shared catalogue, among the ids of Clarifai's guides, and at last among the operators themselves.
What is found is written into the graph: a saved workflow does not change when the model that it
was written with gets a new version.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from builder import queries
from builder.api.v2.model_types import is_creatable, operator_of, type_of
from builder.api.v2.operator_names import is_ours
from builder.api.v2.plain import joined, plain, whole
from builder.api.v2.stand_ins import stand_in_for
from builder.api.v2.workflow_errors import NoModelError
from builder.formats.clarifai.model_types import why_no_type
from builder.formats.clarifai.params import to_ours
from builder.model_store import SHARED_APP, SHARED_USER, find_version
from builder.models import Model, ModelVersion
from runtime import api
from runtime.contracts.errors import NotFoundError
from runtime.contracts.graph import ModelRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.models import App
    from builder.permissions import Actor
    from runtime.contracts.catalogue import Operator


@dataclass(frozen=True)
class Meant:
    """What a model's name stands for in an app."""

    operator: str
    params: dict[str, Any] = field(default_factory=dict)
    file: dict[str, str] | None = None
    """The model version whose file it runs, as graphs write it."""
    name: str = ""
    """The id of the app's operator model that the node is written under; empty for a file's."""
    under: dict[str, Any] | None = None
    """The parameters of that model, where the node overrides some of them."""
    stands_for: str = ""
    """The id of a model of Clarifai's guides, under which its stand-in is shown."""
    notes: tuple[str, ...] = ()
    """What was said and has no effect here."""


def find_meant(actor: Actor, app: App, node: Any) -> Meant:
    """What a `WorkflowNode` runs. Raises a 404 `NoModelError` that names the node and the model."""
    model = node.model
    if not model.id and not model.model_type_id:
        raise NoModelError(f"{node.id} names no model. Give it model.id.", model="")
    try:
        found = find_named(actor, app, model) or _by_guide(app, model) or _by_type(app, model)
    except NotFoundError as error:
        raise NoModelError(f"Node {node.id}: {error.message}", model=model.id) from error
    if found is None:
        raise NoModelError(_not_found(actor, app, node), model=model.id)
    said, over = {}, plain(node.output_info_override)
    if not model.model_version.id or found.stands_for:
        said = joined(plain(model.output_info), plain(model.model_version.output_info))
    info = joined(said, over)
    if found.file and not found.name:
        info.setdefault("data", {})
        if not node.output_info_override.data.concepts:
            info["data"] = {}  # those of a model with a file are its labels
    meant = _with_info(found, info)
    if not found.name or not any(over.values()):
        return meant
    return replace(meant, under=_with_info(found, said).params)


def find_named(actor: Actor, app: App, model: Any) -> Meant | None:
    """What a name of the app or the shared catalogue stands for; None when neither has it."""
    row = _row(actor, app, model)
    if row is None or (row.key == row.operator and is_ours(row) and not model.model_version.id):
        return None  # a name that we made: what was meant is the operator, as it is
    versions = queries.model_versions(row)
    version = versions.first()
    if model.model_version.id:
        version = versions.filter(pk=model.model_version.id.lower()).first()
        if version is None:
            message = f"{row.key} has no version {model.model_version.id[:64]}."
            raise NotFoundError(message)
    if row.operator:
        return _operator_model(app, row, version)
    if version is None:
        raise NotFoundError(f"{row.key} has no version yet; import its files first.")
    return _file_model(app, row, version, model.model_type_id)


def _row(actor: Actor, app: App, model: Any) -> Model | None:
    """The model of that name, nearest first."""
    user = actor.user.username if model.user_id == "me" else model.user_id
    named = (user or app.owner.username, model.app_id or app.key)
    if named == (app.owner.username, app.key):
        own = queries.all_models(app).filter(key=model.id).first()
        if own is not None:
            return own
    try:
        return queries.open_model(actor, *named, model.id)
    except NotFoundError:
        pass
    try:
        return queries.open_model(actor, SHARED_USER, SHARED_APP, model.id)
    except NotFoundError:
        return None


def _operator_model(app: App, row: Model, version: ModelVersion | None) -> Meant:
    operator = api.operators().get(row.operator)
    if operator is None:
        message = f"{row.key} is made of the operator {row.operator}, which is not installed here."
        raise NotFoundError(message)
    params = whole(version.manifest["params"]) if version is not None else {}
    return replace(_bare(app, operator), params=params, name=row.key)


def _file_model(app: App, row: Model, version: ModelVersion, type_id: str) -> Meant:
    home = (row.app.owner.username, row.app.key)
    if home not in ((app.owner.username, app.key), (SHARED_USER, SHARED_APP)):
        message = (
            f"{row.key} brings a file that lies in {'/'.join(home)}, and a workflow runs files of "
            f"its own app. Import it into {app.key}."
        )
        raise NotFoundError(message)
    wanted = operator_of(type_id) if type_id else None
    operator = api.operators().get(type_of(row))
    if wanted is not None and wanted.meta.task == row.task:
        operator = wanted
    if operator is None:
        raise NotFoundError(f"No operator here runs {row.key}, a model for {row.task}.")
    file = {"id": row.key, "user": home[0], "app": home[1], "version": version.pk}
    return Meant(operator.id, file=file)


def _by_guide(app: App, model: Any) -> Meant | None:
    """A stand-in for a model that Clarifai's guides name. Raises a 404 where nothing stands in."""
    found = stand_in_for(model.id)
    if found is None:
        return None
    operator = api.operators()[found.operator]
    file = _shared_file(found.model) if found.model else _bare(app, operator).file
    told = f"{model.id} is a stand-in of the same kind, not the same weights. {found.note}"
    params = dict(found.params)
    rows = ModelVersion.objects.filter(pk=model.model_version.id, model__operator=operator.id)
    earlier = rows.filter(model__app=app).first()  # as our own answers name it
    if earlier is not None:
        params = whole(earlier.manifest["params"])
    return Meant(operator.id, params, file, stands_for=model.id, notes=(told.strip(),))


def _by_type(app: App, model: Any) -> Meant | None:
    """An operator that is named itself, or by the type of a model that is made on the fly."""
    operator = operator_of(model.id)
    if operator is not None:
        return _bare(app, operator)
    operator = operator_of(model.model_type_id) if model.model_type_id else None
    if operator is None or (model.id and not is_creatable(operator)):
        return None
    return replace(_bare(app, operator), name=model.id)


def _bare(app: App, operator: Operator) -> Meant:
    """An operator as it is; one that runs a model gets the one that it has without a choice."""
    meta = operator.meta
    file = _shared_file(meta.default_model) if meta.task and meta.default_model else None
    return Meant(operator.id, file=file)


def _shared_file(key: str) -> dict[str, str] | None:
    """The newest version of a shared model, as graphs write it."""
    version = find_version(ModelRef(id=key, user=SHARED_USER, app=SHARED_APP))
    if version is None:
        return None
    return {"id": key, "user": SHARED_USER, "app": SHARED_APP, "version": version.pk}


def _with_info(found: Meant, info: Mapping[str, Any]) -> Meant:
    if not any(info.values()):
        return found
    ours = to_ours(api.operators()[found.operator], info)
    notes = (*found.notes, *ours.ignored.values())
    return replace(found, params={**found.params, **ours.params}, notes=notes)


def _not_found(actor: Actor, app: App, node: Any) -> str:
    key, type_id = node.model.id, node.model.model_type_id
    named = key or type_id
    told = f"Node {node.id}: there is no model {named[:100]} in {app.key} or among the shared ones."
    operator = operator_of(type_id) if type_id else None
    if operator is not None and not is_creatable(operator):
        return f"{told} A {type_id} brings a file: import it, or choose one of ListModels."
    if operator is None and type_id:
        return f"{told} {why_no_type(type_id[:64])}"
    own = queries.open_models(actor, app).values_list("key", flat=True)
    shared = Model.objects.filter(app__owner__username=SHARED_USER, app__key=SHARED_APP)
    names = [*own, *shared.values_list("key", flat=True), *api.operators()]
    close = get_close_matches(named[:100], names, n=1, cutoff=0.6)
    return f"{told} Did you mean {close[0]}?" if close else told
