"""What a request says of a model besides its type and parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.actions.edit_card import edit_card
from builder.actions.edit_model import edit_model
from builder.actions.set_visibility import set_visibility
from builder.api.v2.model_types import operator_of, type_of
from builder.api.v2.patching import OVERWRITE, REMOVE
from builder.api.v2.plain import plain
from builder.api.v2.visibility import asked_visibility
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from builder.models import Model
    from builder.permissions import Actor

LISTS = ("use_cases", "toolkits", "languages")


def change_model(actor: Actor, model: Model, given: Any, action: str) -> None:
    """Keep what a `Model` message says; what it leaves out stays.

    `merge` adds to lists and metadata, `overwrite` replaces them, `remove` takes the named entries
    away, and the cover image. Raises a 400.
    """
    _refuse_other_type(model, given)
    if action == REMOVE:
        edit_card(actor, model, _less(model, given), merge=True)
        return
    changes: dict[str, Any] = {}
    if given.display_name or given.name:
        changes["title"] = given.display_name or given.name
    if given.description:
        changes["description"] = given.description
    if changes:
        edit_model(actor, model, changes)
    card = _more(model, given, overwrite=action == OVERWRITE)
    if card:
        edit_card(actor, model, card, merge=True)
    visibility = asked_visibility(given.visibility)
    if visibility is not None and visibility != model.visibility:
        set_visibility(actor, model, visibility)


def _more(model: Model, given: Any, *, overwrite: bool) -> dict[str, Any]:
    card: dict[str, Any] = {}
    if given.notes:
        card["notes"] = given.notes
    if given.image.url:
        card["image_url"] = given.image.url
    for name in LISTS:
        words = list(getattr(given, name))
        if words:
            before = [] if overwrite else model.card.get(name, [])
            card[name] = list(dict.fromkeys([*before, *words]))
    if given.HasField("metadata"):
        told = plain(given.metadata)
        card["metadata"] = told if overwrite else {**model.card.get("metadata", {}), **told}
    return card


def _less(model: Model, given: Any) -> dict[str, Any]:
    card: dict[str, Any] = {}
    if given.HasField("image"):
        card["image_url"] = None
    for name in LISTS:
        words = set(getattr(given, name))
        if words:
            card[name] = [word for word in model.card.get(name, []) if word not in words]
    if given.HasField("metadata"):
        named = plain(given.metadata)
        before = model.card.get("metadata", {})
        card["metadata"] = {key: value for key, value in before.items() if key not in named}
    return card


def _refuse_other_type(model: Model, given: Any) -> None:
    if not given.model_type_id:
        return
    named = operator_of(given.model_type_id)
    if named is None or named.id != type_of(model):
        message = f"{model.key} is a {type_of(model)}; a model keeps its type. Make another model."
        raise BadRequestError(message, field="model_type_id")
