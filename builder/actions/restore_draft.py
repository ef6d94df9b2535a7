"""Put a version, a run's graph or a kept draft on the canvas, after keeping what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from builder import queries
from builder.actions.save_version import save_version
from builder.models import Draft, KeptDraft
from runtime.contracts.errors import BadRequestError, InvalidGraphError, StaleDraftError

if TYPE_CHECKING:
    from builder.models import Run, Version, Workflow
    from builder.permissions import Actor

MAX_KEPT = 50
"""Kept drafts of one workflow; the oldest goes when there are more."""
KEPT_NOTE = "Kept by itself: the draft as it was before something else was restored."


@dataclass(frozen=True)
class Source:
    """What is restored."""

    name: str
    graph: dict[str, Any]
    layout: dict[str, Any]
    version: Version | None = None

    @classmethod
    def of_version(cls, version: Version) -> Source:
        """A saved version."""
        return cls(f"v{version.number}", version.graph, version.layout, version)

    @classmethod
    def of_run(cls, run: Run) -> Source:
        """The graph that a run ran."""
        return cls(f"run {run.number}", run.graph, run.layout, run.version)

    @classmethod
    def of_kept(cls, kept: KeptDraft) -> Source:
        """A draft that was set aside."""
        return cls("a kept draft", kept.graph, kept.layout)


@dataclass(frozen=True)
class Restored:
    """The new draft, and where the old one is; nowhere when it had nothing to lose."""

    draft: Draft
    version: Version | None = None
    kept: KeptDraft | None = None


def restore_draft(actor: Actor, workflow: Workflow, source: Source, revision: Any) -> Restored:
    """Keep the draft, then replace it; both happen or neither.

    An unsaved draft becomes an unpublished version, or a kept draft when it cannot be one. Raises
    `StaleDraftError` when `revision` is not the newest.
    """
    assert actor.may_reach(workflow.app), "queries.workflow() only finds what the actor reaches"
    if isinstance(revision, bool) or not isinstance(revision, int):
        raise BadRequestError("The draft's revision must be a number.", field="revision")
    with transaction.atomic():
        drafts = Draft.objects.filter(workflow=workflow)
        # Whoever raises the revision first has the draft; the other sees that theirs is old.
        if not drafts.filter(revision=revision).update(revision=F("revision") + 1):
            raise StaleDraftError("This draft was changed in another tab or by someone else.")
        old = drafts.select_related("based_on").get()
        version, kept = None, None
        if _has_something_to_lose(old, source):
            version, kept = _keep(actor, workflow, old, f"Before restoring {source.name}")
        drafts.update(
            revision=F("revision") + 1,
            graph=source.graph,
            layout=source.layout,
            based_on=source.version,
            saved_at=timezone.now(),
        )
        workflow.save(update_fields=["modified_at"])
    return Restored(drafts.select_related("based_on").get(), version, kept)


def set_draft_aside(actor: Actor, workflow: Workflow, name: str) -> KeptDraft | None:
    """Keep an unsaved draft before something else takes its place; None when nothing is lost."""
    assert actor.may_reach(workflow.app), "queries.workflow() only finds what the actor reaches"
    draft = queries.draft(workflow)
    based = draft.based_on
    saved = Source.of_version(based) if based else Source("", {}, {})
    return (
        _set_aside(actor, workflow, draft, name) if _has_something_to_lose(draft, saved) else None
    )


def _has_something_to_lose(draft: Draft, source: Source) -> bool:
    if not draft.graph["nodes"] and not _words(draft.layout):
        return False
    saved = [(source.graph, source.layout)]
    if draft.based_on is not None:
        saved.append((draft.based_on.graph, draft.based_on.layout))
    return all(
        draft.graph != graph or _words(draft.layout) != _words(layout) for graph, layout in saved
    )


def _words(layout: dict[str, Any]) -> dict[str, Any]:
    """A layout without the places of nodes: moving them alone is no work to keep."""
    rest = {name: part for name, part in layout.items() if name != "nodes" and part}
    places = layout.get("nodes", {})
    labels = {name: place["label"] for name, place in places.items() if place.get("label")}
    return {**rest, "labels": labels} if labels else rest


def _keep(
    actor: Actor, workflow: Workflow, draft: Draft, name: str
) -> tuple[Version | None, KeptDraft | None]:
    # A workflow's first version would be published: what is only kept should not be.
    if queries.versions(workflow).exists():
        try:
            words = {"name": name, "note": KEPT_NOTE, "publish": False}
            return save_version(actor, workflow, draft.graph, draft.layout, **words), None
        except InvalidGraphError:
            pass
    return None, _set_aside(actor, workflow, draft, name)


def _set_aside(actor: Actor, workflow: Workflow, draft: Draft, name: str) -> KeptDraft:
    kept = KeptDraft.objects.create(
        workflow=workflow,
        name=name,
        graph=draft.graph,
        layout=draft.layout,
        created_by=actor.user,
    )
    surplus = KeptDraft.objects.filter(workflow=workflow).values_list("pk", flat=True)[MAX_KEPT:]
    KeptDraft.objects.filter(pk__in=list(surplus)).delete()
    return kept


def forget_kept(kept: KeptDraft) -> None:
    """Delete a kept draft."""
    kept.delete()
