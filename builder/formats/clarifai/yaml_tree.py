"""Reads YAML from strangers: plain data only, bounded, and every place knows its line."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Hashable

MAX_BYTES = 256 * 1024
MAX_VALUES = 20_000
"""So many values a file may hold, each counted as often as an alias repeats it."""
MAX_DEPTH = 40
MAX_DIGITS = 40
"""A number of more characters is a text: reading it as one takes long, and nothing stores it."""
_PLAIN = ("null", "bool", "int", "float", "str")
_STRING = "tag:yaml.org,2002:str"

Path = tuple[str | int, ...]


@dataclass
class Tree:
    """Plain data, and for each place its line and how a scalar was written."""

    data: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)
    count: int = 0

    def line(self, path: Path) -> int:
        """The line of a place, or of what holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_tree(text: str) -> Tree:
    """Parse YAML, or JSON, which is YAML too. Raises a `BadRequestError` that names the line."""
    if len(text.encode()) > MAX_BYTES:
        raise BadRequestError(
            f"The file is larger than {MAX_BYTES // 1024} kB. Give a workflow file only."
        )
    tree = Tree()
    try:
        loader = yaml.SafeLoader(text)
        top = loader.get_single_node()
        tree.data = None if top is None else _plain(loader, top, (), tree)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}" if mark else "the file"
        raise BadRequestError(f"{where}: {error.problem or error.context}. Correct it.") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadRequestError("The file is no YAML and no JSON. Check what you sent.") from error
    return tree


def _plain(loader: yaml.SafeLoader, node: yaml.Node, path: Path, tree: Tree) -> Any:
    tree.count += 1
    line = node.start_mark.line + 1
    tree.lines[path] = line
    if tree.count > MAX_VALUES or len(path) > MAX_DEPTH:
        raise BadRequestError(f"line {line}: the file holds more values than a workflow can have.")
    if isinstance(node, yaml.SequenceNode):
        return [_plain(loader, item, (*path, index), tree) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, tree)
    tree.written[path] = node.value
    kind = node.tag.rpartition(":")[2]
    if kind not in _PLAIN or (kind in ("int", "float") and len(node.value) > MAX_DIGITS):
        node = yaml.ScalarNode(_STRING, node.value, node.start_mark, node.end_mark)
    value = loader.construct_object(node)
    if isinstance(value, float) and not math.isfinite(value):
        raise BadRequestError(f"line {line}: {node.value} is no number that can be kept.")
    return value


def _mapping(
    loader: yaml.SafeLoader, node: yaml.MappingNode, path: Path, tree: Tree
) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise BadRequestError(f"line {line}: a key has to be a name.")
        key = key_node.value
        if key in found:
            raise BadRequestError(f"line {line}: {key} stands here twice. Remove one of them.")
        found[key] = _plain(loader, value_node, (*path, key), tree)
    return found
