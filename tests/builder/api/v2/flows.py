"""Small workflows of text nodes, as Clarifai's clients send them."""

from __future__ import annotations

from typing import Any


def prompt(node: str, template: str, *after: str, model: str = "", **more: Any) -> dict[str, Any]:
    """A node that says a text in other words; its model is made on the fly."""
    info = {"params": {"prompt_template": template}}
    told: dict[str, Any] = {
        "id": node,
        "model": {
            "id": model or f"{node}-op",
            "model_type_id": "prompter",
            "model_version": {"output_info": info},
        },
        **more,
    }
    if after:
        told["node_inputs"] = [{"node_id": name} for name in after]
    return told


def shout(key: str = "shout", **more: Any) -> dict[str, Any]:
    """Two nodes in a row: `hi` becomes `<hi>`, then `<hi>!`."""
    nodes = [
        prompt("wrap", "<{data.text.raw}>"),
        prompt("mark", "{data.text.raw}!", "wrap"),
    ]
    return {"id": key, "nodes": nodes, **more}


def said(answer: dict[str, Any]) -> list[str]:
    """The texts of the first result's outputs; None where an output has no data."""
    outputs = answer["results"][0]["outputs"]
    return [output.get("data", {}).get("text", {}).get("raw") for output in outputs]


HI = {"data": {"text": {"raw": "hi"}}}


def make(door: Any, *workflows: dict[str, Any]) -> list[dict[str, Any]]:
    """The workflows as the server made them; without any, `shout`."""
    made: dict[str, Any] = door.ok("PostWorkflows", workflows=list(workflows or [shout()]))
    return list(made["workflows"])


def get(door: Any, key: str = "shout") -> dict[str, Any]:
    """A workflow as it is now."""
    return dict(door.ok("GetWorkflow", workflow_id=key)["workflow"])


def ids(door: Any, **query: Any) -> list[str]:
    """Of the workflows that a listing answers."""
    return [row["id"] for row in door.ok("ListWorkflows", **query).get("workflows", [])]
