"""The plates workflow over REST against the bare `session.run` calls that it needs.

The model feeds are recorded once through our own engine, then replayed bare in this process,
interleaved with whole calls to the server. Every call sends other bytes, so that no cache helps.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from builder.gallery import templates
from runtime.contracts.graph import parse_graph
from runtime.engine.cancel import Cancel
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, run_plan
from runtime.inference.sessions import Sessions
from runtime.media.images import read_image
from runtime.registry import operators
from tests.bench.report import Row
from tests.clients import Api, image_input, sample

if TYPE_CHECKING:
    from tests.servers import Server

ROUNDS = 25
PICTURE = "street-two-cars.jpg"


class Recording:
    """A model source that keeps every feed."""

    def __init__(self) -> None:
        self.sessions = Sessions()
        self.calls: list[tuple[Any, dict]] = []

    def manifest(self, ref):
        return self.sessions.manifest(ref)

    def get(self, ref):
        return _Recorded(self.sessions.get(ref), self.calls)


class _Recorded:
    def __init__(self, model, calls) -> None:
        self._model, self._calls = model, calls

    def __getattr__(self, name):
        return getattr(self._model, name)

    def run(self, feeds, cancel=None, graph=""):
        self._calls.append((self._model, dict(feeds)))
        return self._model.run(feeds, cancel, graph)


def record() -> list[tuple[Any, dict]]:
    graph = templates()["read-licence-plates"].graph
    source = Recording()
    plan = compile_graph(parse_graph(graph), operators(), source)
    run_plan(Job(plan, [{"image": read_image(sample(PICTURE), PICTURE)}]), Means(source, Cancel()))
    return source.calls


def measure(server: Server) -> list[Row]:
    """One picture a call, and eight."""
    calls = record()
    api = Api(server, server.token())
    return [_measure(api, calls, 1, ROUNDS), _measure(api, calls, 8, ROUNDS // 4)]


def _measure(api: Api, calls: list[tuple[Any, dict]], count: int, rounds: int) -> Row:
    ours, bare, ratios = [], [], []
    for index in range(rounds + 2):
        marks = [(count, index, number) for number in range(count)]
        inputs = [image_input(sample(PICTURE) + bytes(mark)) for mark in marks]
        begun = perf_counter()
        assert api.results("read-licence-plates", *inputs).status_code == 200
        whole = perf_counter() - begun
        begun = perf_counter()
        for _ in range(count):
            for model, feeds in calls:
                model._graphs[""].run(None, feeds)
        floor = perf_counter() - begun
        if index >= 2:
            ours.append(whole * 1000)
            bare.append(floor * 1000)
            ratios.append(whole / floor)
    pictures = "1 picture" if count == 1 else f"{count} pictures"
    return Row(
        f"plates over REST, {pictures} / {len(calls) * count} bare session.run",
        f"{median(ours):.0f} ms",
        f"{median(bare):.0f} ms",
        median(ratios),
        1.25,
        "x",
    )
