"""Which stores the runtime gets.

The only place that knows both the builder and the runtime's insides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings

from config import celery
from runtime.inference.children.limits import Limits
from runtime.inference.importing.inspect import InspectLimits
from runtime.worker import wired

if TYPE_CHECKING:
    from runtime.inference.sessions import Device


def connect() -> None:
    """Supply this process's stores to the runtime, and make ours the current Celery application."""
    from builder.model_store import DatabaseModelStore
    from builder.outside import DatabaseOutsideSource
    from builder.queue_gauges import DatabaseQueueGauges
    from builder.run_store import DatabaseEventLog, DatabaseRunStore
    from builder.search_store import DatabaseEmbeddingStore

    celery.app.set_default()
    wired.connect(
        runs=DatabaseRunStore(),
        events=DatabaseEventLog(),
        queue=DatabaseQueueGauges(),
        models=DatabaseModelStore(),
        outside=DatabaseOutsideSource(),
        embeddings=DatabaseEmbeddingStore(),
        device=cast("Device", settings.DEVICE),
        threads=settings.MODEL_THREADS,
        cache_bytes=settings.CACHE_MEGABYTES * 1024 * 1024,
        written=settings.DATA_DIR / "graphs",
        imports=wired.ForImports(
            folder=settings.DATA_DIR / "models",
            cache_bytes=settings.MODEL_CACHE_MEGABYTES * 1024 * 1024,
            running=Limits(
                memory_megabytes=settings.MODEL_MEMORY_MEGABYTES,
                most_children=settings.MODEL_CHILDREN,
            ),
            looking=InspectLimits(
                most_megabytes=settings.MODEL_MEGABYTES,
                memory_megabytes=settings.MODEL_MEMORY_MEGABYTES,
                seconds=settings.MODEL_CHECK_SECONDS,
            ),
        ),
    )
