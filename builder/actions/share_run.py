"""Share a run by a link that only reads, or stop sharing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from builder.models import RunShare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.models import Run
    from builder.permissions import Actor

FILE_KINDS = ("image", "video", "audio", "mask")


def share_run(actor: Actor, run: Run) -> RunShare:
    """The run's link; sharing twice answers the same one."""
    assert _is_own(actor, run), "queries.own_run() only finds what is in the actor's apps"
    with transaction.atomic():
        share, _ = RunShare.objects.get_or_create(run=run, defaults={"created_by": actor.user})
    return share


def stop_sharing(actor: Actor, run: Run) -> None:
    """Switch the link off for good; sharing again makes another one."""
    assert _is_own(actor, run), "queries.own_run() only finds what is in the actor's apps"
    RunShare.objects.filter(run=run).delete()


def _is_own(actor: Actor, run: Run) -> bool:
    """A run of another's public workflow shows its graph: it is not its caller's to hand on."""
    return actor.may_read(run) and actor.may_reach(run.app)


def files_of(run: Run) -> set[str]:
    """The digests of the files that the run's inputs and outputs name, and no others."""
    stored: list[Any] = [item.values for item in run.inputs.all()]
    stored += [item.ports for item in run.outputs.all()]
    return set(stored_files(stored))


def stored_files(value: Any) -> Iterator[str]:
    """The files of stored values; JSON that only looks like one may be a caller's own making."""
    if isinstance(value, list):
        for item in value:
            yield from stored_files(item)
    elif isinstance(value, dict):
        if value.get("kind") in FILE_KINDS:
            yield value["blob"]
        elif value.get("kind") in ("list", "json"):
            yield from _files_within(value.get("value"))
        elif "kind" not in value:  # what a value of another kind says is text, not an address
            for item in value.values():
                yield from stored_files(item)


def _files_within(part: Any) -> Iterator[str]:
    """The files of values that stand in JSON; nobody outside can write `$value` (`to_stored`)."""
    if isinstance(part, dict):
        if set(part) == {"$value"}:
            yield from stored_files(part["$value"])
            return
        inner = part.get("$plain") if len(part) == 1 else None
        part = list((inner if isinstance(inner, dict) else part).values())
    if isinstance(part, list):
        for item in part:
            yield from _files_within(item)
