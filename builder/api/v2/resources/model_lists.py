"""Models by the public API: find them, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, Subquery

from builder import queries
from builder.api.v2.call import handles
from builder.api.v2.model_shapes import LISTS, model_shape
from builder.api.v2.model_types import input_fields, operator_of, output_fields, tasks_of
from builder.api.v2.paging import MOST_ROWS, in_order, page_of
from builder.api.v2.visibility import asked_visibility
from builder.model_store import SHARED_APP, SHARED_USER
from builder.models import Model, ModelVersion
from runtime import api
from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from builder.api.v2.call import Call

SORTED_BY = {
    "sort_by_name": "title",
    "sort_by_created_at": "created_at",
    "sort_by_modified_at": "modified_at",
}
MOST_CHARACTERS = 100


@handles("ListModels")
def list_models(call: Call) -> dict[str, Any]:
    """The models of an app, of all apps of a user, or all that the caller may use.

    The last are those of the caller's apps and, unless `dont_fetch_from_main`, the shared ones.
    """
    request = call.request
    if request.featured_only or request.starred_only or request.bookmark:
        return {"models": []}  # nobody features or stars models here
    newest = ModelVersion.objects.filter(model=OuterRef("pk"), deleted_at=None)
    rows = _wanted(_all(call), request).annotate(
        newest=Subquery(newest.order_by("-number").values("pk")[:1])
    )
    if request.trained_only:
        rows = rows.exclude(newest=None)
    found = page_of(in_order(_with_lists(rows, request), request, SORTED_BY), request)
    versions = ModelVersion.objects.in_bulk([row.newest for row in found if row.newest])
    return {"models": [model_shape(row, versions.get(row.newest)) for row in found]}


def _all(call: Call) -> QuerySet[Model]:
    user, app = call.named_app()
    if (user, app) == (SHARED_USER, SHARED_APP):
        return queries.open_models_of(call.actor, user)
    if app:
        home = queries.open_app(call.actor, user or "me", app)
        return queries.open_models(call.actor, home)
    if user and user not in ("me", call.actor.user.username):
        return queries.open_models_of(call.actor, user)
    rows = queries.usable_models(call.actor)
    if user or call.request.dont_fetch_from_main or call.request.filter_by_user_id:
        return rows.filter(app__owner=call.actor.user)
    return rows


def _wanted(rows: QuerySet[Model], request: Any) -> QuerySet[Model]:
    if request.model_type_id:
        rows = rows.filter(_of_types([request.model_type_id]))
    for fields, asked in (
        (input_fields, request.input_fields),
        (output_fields, request.output_fields),
    ):
        if asked:
            able = [op.id for op in api.operators().values() if set(asked) <= set(fields(op))]
            rows = rows.filter(_of_types(able))
    for text in (request.search, request.query, request.name):
        wanted = text.strip("* ")[:MOST_CHARACTERS]
        if wanted:
            named = Q(key__icontains=wanted) | Q(title__icontains=wanted)
            rows = rows.filter(
                named if text == request.name else named | Q(description__icontains=wanted)
            )
    if request.model_version_ids:
        ids = list(request.model_version_ids)
        if len(ids) > MOST_ROWS:
            message = f"model_version_ids names {len(ids)} versions; ask for at most {MOST_ROWS}."
            raise BadRequestError(message, field="model_version_ids")
        rows = rows.filter(versions__in=ModelVersion.objects.filter(pk__in=ids, deleted_at=None))
    visibility = asked_visibility(request.visibility)
    return rows.filter(visibility=visibility) if visibility else rows


def _of_types(types: list[str]) -> Q:
    operators = [found.id for name in types if (found := operator_of(name)) is not None]
    tasks = [task for name in operators for task in tasks_of(name)]
    return Q(operator__in=operators) | Q(operator="", task__in=tasks)


def _with_lists(rows: QuerySet[Model], request: Any) -> QuerySet[Model]:
    """Those that name all use cases, toolkits and languages that are asked for."""
    asked = {name: set(getattr(request, name)) for name in LISTS if getattr(request, name)}
    if not asked:
        return rows
    fitting = [
        key
        for key, card in rows.values_list("pk", "card")
        if all(words <= set(card.get(name, [])) for name, words in asked.items())
    ]
    return rows.filter(pk__in=fitting)
