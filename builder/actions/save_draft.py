"""Autosave: keep what is on the canvas, unless someone else kept something newer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from builder.actions.layouts import clean_layout
from builder.actions.pin_models import pin_models
from builder.model_store import AppModels
from builder.models import Draft, Workflow
from runtime.contracts.errors import BadRequestError, StaleDraftError
from runtime.contracts.graph import parse_graph

if TYPE_CHECKING:
    from builder.models import Version
    from runtime.contracts.errors import Problem


def save_draft(workflow: Workflow, revision: Any, graph: Any, layout: Any) -> Draft:
    """Keep the draft as `revision + 1`. A broken graph may be saved, a malformed one may not.

    Raises `StaleDraftError` when `revision` is not the newest: nothing is overwritten silently.
    """
    if isinstance(revision, bool) or not isinstance(revision, int):
        raise BadRequestError("The draft's revision must be a number.", field="revision")
    document = parse_graph(graph).as_json()
    with transaction.atomic():
        kept = Draft.objects.filter(workflow=workflow, revision=revision).update(
            revision=F("revision") + 1,
            graph=document,
            layout=clean_layout(layout),
            saved_at=timezone.now(),
        )
        if not kept:
            raise StaleDraftError("This draft was changed in another tab or by someone else.")
        workflow.save(update_fields=["modified_at"])
    return Draft.objects.select_related("based_on").get(workflow=workflow)


def is_changed(draft: Draft, problems: list[Problem]) -> bool:
    """Whether saving the draft would make another graph than the version it is based on.

    A version names the exact model versions; a draft that names none means the same today.
    """
    based = draft.based_on
    if based is None or problems:
        return True
    if based.graph == draft.graph:
        return False
    pinned = pin_models(parse_graph(draft.graph), AppModels(draft.workflow.app))
    return bool(pinned.as_json() != based.graph)


def base_draft_on(workflow: Workflow, version: Version) -> None:
    """After a version was saved: the draft now is that version, unchanged."""
    Draft.objects.filter(workflow=workflow).update(
        revision=F("revision") + 1,
        graph=version.graph,
        layout=version.layout,
        based_on=version,
        saved_at=timezone.now(),
    )
