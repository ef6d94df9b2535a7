"""Find a model's graphs and what goes with them, by the names that exporters give.

Only files of known names are looked at; they are laid side by side in a working folder of ours.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import BadSideFileError, ModelTooLargeError, NoGraphError
from runtime.inference.importing.onnx_file import is_sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DOCUMENTS = {
    "config.json": "config",
    "preprocessor_config.json": "preprocessor",
    "processor_config.json": "processor",
    "tokenizer_config.json": "tokenizer_config",
    "special_tokens_map.json": "special_tokens",
    "generation_config.json": "generation",
    "modules.json": "modules",
    "1_Pooling/config.json": "pooling",
}
SIDE_FILES = {"tokenizer.json": "tokenizer", "vocab.json": "vocabulary"}
LABEL_FILES = ("labels.txt", "classes.txt", "labels.json", "id2label.json")
VARIANTS = {
    "": "fp32", "_quantized": "quantized", "_int8": "int8", "_uint8": "uint8", "_fp16": "fp16",
    "_q8": "q8", "_q4": "q4", "_q4f16": "q4f16", "_bnb4": "bnb4", "_q2": "q2", "_q1": "q1",
}  # fmt: skip
"""Endings of file names and what they mean, in the order in which a processor prefers them."""
_GRAPH_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z ._+-]{0,120}\.onnx(_data(_\d{1,3})?|\.data)?")
MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
MAX_LABELS = 50_000
MAX_LABEL_CHARACTERS = 120
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Bundle:
    """One model's files, in a working folder."""

    folder: Path
    graphs: Mapping[str, str]
    """Role -> file; the role of a single graph is empty."""
    side: Mapping[str, str] = field(default_factory=dict)
    """Role -> file that a run needs, such as `tokenizer`."""
    documents: Mapping[str, Any] = field(default_factory=dict)
    """Name -> parsed configuration."""
    labels: tuple[str, ...] = ()
    variant: str = "fp32"
    variants: Mapping[str, int] = field(default_factory=dict)
    """Precision -> bytes, of those that came along."""


def is_wanted(name: str) -> bool:
    """Whether a file of this name, relative to the model's folder, is one to look at."""
    if name in DOCUMENTS or name in SIDE_FILES or name in LABEL_FILES:
        return True
    last = name.removeprefix("onnx/")
    return bool(_GRAPH_NAME.fullmatch(last))


def lay_out(source: Path, target: Path, most_bytes: int) -> None:
    """Copy the files of a folder, or a single one, into a working folder.

    Raises `NoGraphError`, `ModelTooLargeError`.
    """
    found = {source.name: source} if source.is_file() else dict(_below(source))
    total = sum(path.stat().st_size for path in found.values())
    if total > most_bytes * len(VARIANTS):
        raise too_large(most_bytes)
    for name, path in found.items():
        place = target / flat(name)
        if not place.exists():
            shutil.copyfile(path, place)  # no link: the child may write in the folder


def to_fetch(sizes: Mapping[str, int], variant: str | None = None) -> list[str]:
    """Which files of a folder, by name and bytes, one variant of its model is made of.

    Raises `NoGraphError`.
    """
    wanted = [name for name in sizes if is_wanted(name)]
    inner = any(name.startswith("onnx/") and name.endswith(".onnx") for name in wanted)
    if inner:
        wanted = [name for name in wanted if "onnx" not in name or name.startswith("onnx/")]
    graphs = sorted(flat(name) for name in wanted if name.endswith(".onnx"))
    roles = _choose(_complete(graphs), variant)[1]
    return [
        name
        for name in wanted
        if ".onnx" not in name
        or any(flat(name) == file or is_sidecar(flat(name), file) for file in roles.values())
    ]


def flat(name: str) -> str:
    """What a file is called in the working folder."""
    return "pooling_config.json" if name == "1_Pooling/config.json" else name.rpartition("/")[2]


def too_large(most_bytes: int) -> ModelTooLargeError:
    """The refusal of a model over the limit."""
    most = most_bytes // MEGABYTE
    message = f"The model is larger than {most} MB, the limit here. Import a smaller one."
    return ModelTooLargeError(message, limit_bytes=most_bytes)


def gather(folder: Path, most_bytes: int, variant: str | None = None) -> Bundle:
    """Understand a working folder. Raises a `ModelRefusedError`."""
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".onnx"))
    complete = _complete(names)
    chosen, roles = _choose(complete, variant)
    sizes = {kind: _bytes_of(folder, roles) for kind, roles in complete.items()}
    if sizes[chosen] > most_bytes:
        raise too_large(most_bytes)
    documents = {
        told: _document(folder / flat(name))
        for name, told in DOCUMENTS.items()
        if (folder / flat(name)).is_file()
    }
    side = {role: name for name, role in SIDE_FILES.items() if (folder / name).is_file()}
    for name in side.values():
        _small_enough(folder / name)
    return Bundle(folder, roles, side, documents, _labels(folder), chosen, sizes)


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    if not folder.is_dir():
        raise NoGraphError("There is no such file or folder. Check the path.")
    for inner in ("onnx/", "", "1_Pooling/"):
        place = folder / inner
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            name = f"{inner}{path.name}"
            if is_wanted(name) and path.is_file():
                yield name, path


