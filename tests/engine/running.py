"""Runs a graph of the sample operators, and reads what came out as nested lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import InvalidGraphError
from runtime.contracts.graph import parse_graph
from runtime.contracts.values import Each, Text
from runtime.engine.batch import as_tree
from runtime.engine.cancel import Cancel
from runtime.engine.hooks import SilentHooks
from runtime.engine.plan import compile_graph
from runtime.engine.run import Job, Means, RunResult, run_plan
from tests.sample_operators import CATALOGUE, NoModels

if TYPE_CHECKING:
    from collections.abc import Sequence


def compiled(document: dict[str, Any]):
    return compile_graph(parse_graph(document), CATALOGUE, NoModels())


def run(document: dict[str, Any], inputs: Sequence[Any], **job: Any) -> RunResult:
    """Each input is a text, or a mapping of names to values."""
    values = [{"text": Text(item)} if isinstance(item, str) else item for item in inputs]
    cache = job.pop("cache", None)
    means = Means(NoModels(), Cancel(), SilentHooks(), None, cache)
    return run_plan(Job(compiled(document), values, **job), means)


def problems(document: dict[str, Any]) -> list[tuple[Any, Any, str]]:
    """Node, port and code of everything that is wrong with a graph."""
    try:
        compiled(document)
    except InvalidGraphError as error:
        return [(item["node"], item["port"], item["code"]) for item in error.data["problems"]]
    return []


def raw(result: RunResult, node: str, index: int = 0, port: str = "text") -> Any:
    """An output as texts in nested lists; `!sentence` for an element that failed."""
    tree = as_tree(result.results[node], port, index, result.state.anchors, lambda value: value)
    return _plain(tree)


def _plain(tree: Any) -> Any:
    if isinstance(tree, dict) and "each" in tree:
        return [_plain(branch["value"]) for branch in tree["each"]]
    if isinstance(tree, dict):
        return f"!{tree['error']['message']}"
    return tree.raw if isinstance(tree, Text) else tree


def nested(*values: Any) -> Each[Any]:
    """Texts, or lists of texts, as an input with levels brings them."""
    return Each(
        tuple(
            nested(*item) if isinstance(item, list) else None if item is None else Text(item)
            for item in values
        )
    )
