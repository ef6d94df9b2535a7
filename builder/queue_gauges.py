"""How long the queue is and how long its oldest run waits, by the database's clock."""

from __future__ import annotations

from django.db.models import Count, DurationField, ExpressionWrapper, F, Max, Q
from django.db.models.functions import Coalesce, Now

from builder.models import Run
from runtime.contracts.limits import LANES
from runtime.contracts.stores import LaneState, QueueState


class DatabaseQueueGauges:
    """Fulfils `runtime.contracts.stores.QueueGauges`."""

    def read(self) -> QueueState:
        """Two statements; both look at the runs that have not ended, which indexes hold."""
        due = Q(not_before=None) | Q(not_before__lte=Now())
        waits = ExpressionWrapper(
            Now() - Coalesce(F("not_before"), F("created_at")), output_field=DurationField()
        )
        rows = Run.objects.filter(due, status="queued").values_list("lane")
        found = {
            lane: LaneState(lane, length, max(oldest.total_seconds(), 0.0))
            for lane, length, oldest in rows.annotate(length=Count("pk"), oldest=Max(waits))
        }
        lanes = [found.get(name, LaneState(name, 0, 0.0)) for name in LANES]
        running = Run.objects.filter(status="running").aggregate(
            all=Count("pk"), expired=Count("pk", filter=Q(lease_until__lt=Now()))
        )
        return QueueState(lanes, running["all"], running["expired"])
