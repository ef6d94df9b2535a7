"""Finding runs again: the filters of the history, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from builder.models import Run, RunInput
from builder.models.run import STATUSES
from runtime.contracts.errors import BadRequestError, NotFoundError

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

PAGE_SIZE, MAX_PAGE_SIZE = 50, 100
MAX_TEXT_CHARACTERS = 100
MAX_DIGITS = 9
MODEL_CALL = "model"
"""The origin of a run of one model, without a workflow that anybody made."""
ROBOFLOW_CALL = "roboflow"
"""The origin of a run that one of Roboflow's clients asked for."""
ORIGINS = {
    "editor": ("editor", "page"),
    "api": ("api", MODEL_CALL, ROBOFLOW_CALL),
    "retry": ("retry",),
}
BATCH, DRAFT = "batch", "draft"


@dataclass(frozen=True)
class RunFilter:
    """What to find; an empty field finds everything."""

    statuses: tuple[str, ...] = ()
    version: str = ""
    """A version's id, or `draft` for runs of a draft."""
    origin: str = ""
    """`editor` (canvas and pages), `api`, `retry`, or `batch`: more than one input."""
    text: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what no run has, rather than find nothing."""
        for status in self.statuses:
            if status not in STATUSES:
                raise BadRequestError(f"There is no status {status[:40]}.", field="status")
        if self.origin and self.origin not in (*ORIGINS, BATCH):
            known = ", ".join((*ORIGINS, BATCH))
            raise BadRequestError(f"origin must be one of {known}.", field="origin")
        if len(self.text) > MAX_TEXT_CHARACTERS:
            message = f"Search for at most {MAX_TEXT_CHARACTERS} characters."
            raise BadRequestError(message, field="q")


@dataclass(frozen=True)
class RunPage:
    """Some runs, newest first, and the last one's id when there are more."""

    runs: list[Run]
    next: str | None


def with_facts(rows: QuerySet[Run]) -> QuerySet[Run]:
    """The rows with what a line of the history shows, in one query."""
    inputs = RunInput.objects.filter(run=OuterRef("pk"), index=0)
    return rows.select_related("version", "workflow").annotate(
        input_count=Count("inputs"), input_name=Subquery(inputs.values("name")[:1])
    )


def page_of(
    rows: QuerySet[Run], wanted: RunFilter, before: str = "", size: int = PAGE_SIZE
) -> RunPage:
    """The newest runs of `rows` that fit, older than the run `before`."""
    fitting = rows.filter(_condition(wanted))
    if before:
        last = rows.filter(pk=before).values_list("created_at", flat=True).first()
        if last is None:
            raise NotFoundError("There is no such place in this list.", before=before[:40])
        fitting = fitting.filter(Q(created_at__lt=last) | Q(created_at=last, pk__lt=before))
    found = list(with_facts(fitting).order_by("-created_at", "-pk")[: size + 1])
    shown = found[:size]
    return RunPage(shown, shown[-1].pk if len(found) > size else None)


def _condition(wanted: RunFilter) -> Q:
    condition = Q()
    if wanted.statuses:
        condition &= Q(status__in=wanted.statuses)
    if wanted.version == DRAFT:
        condition &= Q(version=None)
    elif wanted.version:
        condition &= Q(version_id=wanted.version)
    if wanted.origin == BATCH:
        condition &= Q(Exists(RunInput.objects.filter(run=OuterRef("pk"), index__gte=1)))
    elif wanted.origin:
        condition &= Q(origin__in=ORIGINS[wanted.origin])
    if wanted.since:
        condition &= Q(created_at__gte=wanted.since)
    if wanted.until:
        condition &= Q(created_at__lt=wanted.until)
    return condition & _names(wanted.text.strip())


def _names(text: str) -> Q:
    """Runs whose number, input, workflow or failure has these words."""
    if not text:
        return Q()
    named = RunInput.objects.filter(run=OuterRef("pk"), name__icontains=text)
    condition = Q(Exists(named))
    condition |= Q(workflow__name__icontains=text) | Q(error__message__icontains=text)
    number = text.lower().removeprefix("run").strip()
    if number.isdecimal() and len(number) <= MAX_DIGITS:
        condition |= Q(number=int(number))
    return condition
