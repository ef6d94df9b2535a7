"""Says in a few words how one graph differs from another: "+1 node, 2 parameters".

The words are those of the compare page (`frontend/src/graph/summarise.ts`).
"""

from __future__ import annotations

from typing import Any


def summarize(before: dict[str, Any], after: dict[str, Any]) -> str:
    """The differences by node id; empty when only the layout changed."""
    old = {node["id"]: node for node in before["nodes"]}
    new = {node["id"]: node for node in after["nodes"]}
    added, removed = len(new.keys() - old.keys()), len(old.keys() - new.keys())
    parameters = models = versions = wires = operators = 0
    for name in old.keys() & new.keys():
        was, now = old[name], new[name]
        parameters += _changed(was.get("params", {}), now.get("params", {}))
        wires += _changed(was.get("inputs", {}), now.get("inputs", {}))
        if was.get("model") != now.get("model"):
            if _model_id(was) == _model_id(now):
                versions += 1
            else:
                models += 1
        operators += was["operator"] != now["operator"]
    inputs = before.get("inputs") != after.get("inputs")
    outputs = before.get("outputs") != after.get("outputs")
    parts = [
        f"+{_count(added, 'node')}" if added else "",
        f"-{_count(removed, 'node')}" if removed else "",
        _count(operators, "operator") if operators else "",
        _count(models, "model") if models else "",
        _count(versions, "model version") if versions else "",
        _count(parameters, "parameter") if parameters else "",
        _count(wires, "wire") if wires else "",
        "inputs" if inputs else "",
        "outputs" if outputs else "",
    ]
    return ", ".join(part for part in parts if part) or "no change"


def _model_id(node: dict[str, Any]) -> str | None:
    return (node.get("model") or {}).get("id")


def _changed(was: dict[str, Any], now: dict[str, Any]) -> int:
    return sum(was.get(name) != now.get(name) for name in was.keys() | now.keys())


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
