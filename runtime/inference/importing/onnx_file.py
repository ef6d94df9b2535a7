"""Read one ONNX file that nobody trusts: whole, of known operators, with all its weights.

Runs inside the disposable child.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import (
    ExternalDataError,
    InvalidModelError,
    OpsetError,
    TruncatedError,
    UnknownDomainError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN_DOMAINS = frozenset(["", "ai.onnx", "ai.onnx.ml", "com.microsoft"])
LEAST_OPSET = 7
MAX_DEPTH = 64
MAX_SAID = 160


def read(path: Path) -> Any:
    """The model with every weight inside it. Raises a `ModelRefusedError`."""
    import onnx
    from google.protobuf.message import DecodeError

    try:
        model = onnx.load(str(path), load_external_data=False)
    except (DecodeError, ValueError) as error:
        message = (
            f"{path.name} is not a whole ONNX file: it is truncated, or no ONNX file at all. "
            "Export or download it again."
        )
        raise TruncatedError(message) from error
    _check_domains(model, path.name)
    _check_opset(model, path.name)
    _bring_in_weights(model, path)
    try:
        onnx.checker.check_model(model)
    except Exception as error:
        told = str(error).strip().splitlines() or [""]
        message = f"{path.name} breaks a rule of ONNX: {told[0][:MAX_SAID]} Export it again."
        raise InvalidModelError(message) from error
    return model


def opset_of(model: Any) -> int:
    """The version of the standard operators."""
    return max(
        (item.version for item in model.opset_import if item.domain in ("", "ai.onnx")), default=0
    )


def _check_domains(model: Any, name: str) -> None:
    if not model.HasField("graph") or not (model.graph.node or model.graph.output):
        message = f"{name} holds no graph: it is truncated, or no ONNX file. Export it again."
        raise TruncatedError(message)
    local = {(function.domain, function.name) for function in model.functions}
    unknown = sorted(
        {
            node.domain
            for node in _nodes(model)
            if node.domain not in KNOWN_DOMAINS and (node.domain, node.op_type) not in local
        }
    )
    if unknown:
        listed = ", ".join(item[:40] for item in unknown[:3])
        message = (
            f"{name} uses operators of {listed}, which are not part of ONNX. "
            "Export it with standard operators only."
        )
        raise UnknownDomainError(message, domains=[item[:80] for item in unknown[:20]])


def _check_opset(model: Any, name: str) -> None:
    import onnx

    newest, found = onnx.defs.onnx_opset_version(), opset_of(model)
    ml = any(item.domain == "ai.onnx.ml" for item in model.opset_import)
    if not found and ml:
        return
    if not LEAST_OPSET <= found <= newest:
        message = (
            f"{name} is written for opset {found}; this installation reads {LEAST_OPSET} to "
            f"{newest}. Export it with opset 17."
        )
        raise OpsetError(message, opset=found)


def _bring_in_weights(model: Any, path: Path) -> None:
    """Read what lies in files beside the graph, once each of them is known to lie there."""
    from onnx import TensorProto, external_data_helper

    outside = [tensor for tensor in _tensors(model) if _is_outside(tensor, TensorProto)]
    for tensor in outside:
        told = {item.key: item.value for item in tensor.external_data}
        _check_location(told.get("location", ""), path)
    for tensor in outside:
        try:
            external_data_helper.load_external_data_for_tensor(tensor, str(path.parent))
        except Exception as error:
            message = f"A file with weights of {path.name} is shorter than it must be."
            raise ExternalDataError(f"{message} Download it again.") from error
        tensor.data_location = TensorProto.DEFAULT
        del tensor.external_data[:]


def _is_outside(tensor: Any, kinds: Any) -> bool:
    return bool(tensor.data_location == kinds.EXTERNAL or tensor.external_data)


def _check_location(location: str, path: Path) -> None:
    """Only the files that exporters write beside a graph, by their names."""
    parts = PurePosixPath(location.replace("\\", "/")).parts
    name = parts[-1] if parts else ""
    if len([part for part in parts if part != "."]) != 1 or location.startswith(("/", "\\")):
        message = (
            f"{path.name} keeps weights outside its folder. Export it as one file, "
            "or with its weights beside it."
        )
        raise ExternalDataError(message)
    if not is_sidecar(name, path.name):
        message = (
            f"{path.name} keeps weights in a file called {name[:60]}. Weft reads "
            f"{path.name}_data beside it; export it as one file."
        )
        raise ExternalDataError(message)
    lies = path.parent / name
    if lies.is_symlink() or not lies.is_file():
        message = f"{path.name} keeps its weights in {name[:60]}, which is missing. Add that file."
        raise ExternalDataError(message, missing=name[:200])


def is_sidecar(name: str, graph: str) -> bool:
    """Whether a file of this name may hold weights of the graph."""
    stem, _, number = name.partition("_data")
    hub = stem == graph and (number == "" or (number[0] == "_" and number[1:].isdigit()))
    return hub or name == f"{graph}.data"


def _graphs(model: Any) -> Iterator[Any]:
    """The graph, those inside its nodes, and the bodies of its functions."""
    waiting = [(model.graph, 0), *((function, 0) for function in model.functions)]
    while waiting:
        graph, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise InvalidModelError("The graph is nested deeper than Weft reads. Export it again.")
        yield graph
        for node in graph.node:
            for attribute in node.attribute:
                inner = [attribute.g] if attribute.HasField("g") else []
                waiting += [(item, depth + 1) for item in (*inner, *attribute.graphs)]


def _nodes(model: Any) -> Iterator[Any]:
    for graph in _graphs(model):
        yield from graph.node


def _tensors(model: Any) -> Iterator[Any]:
    for graph in _graphs(model):
        yield from getattr(graph, "initializer", ())
        for sparse in getattr(graph, "sparse_initializer", ()):
            yield from (sparse.values, sparse.indices)
        for node in graph.node:
            for attribute in node.attribute:
                if attribute.HasField("t"):
                    yield attribute.t
                yield from attribute.tensors
                for sparse in (attribute.sparse_tensor, *attribute.sparse_tensors):
                    yield from (sparse.values, sparse.indices)
