"""Model types by the public API: what there is to build with, and the form of its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder.api.v2.call import handles
from builder.api.v2.model_types import model_type_shape, require_operator
from builder.api.v2.paging import page_of
from runtime import api

if TYPE_CHECKING:
    from builder.api.v2.call import Call


@handles("GetModelType")
def get_model_type(call: Call) -> dict[str, Any]:
    """One type, by its id or another name of it."""
    return {"model_type": model_type_shape(require_operator(call.request.model_type_id))}


@handles("ListModelTypes")
def list_model_types(call: Call) -> dict[str, Any]:
    """All types, by id."""
    operators = [api.operators()[name] for name in sorted(api.operators())]
    return {"model_types": [model_type_shape(item) for item in page_of(operators, call.request)]}
