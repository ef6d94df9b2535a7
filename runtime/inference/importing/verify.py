"""The disposable child's work: read every graph, load it, run it, tell what was seen.

Weights that lie beside a graph are brought into it, so what is stored is one file each, in the
folder's subfolder `whole`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import (
    BadSideFileError,
    CannotRunError,
    InvalidModelError,
    NoUsableOutputError,
    TooMuchMemoryError,
)
from runtime.inference.children import sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

WHOLE = "whole"
MAX_SAID = 160
MAX_METADATA_CHARACTERS = 200_000
OUT_OF_MEMORY = ("bad_alloc", "bad allocation", "allocate memory", "memory limit")


def verify(order: Mapping[str, Any]) -> dict[str, Any]:
    """`Seen` as JSON. Raises a `ModelRefusedError`."""
    import onnx  # noqa: F401 - loaded before memory is limited
    import onnxruntime  # noqa: F401 - likewise

    sandbox.limit_files(int(order["file_bytes"]))
    sandbox.limit_memory(int(order["memory"]))
    sandbox.limit_seconds(int(order["seconds"]))
    folder = Path(order["folder"])
    _check_tokenizer(folder, order.get("tokenizer"))
    graphs = {
        role: _look_at(folder / name, folder / WHOLE / f"{role or 'model'}.onnx", order["sides"])
        for role, name in order["graphs"].items()
    }
    return {"graphs": graphs}


def _look_at(path: Path, whole: Path, sides: Sequence[int]) -> dict[str, Any]:
    from runtime.inference.importing import onnx_file

    model = onnx_file.read(path)
    if not model.graph.output:
        message = f"{path.name} has no output, so nothing can be read from it. Export it again."
        raise NoUsableOutputError(message)
    whole.parent.mkdir(exist_ok=True)
    whole.write_bytes(model.SerializeToString())
    opset, producer = onnx_file.opset_of(model), f"{model.producer_name} {model.producer_version}"
    del model
    return {
        "file": f"{WHOLE}/{whole.name}",
        "bytes": whole.stat().st_size,
        "opset": opset,
        "producer": producer.strip()[:200],
        **_run(whole, path.name, sides),
    }


def _run(path: Path, name: str, sides: Sequence[int]) -> dict[str, Any]:
    from runtime.inference.importing import dry_run
    from runtime.inference.sessions import open_raw

    session = _opened(open_raw, path, name)
    inputs = {item.name: (item.type, item.shape) for item in session.get_inputs()}
    for port, (kind, _) in inputs.items():
        if kind not in dry_run.DTYPES:
            message = f"{name} takes {kind} at {port[:60]}, which Weft cannot give it."
            raise CannotRunError(f"{message} Export it with numbers as inputs.")
    if not any(item.type in dry_run.DTYPES for item in session.get_outputs()):
        message = f"{name} answers no arrays of numbers, so no decoder reads it. Export it again."
        raise NoUsableOutputError(message)
    open_sides = any(
        dry_run.is_picture(port, shape) and not all(isinstance(size, int) for size in shape[1:])
        for port, (_, shape) in inputs.items()
    )
    side, noise = _first_that_runs(session, inputs, sides if open_sides else sides[:1], name)
    zeros = _computed(session, dry_run.feeds(inputs, side, noise=False))
    names = [item.name for item in session.get_outputs()]
    return {
        "metadata": _metadata(session),
        "inputs": [_port(item) for item in session.get_inputs()],
        "outputs": [_port(item) for item in session.get_outputs()],
        "side": side if open_sides else None,
        "noise": _told(names, noise),
        "zeros": _told(names, zeros),
    }


def _opened(open_raw: Any, path: Path, name: str) -> Any:
    try:
        return open_raw(path)
    except Exception as error:
        _refuse_memory(error, name)
        said = _sentence(error)
        message = f"{name} cannot be loaded: {said} Export it with opset 17, as one file."
        raise InvalidModelError(message) from error


def _first_that_runs(
    session: Any, inputs: Mapping[str, Any], sides: Sequence[int], name: str
) -> tuple[int, Sequence[NDArray[np.generic]]]:
    """Try the usual sizes of pictures in turn."""
    from runtime.inference.importing import dry_run

    last: Exception | None = None
    for side in sides:
        try:
            return side, _computed(session, dry_run.feeds(inputs, side, noise=True))
        except Exception as error:  # noqa: BLE001 - another size may do
            _refuse_memory(error, name)
            last = error
    said = _sentence(last)
    message = f"{name} cannot compute a test input: {said} Export it for inference."
    raise CannotRunError(message) from last


def _computed(
    session: Any, feeds: Mapping[str, NDArray[np.generic]]
) -> Sequence[NDArray[np.generic]]:
    outputs: Sequence[NDArray[np.generic]] = session.run(None, feeds)
    return outputs


def _told(names: Sequence[str], outputs: Sequence[NDArray[np.generic]]) -> list[dict[str, Any]]:
    import numpy as np

    from runtime.inference.importing import dry_run

    return [
        dry_run.told(name, output)
        for name, output in zip(names, outputs, strict=True)
        if isinstance(output, np.ndarray)
    ]


def _port(item: Any) -> dict[str, Any]:
    kind = str(item.type)
    inner = kind[kind.find("(") + 1 : -1] if kind.startswith("tensor(") else kind
    shape = [size if isinstance(size, int | str) else None for size in item.shape or ()]
    return {"name": item.name, "dtype": inner, "shape": shape}


def _metadata(session: Any) -> dict[str, str]:
    found = session.get_modelmeta().custom_metadata_map
    return {str(k)[:200]: str(v) for k, v in found.items() if len(v) <= MAX_METADATA_CHARACTERS}


def _check_tokenizer(folder: Path, name: str | None) -> None:
    if name is None:
        return
    from tokenizers import Tokenizer

    from runtime.inference.tokenizer_file import LibraryError, caught

    try:
        with caught():
            Tokenizer.from_file(str(folder / name))
    except LibraryError as error:
        message = "tokenizer.json cannot be read as a tokenizer. Download it again."
        raise BadSideFileError(message) from error


def _refuse_memory(error: Exception, name: str) -> None:
    told = str(error).lower()
    if isinstance(error, MemoryError) or any(words in told for words in OUT_OF_MEMORY):
        message = f"{name} needs more memory than a model may take here. Import a smaller one."
        raise TooMuchMemoryError(message) from error


def _sentence(error: Exception | None) -> str:
    """The library's reason on one line, without where its files lie."""
    lines = str(error).strip().splitlines() or ["no reason was given"]
    words = [word for word in lines[0].split() if "/" not in word and "\\" not in word]
    return " ".join(words)[:MAX_SAID].rstrip(".") + "."