def _complete(names: list[str]) -> dict[str, dict[str, str]]:
    """Precision -> role -> file, of those that make a model; at least one."""
    if not names:
        message = "There is no .onnx file among the files. Export the model to ONNX first."
        raise NoGraphError(message)
    complete = {kind: roles for kind, roles in _by_variant(names).items() if roles}
    if not complete:
        listed = ", ".join(names[:4])
        message = f"It is not clear which file is the model: {listed}. Import one of them alone."
        raise NoGraphError(message, files=names[:50])
    return complete


def _choose(
    complete: Mapping[str, dict[str, str]], variant: str | None
) -> tuple[str, dict[str, str]]:
    chosen = variant or next(iter(complete))
    if chosen not in complete:
        listed = ", ".join(complete)
        message = f"There is no variant {chosen} among the files. Choose one of {listed}."
        raise NoGraphError(message, variants=list(complete))
    return chosen, complete[chosen]


def _by_variant(names: list[str]) -> dict[str, dict[str, str]]:
    """Precision -> role -> file, most wanted first."""
    bases: dict[str, dict[str, str]] = {}
    for name in names:
        base, ending = _split(name.removesuffix(".onnx"))
        bases.setdefault(ending, {})[base] = name
    return {kind: _roles(bases[ending]) for ending, kind in VARIANTS.items() if ending in bases}


def _split(stem: str) -> tuple[str, str]:
    for ending in sorted(VARIANTS, key=len, reverse=True):
        if ending and stem.endswith(ending) and stem != ending:
            return stem.removesuffix(ending), ending
    return stem, ""


def _roles(bases: Mapping[str, str]) -> dict[str, str]:
    """Role -> file of one precision; empty when it does not make a model."""
    if "encoder_model" in bases:
        encoder = {"encoder": bases["encoder_model"]}
        if "decoder_model_merged" in bases:
            return {**encoder, "decoder_merged": bases["decoder_model_merged"]}
        if "decoder_model" not in bases:
            return {}
        past = bases.get("decoder_with_past_model")
        found = {**encoder, "decoder": bases["decoder_model"]}
        return {**found, "decoder_with_past": past} if past else found
    if "text_model" in bases and "vision_model" in bases:
        return {"image": bases["vision_model"], "text": bases["text_model"]}
    if "model" in bases:
        return {"": bases["model"]}
    return {"": next(iter(bases.values()))} if len(bases) == 1 else {}


def _bytes_of(folder: Path, roles: Mapping[str, str]) -> int:
    return sum(
        path.stat().st_size
        for path in folder.iterdir()
        if any(path.name == name or is_sidecar(path.name, name) for name in roles.values())
    )


def _small_enough(path: Path) -> None:
    if path.stat().st_size > MAX_DOCUMENT_BYTES:
        message = f"{path.name} is larger than {MAX_DOCUMENT_BYTES // MEGABYTE} MB."
        raise BadSideFileError(f"{message} Check the file.")


def _document(path: Path) -> Any:
    _small_enough(path)
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        message = f"{path.name} is not JSON. Download it again."
        raise BadSideFileError(message) from error


def _labels(folder: Path) -> tuple[str, ...]:
    for name in LABEL_FILES:
        path = folder / name
        if path.is_file():
            _small_enough(path)
            if name.endswith(".json"):
                return labels_of(_document(path))
            lines = path.read_text("utf-8", errors="replace").splitlines()
            return clean_labels(line for line in lines if line.strip())
    return ()


def labels_of(told: Any) -> tuple[str, ...]:
    """Labels from a list, or from a table by number as configurations have them."""
    if isinstance(told, list):
        return clean_labels(told)
    if not isinstance(told, dict):
        return ()
    numbered = {int(key): text for key, text in told.items() if str(key).isdigit()}
    if not numbered or max(numbered) > MAX_LABELS:
        return ()
    return clean_labels(numbered.get(at, f"class {at}") for at in range(max(numbered) + 1))


def clean_labels(told: Any) -> tuple[str, ...]:
    """Labels as one-line texts of a bounded length and number."""
    found: list[str] = []
    for text in told:
        found.append(" ".join(str(text).split())[:MAX_LABEL_CHARACTERS] or f"class {len(found)}")
        if len(found) > MAX_LABELS:
            message = f"The model has more than {MAX_LABELS} labels. Import another one."
            raise BadSideFileError(message)
    return tuple(found)
