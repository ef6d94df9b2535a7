"""The rules of a workflow file: allowed keys, ids, and the order of nodes.

They are the SDK's own rules and no fewer, so that what is read here is read there. Beyond them
`suppress_output` and `output_info.data` are read, which the API knows and the SDK's files do not,
and `weft` beside `workflow`, where our own export puts what has no place elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from builder.formats.clarifai.document import Document, DocumentNode, ModelPart, kept_of
from builder.formats.clarifai.nodes import refuse
from builder.formats.clarifai.shape import did_you_mean
from runtime.contracts.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from builder.formats.clarifai.yaml_tree import Path, Tree

ID_PATTERN = re.compile(r"^[0-9A-Za-z]+([-_][0-9A-Za-z]+)*$")
MAX_ID = 48
VERSION_PATTERN = re.compile(r"^[0-9a-f]{32}$")
_MODEL_IDS = ("model_id", "user_id", "app_id", "model_type_id")
_NEW = ("model_type_id", "description", "output_info")


class Rules:
    """Walks a tree, notes every problem, and builds the document."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []
        self.node: str | None = None

    def document(self) -> Document:
        """The document. Raises `InvalidGraphError` with every problem."""
        top = self._keys((), self.tree.data, {"workflow"}, {"weft"})
        flow = self._keys(("workflow",), top.get("workflow"), {"id", "nodes"})
        workflow_id = self._id(("workflow", "id"), flow.get("id"))
        listed = flow.get("nodes")
        if "nodes" in flow and not (isinstance(listed, list) and listed):
            self._add(("workflow", "nodes"), "nodes has to be a list of at least one node.")
        nodes = [
            self._node(("workflow", "nodes", index), item)
            for index, item in enumerate(listed if isinstance(listed, list) else [])
        ]
        self.node = None
        self._order(nodes)
        refuse(self.problems)
        return Document(workflow_id, tuple(nodes), kept_of(top.get("weft")))

    def _node(self, path: Path, item: object) -> DocumentNode:
        self.node = None
        found = self._keys(path, item, {"id", "model"}, {"node_inputs", "suppress_output"})
        node_id = self._text((*path, "id"), found.get("id"), needed="id" in found)
        self.node = node_id or None
        model = self._model((*path, "model"), found.get("model"))
        hidden = found.get("suppress_output", False)
        if not isinstance(hidden, bool):
            self._add((*path, "suppress_output"), "suppress_output has to be true or false.")
        inputs: list[str] = []
        listed = found.get("node_inputs")
        if "node_inputs" in found and not (isinstance(listed, list) and listed):
            self._add(
                (*path, "node_inputs"),
                "node_inputs has to be a list of at least one node; leave it away for none.",
            )
        for index, one in enumerate(listed if isinstance(listed, list) else []):
            place = (*path, "node_inputs", index)
            named = self._keys(place, one, {"node_id"})
            name = self._text((*place, "node_id"), named.get("node_id"), needed="node_id" in named)
            inputs += [name] if name else []
        return DocumentNode(node_id, model, tuple(inputs), suppress_output=hidden is True)

    def _model(self, path: Path, item: object) -> ModelPart:
        allowed = {*_MODEL_IDS, *_NEW, "model_version_id"} - {"model_id"}
        found = self._keys(path, item, {"model_id"}, allowed)
        ids = {name: self._id((*path, name), found[name]) for name in _MODEL_IDS if name in found}
        version = None
        if "model_version_id" in found:
            version = self._written((*path, "model_version_id"), found["model_version_id"]).lower()
            if not VERSION_PATTERN.match(version):
                self._add((*path, "model_version_id"), "a version id has 32 digits or letters a-f.")
            others = [name for name in _NEW if name in found]
            if others:
                self._add(
                    (*path, others[0]),
                    f"a model with model_version_id cannot have {' or '.join(others)} too. "
                    "Remove one or the other.",
                )
        description = found.get("description")
        if description is not None and not isinstance(description, str):
            self._add((*path, "description"), "description has to be a text.")
        return ModelPart(
            model_id=ids.get("model_id", ""), user_id=ids.get("user_id"), app_id=ids.get("app_id"),
            model_version_id=version, model_type_id=ids.get("model_type_id"),
            description=description if isinstance(description, str) else None,
            output_info=self._output_info((*path, "output_info"), found),
        )  # fmt: skip

    def _output_info(self, path: Path, model: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if "output_info" not in model:
            return None
        info = self._keys(path, model["output_info"], set(), {"params", "data", "output_config"})
        for name, value in info.items():
            if not isinstance(value, dict):
                self._add((*path, name), f"{name} has to be a table of names and values.")
        return info

    def _order(self, nodes: list[DocumentNode]) -> None:
        """What a node waits for stands before it, so that no file can hold a loop."""
        before: set[str] = set()
        every = [node.id for node in nodes]
        for index, node in enumerate(nodes):
            self.node = node.id
            for at, name in enumerate(node.node_inputs):
                if name in before:
                    continue
                path = ("workflow", "nodes", index, "node_inputs", at, "node_id")
                if name in every:
                    cure = f"Put {name} before {node.id}."
                    self._add(path, f"{node.id} waits for {name}, which comes later. {cure}")
                else:
                    cure = did_you_mean(name, every) or " Name a node of this file."
                    self._add(path, f"{node.id} waits for {name}, which is not in the file.{cure}")
            before.add(node.id)

    def _keys(
        self, path: Path, item: object, needed: Collection[str], more: Collection[str] = ()
    ) -> Mapping[str, Any]:
        place = _say(path)
        if item is None and path and path not in self.tree.lines:
            return {}  # missing, and told
        if not isinstance(item, dict):
            known = ", ".join(sorted({*needed, *more}))
            self._add(path, f"{place} has to be a table with the keys {known}.")
            return {}
        allowed = {*needed, *more}
        for name in item:
            if name not in allowed:
                hint = did_you_mean(str(name), allowed) or f" Its keys are {_list(allowed)}."
                self._add((*path, name), f"{place} has no key {name}.{hint}")
        for name in sorted(set(needed) - set(item)):
            self._add(path, f"{place} has no {name}. Add it.")
        return item

    def _text(self, path: Path, value: object, *, needed: bool) -> str:
        text = self._written(path, value)
        if needed and not text:
            self._add(path, f"{_say(path)} has to be a name.")
        return text

    def _id(self, path: Path, value: object) -> str:
        text = self._written(path, value)
        if value is None and path not in self.tree.lines:
            return ""  # missing, and told
        if len(text) > MAX_ID or not ID_PATTERN.match(text):
            self._add(
                path,
                f"{_say(path)} is “{text[:60]}”; an id has 1 to {MAX_ID} letters and digits, with "
                "single - or _ between them.",
            )
        return text

    def _written(self, path: Path, value: object) -> str:
        """A name as it was written: 0123 is a name, not a number."""
        if isinstance(value, str):
            return value
        if value is None or isinstance(value, dict | list):
            return ""
        return self.tree.written.get(path, str(value))

    def _add(self, path: Path, sentence: str) -> None:
        message, _, cure = sentence.partition(". ")
        self.problems.append(
            Problem(
                self.node, None, "bad_document",
                f"line {self.tree.line(path)}: {message.rstrip('.')}.",
                cure or "Correct it.",
            )
        )  # fmt: skip


def _say(path: Path) -> str:
    """`workflow.nodes[2].model`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".") or "the file"


def _list(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
