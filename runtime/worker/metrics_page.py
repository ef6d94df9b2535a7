"""What a scrape answers: the counters, and what is read at that moment from memory and from SQL."""

from __future__ import annotations

import hmac
import ipaddress
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import Error as DatabaseFault
from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from runtime.worker import metrics
from runtime.worker.wired import wired

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from prometheus_client import Metric

log = logging.getLogger(__name__)

FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto",
             "x-real-ip")  # fmt: skip
"""A proxy on this machine sets at least one of these for the strangers whom it lets through."""


def may_scrape(address: str, headers: Mapping[str, str], token: str) -> bool:
    """Whether this client may read the metrics: from this machine itself, or with the token.

    `headers` has lower-case names.
    """
    words = headers.get("authorization", "").split()
    if token and len(words) == 2 and words[0].lower() == "bearer":
        return hmac.compare_digest(words[1].encode(), token.encode())
    try:
        is_loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
    return is_loopback and not any(name in headers for name in FORWARDED)


def metrics_page(accept: str, *, queue: bool) -> tuple[bytes, str]:
    """The exposition in the form the scraper asks for, and its content type.

    With `queue` also what all processes share, which one kind of process need only tell.
    """
    encode, content_type = choose_encoder(accept)
    return encode(_with_queue if queue else _of_process), content_type


class _Means(Collector):
    """The cache and the loaded models of this process."""

    def collect(self) -> Iterator[Metric]:
        cache = wired().cache
        yield CounterMetricFamily("weft_cache_hits", "Nodes found in the cache.", cache.hits)
        yield CounterMetricFamily("weft_cache_misses", "Nodes not found there.", cache.misses)
        yield GaugeMetricFamily("weft_cache_bytes", "Memory of the kept results.", cache.bytes)
        counters = wired().models.counters()
        yield GaugeMetricFamily("weft_sessions_loaded", "Models held in memory.", len(counters))
        labels = ["model", "provider"]
        runs = CounterMetricFamily("weft_session_runs", "Calls of a loaded model.", labels=labels)
        seconds = CounterMetricFamily("weft_session_seconds", "Seconds in them.", labels=labels)
        work: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        for model, done in counters.items():
            total = work[metrics.model_label(model), done.provider]
            total[0] += done.runs
            total[1] += done.seconds
        for key, total in work.items():
            runs.add_metric(key, total[0])
            seconds.add_metric(key, total[1])
        yield runs
        yield seconds


class _Queue(Collector):
    """The queue as the database has it now; a database that is away is told, not raised."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("weft_database_up", "Whether the database answered this scrape.")
        try:
            state = wired().queue.read()
        except DatabaseFault as error:
            log.warning("The database did not answer a scrape: %s", error)
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        length = GaugeMetricFamily("weft_queue_length", "Runs that wait.", labels=["lane"])
        age = GaugeMetricFamily("weft_queue_age_seconds", "Longest wait.", labels=["lane"])
        for lane in state.lanes:
            length.add_metric([lane.name], lane.length)
            age.add_metric([lane.name], lane.oldest_seconds)
        yield length
        yield age
        yield GaugeMetricFamily("weft_runs_running", "Runs that are computed.", state.running)
        yield GaugeMetricFamily(
            "weft_leases_expired", "Runs whose worker went silent.", state.leases_expired
        )


def _registry(*more: Collector) -> CollectorRegistry:
    made = CollectorRegistry(auto_describe=False)
    ProcessCollector(registry=made)
    for collector in (metrics.registry, *more):
        made.register(collector)
    return made


_of_process = _registry(_Means())
_with_queue = _registry(_Means(), _Queue())
