"""Which libraries do an operator's work: read from what its file and its helpers import."""

from __future__ import annotations

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from runtime.contracts.catalogue import Operator

ENGINES = {
    "onnxruntime": "ONNX Runtime",
    "cv2": "OpenCV",
    "PIL": "Pillow",
    "av": "FFmpeg (PyAV)",
    "zxingcpp": "ZXing",
    "lingua": "Lingua",
    "sklearn": "scikit-learn",
    "scipy": "SciPy",
    "vaderSentiment": "VADER",
    "pocketsphinx": "PocketSphinx",
    "runtime.inference.espeak": "eSpeak NG",
    "runtime.inference.apertium": "Apertium",
    "tokenizers": "Tokenizers",
    "numpy": "NumPy",
}
"""The package, or our module that starts a program, in the order of how much it says, and what
people call it."""
OWN = "Weft"
HELPERS = ("runtime.inference.", "runtime.media.")


def engine_of(operator: Operator) -> str:
    """Such as `OpenCV, NumPy`; `Weft` for plain Python, ONNX Runtime first where a model runs."""
    found = _reached(operator.module)
    if operator.meta.task is not None:
        found = found | {"onnxruntime"}
    return ", ".join(name for package, name in ENGINES.items() if package in found) or OWN


def _reached(module: str) -> frozenset[str]:
    """The known packages that a module imports, itself or through our helpers."""
    seen: set[str] = set()
    packages: set[str] = set()
    waiting = [module]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        for name in _imports(current):
            if name.startswith(HELPERS):
                waiting.append(name)
            packages.add(name if name in ENGINES else name.split(".")[0])
    return frozenset(packages & set(ENGINES))


@cache
def _imports(module: str) -> frozenset[str]:
    spec = find_spec(module)
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return frozenset()
    tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    typing_only = {id(node) for block in _type_checking(tree) for node in ast.walk(block)}
    names: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            if node.module.startswith("runtime."):
                names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(name for name in names if _exists(name))


def _type_checking(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            yield from node.body


def _exists(name: str) -> bool:
    """Whether it is a module: `from a import b` may name a function."""
    if not name.startswith("runtime."):
        return True
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
