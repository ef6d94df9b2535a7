"""The names under which operators with parameters are shown: every node's model has an id.

Clarifai's clients know a node by its model. One that was put on the canvas has none, so it gets
one when somebody asks: an operator model named like the operator, the same for the same parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import queries
from builder.actions.names import MAX_KEY_CHARACTERS, free_key
from builder.actions.operator_models import (
    add_operator_version,
    clean_params,
    digest_of,
    find_operator_version,
    make_operator_model,
)
from builder.models import Model
from builder.permissions import Actor
from runtime.contracts.errors import ConflictError
from runtime.contracts.graph import is_reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from builder.models import App, ModelVersion

OURS = "named_here"
"""On the card of a model that was made for nodes without one."""


def named_version(
    app: App, operator: str, params: Mapping[str, Any], wanted: str = ""
) -> ModelVersion:
    """The operator model version that says just this, made when there is none.

    `wanted` is the id that it should have, unless that means something else already. Parameters
    that follow the graph are left out. Raises a 400 for parameters that the operator refuses.
    """
    literal = {name: value for name, value in params.items() if not is_reference(value)}
    found = _under(app, operator, literal, wanted) if wanted else None
    found = found or find_operator_version(app, operator, literal)
    return found or _made(app, operator, literal, wanted)


def _under(app: App, operator: str, params: Mapping[str, Any], key: str) -> ModelVersion | None:
    """A version of the model with this id, the same one for the same parameters."""
    model = queries.all_models(app).filter(key=key).first()
    if model is None or model.operator != operator:
        return None
    said = {"operator": operator, "params": clean_params(operator, dict(params))}
    same = model.versions.filter(digest=digest_of(said)).first()
    return same or add_operator_version(_owner(app), model, dict(params))


def is_ours(model: Model) -> bool:
    """Whether this model's name was made here, and nobody has said anything of it since."""
    return bool(model.card.get(OURS))


def take_over(model: Model) -> None:
    """From now on it is its owner's: naming it means its newest version."""
    if is_ours(model):
        model.card = {name: part for name, part in model.card.items() if name != OURS}
        model.save(update_fields=["card"])


def _made(app: App, operator: str, params: Mapping[str, Any], wanted: str) -> ModelVersion:
    key = wanted or operator[:MAX_KEY_CHARACTERS]
    try:
        ours = None if wanted else _ours(app, operator)
        found = _under(app, operator, params, ours.key) if ours is not None else None
        return found or _new(app, operator, params, key, ours=not wanted)
    except ConflictError:  # somebody made it at the same time, or it has all the versions it may
        taken = Model.objects.filter(app=app)
        free = free_key(key, lambda one: taken.filter(key=one).exists())
        found = find_operator_version(app, operator, params)
        return found or _new(app, operator, params, free, ours=not wanted)


def _ours(app: App, operator: str) -> Model | None:
    """The newest model that was named here for the nodes of an operator."""
    rows = queries.all_models(app).filter(operator=operator, **{f"card__{OURS}": True})
    return rows.order_by("-created_at", "-pk").first()


def _new(
    app: App, operator: str, params: Mapping[str, Any], key: str, *, ours: bool
) -> ModelVersion:
    if Model.objects.filter(app=app, key=key).exists():
        taken = Model.objects.filter(app=app)
        key = free_key(key, lambda one: taken.filter(key=one).exists())
    model = make_operator_model(_owner(app), app, operator, key)
    if ours:
        model.card = {**model.card, OURS: True}
        model.save(update_fields=["card"])
    return add_operator_version(_owner(app), model, dict(params))


def _owner(app: App) -> Actor:
    """A name is made for whoever reads the workflow, in the app that the workflow lies in."""
    return Actor(app.owner)
