"""Runs with their story, and the two verbs for those that were given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.html import format_html

from builder.actions.drop_run import drop_run
from builder.actions.retry_run import retry_run
from builder.admin.read_only import ReadOnlyAdmin, ReadOnlyInline, as_text
from builder.models import NodeOutput, NodeRun, Run, RunEvent, RunInput, StreamSession
from builder.models.run import STATUSES
from builder.permissions import CHANGE_RUN, Actor
from runtime.contracts.errors import WeftError
from runtime.contracts.limits import LANES

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class InputInline(ReadOnlyInline):
    """What it ran on."""

    model = RunInput
    fields = readonly_fields = ("index", "name", "stored")

    @admin.display(description="values")
    def stored(self, row: RunInput) -> str:
        """Files by digest, never their bytes."""
        return format_html("<pre>{}</pre>", as_text(row.values))


class NodeInline(ReadOnlyInline):
    """How its nodes did."""

    model = NodeRun
    fields = readonly_fields = (
        "node", "status", "attempt", "started_at", "queue_ms", "ms", "cached", "provider", "error",
    )  # fmt: skip


class EventInline(ReadOnlyInline):
    """The timeline."""

    model = RunEvent
    verbose_name_plural = "timeline"
    fields = readonly_fields = ("seq", "clock", "type", "node", "details")

    @admin.display(description="at")
    def clock(self, row: RunEvent) -> str:
        """To the millisecond."""
        return row.at.isoformat(sep=" ", timespec="milliseconds").removesuffix("+00:00")

    @admin.display(description="data")
    def details(self, row: RunEvent) -> str:
        """What the event carries; outputs are on their own pages."""
        data = {name: value for name, value in row.data.items() if name != "outputs"}
        return format_html("<code>{}</code>", as_text(data, indent=None)) if data else "-"


class StatusFilter(admin.SimpleListFilter):
    """All statuses, without asking a large table which ones it holds."""

    title = parameter_name = "status"
    choice_names: tuple[str, ...] = STATUSES

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """What may be chosen."""
        return [(name, name) for name in self.choice_names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Run]) -> QuerySet[Run]:
        """The runs of the choice."""
        if self.value() is None:
            return queryset
        return queryset.filter(**{str(self.parameter_name): self.value()})


class LaneFilter(StatusFilter):
    """All lanes."""

    title = parameter_name = "lane"
    choice_names = LANES


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    """Filter by `dead` for the runs that need a decision."""

    hidden = ("graph", "layout", "request_hash")
    list_display = (
        "id", "workflow", "status", "why", "attempt", "lane", "origin", "created_by", "created_at",
        "finished_at",
    )  # fmt: skip
    list_filter = (StatusFilter, LaneFilter, "created_at")
    list_select_related = ("workflow", "created_by")
    search_fields = ("id", "workflow__key", "app__key", "created_by__username", "worker")
    date_hierarchy = "created_at"
    ordering = ("-created_at",)
    inlines = (EventInline, NodeInline, InputInline)
    actions = ("retry", "drop")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Run]:
        """Without the graphs, which may be large and are on their versions' pages."""
        return super().get_queryset(request).defer("graph", "layout")

    def has_mend_permission(self, request: HttpRequest) -> bool:
        """As for changing a run."""
        return request.user.has_perm(CHANGE_RUN)

    @admin.display(description="reason")
    def why(self, run: Run) -> str:
        """The sentence of its error."""
        return str((run.error or {}).get("message", ""))[:120]

    @admin.action(description="Retry selected runs", permissions=["mend"])
    def retry(self, request: HttpRequest, rows: QuerySet[Run]) -> None:
        """Start new runs of the same graphs and inputs."""
        actor = Actor(_user(request))
        for run in rows.select_related("workflow__app", "app", "created_by", "version"):
            try:
                new = retry_run(actor, run)
            except WeftError as error:
                self.message_user(request, error.message, messages.ERROR)
                continue
            self.log_change(request, run, f"Retried as {new.pk}.")
            message = f"Run {run.number} is retried as run {new.number} ({new.pk})."
            self.message_user(request, message, messages.SUCCESS)

    @admin.action(description="Drop selected runs", permissions=["mend"])
    def drop(self, request: HttpRequest, rows: QuerySet[Run]) -> TemplateResponse | None:
        """Ask first, then delete them for good."""
        if "confirmed" not in request.POST:
            return self._ask(request, rows)
        actor = Actor(_user(request))
        for run in rows.select_related("app", "workflow"):
            try:
                with transaction.atomic():
                    self.log_deletions(request, rows.filter(pk=run.pk))
                    drop_run(actor, run)
            except WeftError as error:
                self.message_user(request, error.message, messages.ERROR)
                continue
            message = f"Run {run.number} of {run.workflow.key} is dropped."
            self.message_user(request, message, messages.SUCCESS)
        return None

    def _ask(self, request: HttpRequest, rows: QuerySet[Run]) -> TemplateResponse:
        selected = list(rows.select_related("workflow"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Drop runs",
            "opts": self.opts,
            "media": self.media,
            "dead": [run for run in selected if run.status == "dead"],
            "others": [run for run in selected if run.status != "dead"],
        }
        return TemplateResponse(request, "admin/builder/run/drop.html", context)


@admin.register(RunEvent)
class RunEventAdmin(ReadOnlyAdmin):
    """Every run's lines."""

    list_display = ("run", "seq", "type", "node", "at")
    list_filter = ("type",)
    search_fields = ("run__id", "node")
    ordering = ("-pk",)


@admin.register(RunInput)
class RunInputAdmin(ReadOnlyAdmin):
    """Every run's inputs."""

    list_display = ("run", "index", "name")
    search_fields = ("run__id", "name")
    ordering = ("-pk",)


@admin.register(NodeRun)
class NodeRunAdmin(ReadOnlyAdmin):
    """Every run's nodes."""

    hidden = ("left",)
    list_display = ("run", "node", "status", "attempt", "ms", "cached", "provider")
    list_filter = ("status", "cached", "provider")
    search_fields = ("run__id", "node")
    ordering = ("-pk",)


@admin.register(NodeOutput)
class NodeOutputAdmin(ReadOnlyAdmin):
    """What nodes left."""

    list_display = ("run", "node", "index")
    search_fields = ("run__id", "node")
    ordering = ("-pk",)


def _user(request: HttpRequest) -> Any:
    return request.user


@admin.register(StreamSession)
class StreamSessionAdmin(ReadOnlyAdmin):
    """Sessions that callers keep open; what they remember is not shown."""

    hidden = ("state",)
    list_display = ("id", "workflow", "version", "created_by", "revision", "used_at")
    list_select_related = ("workflow", "version", "created_by")
    search_fields = ("id", "workflow__key", "app__key", "created_by__username")
    ordering = ("-used_at",)
