"""Runs and all that is kept of them. The row is the truth; queues and sockets only ring a bell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from builder.models.app import App
from builder.models.blob import Blob, digests_in
from builder.models.ids import new_id
from builder.models.token import Token
from builder.models.version import Version
from builder.models.workflow import Workflow
from runtime.contracts.limits import LANES

if TYPE_CHECKING:
    from collections.abc import Iterable

STATUSES = ("queued", "running", "succeeded", "partially_succeeded", "failed", "cancelled", "dead")
TERMINAL = ("succeeded", "partially_succeeded", "failed", "cancelled", "dead")


class HolderManager(models.Manager[Any]):
    """Of rows that point at files: a file counts as used when a row comes to point at it.

    What `write_blob` just kept needs no such note, so the busiest writers go round this.
    """

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        """Note the files' use, then insert."""
        rows = list(objs)
        found: dict[str, set[str]] = {}
        for row in rows:
            found.setdefault(row.run_id, set()).update(digests_in(row.held()))
        runs = [run for run, digests in found.items() if digests]
        for run, app in Run.objects.filter(pk__in=runs).values_list("pk", "app_id"):
            Blob.note_use(app, found[run])
        return super().bulk_create(rows, *args, **options)


class Run(models.Model):
    """One execution of a graph on 1 to 32 inputs, with the lease that says who computes it."""

    id = models.CharField(primary_key=True, max_length=32, default=new_id, editable=False)
    app = models.ForeignKey(App, models.CASCADE, related_name="runs")
    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="runs")
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="runs")
    number = models.PositiveIntegerField()
    graph = models.JSONField()
    """The graph it really runs, models pinned: of its version, or of the draft at that moment."""
    layout = models.JSONField(default=dict)
    part = models.JSONField(default=dict, blank=True)
    """Its targets, and which nodes were given; `builder.actions.choose_part` writes it."""
    origin = models.CharField(max_length=8, default="api")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    token = models.ForeignKey(Token, models.SET_NULL, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=20, default="queued")
    error = models.JSONField(null=True, blank=True)
    session = models.CharField(max_length=32, blank=True, default="")
    """The session that it goes on with; that may be gone."""
    refused = models.JSONField(default=list, blank=True)
    """Inputs of the same batch that could not be read: place, name and error of each."""

    attempt = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=3)
    fence = models.PositiveIntegerField(default=0)
    """Rises with every claim; a writer with an older fence is refused."""
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True, default="")
    not_before = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    next_seq = models.PositiveIntegerField(default=1)
    lane = models.CharField(max_length=12, default="interactive")
    request_hash = models.CharField(max_length=64, blank=True, default="")
    """What the idempotency key was used for."""
    idempotency_key = models.CharField(max_length=100, null=True, blank=True)  # noqa: DJ001 - unique

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="run_status"),
            models.CheckConstraint(condition=Q(lane__in=LANES), name="run_lane"),
            models.UniqueConstraint(fields=["workflow", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["created_by", "idempotency_key"],
                condition=Q(idempotency_key__isnull=False),
                name="run_idempotency_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lane", "not_before", "created_at"],
                condition=Q(status="queued"),
                name="run_queued",
            ),
            models.Index(fields=["lease_until"], condition=Q(status="running"), name="run_leases"),
            models.Index(fields=["app", "-created_at"], name="run_history"),
            models.Index(
                fields=["finished_at"], condition=Q(finished_at__isnull=False), name="run_finished"
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.number} of {self.workflow_id}"


class RunInput(models.Model):
    """One input of a run: a stored value for each of the graph's inputs."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="inputs")
    index = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200, blank=True, default="")
    values = models.JSONField()
    """Graph input name -> stored value, as `runtime.media.stored` writes it."""

    objects = HolderManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "index"], name="run_input_once")]
        ordering = ["index"]

    def __str__(self) -> str:
        return f"input {self.index}"

    def held(self) -> Any:
        """What may point at files."""
        return self.values


class NodeRun(models.Model):
    """How one node of a run is doing."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="node_runs")
    node = models.CharField(max_length=64)
    status = models.CharField(max_length=12)
    attempt = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(null=True, blank=True)
    queue_ms = models.FloatField(null=True, blank=True)
    ms = models.FloatField(null=True, blank=True)
    cached = models.BooleanField(default=False)
    provider = models.CharField(max_length=64, blank=True, default="")
    error = models.JSONField(null=True, blank=True)
    left = models.JSONField(null=True, blank=True)
    """What it leaves for the next call of its session, until the run's end."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "node"], name="node_run_once")]

    def __str__(self) -> str:
        return f"{self.node}: {self.status}"


class NodeOutput(models.Model):
    """What a finished node left for one input: written once, with its event, in one transaction."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="outputs")
    node = models.CharField(max_length=64)
    index = models.PositiveSmallIntegerField()
    ports = models.JSONField()

    objects = HolderManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "node", "index"], name="node_output_once")
        ]
        ordering = ["index"]

    def __str__(self) -> str:
        return f"{self.node}[{self.index}]"

    def held(self) -> Any:
        """What may point at files."""
        return self.ports


class RunEvent(models.Model):
    """One line of a run's story; `seq` counts from 1 without gaps, exactly one line is terminal."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=24)
    node = models.CharField(max_length=64, blank=True, default="")
    data = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "seq"], name="event_seq_once"),
            models.UniqueConstraint(
                fields=["run"], condition=Q(type__in=TERMINAL), name="event_one_terminal"
            ),
        ]
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"
