"""Loaded models: the only place that opens onnxruntime.

One session per model file and device, made once under that file's lock and shared by all threads
(`run` releases the GIL). No pool spins: a spinning pool burns a core for some 40 ms after each
run, at the cost of the runs beside it. The library's process-wide pool is not used, as Python
cannot stop its spinning and every session made elsewhere in the process would be refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

from runtime.contracts.errors import CancelledError, ModelUnavailableError, OperatorFailedError
from runtime.contracts.graph import ModelRef
from runtime.inference import manifests, tokenizer_file, written_graphs
from runtime.inference.devices import gpu_is_present
from runtime.inference.side_by_side import usable_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model, ModelManifest
    from runtime.contracts.tokenizer import Tokenizer
    from runtime.inference.children.home import Home
    from runtime.inference.children.imported_model import ImportedModel

Device = Literal["cpu", "cuda", "auto"]
CPU_PROVIDER = "CPUExecutionProvider"
CUDA_PROVIDER = "CUDAExecutionProvider"
_LOG_ERRORS_ONLY = 3


class LoadedModel:
    """A model whose graphs, one as a rule, are each opened as one shared session."""

    def __init__(
        self,
        manifest: ModelManifest,
        graphs: Mapping[str, Any],
        side: Callable[[str], Path],
    ) -> None:
        self._manifest = manifest
        self._graphs = graphs
        self._side = side
        first = next(iter(graphs.values()))
        self._provider = str(first.get_providers()[0])
        self._metadata: dict[str, str] = first.get_modelmeta().custom_metadata_map
        self._lock = Lock()
        self.runs = 0
        self.seconds = 0.0

    @property
    def manifest(self) -> ModelManifest:
        """The card this model was loaded from."""
        return self._manifest

    @property
    def provider(self) -> str:
        """The execution provider that really loaded."""
        return self._provider

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the file says about itself."""
        return self._metadata

    def output_names(self, graph: str = "") -> Sequence[str]:
        """What `run` answers, in order."""
        return [output.name for output in self._graphs[graph].get_outputs()]

    def inputs(self, graph: str = "") -> Mapping[str, Sequence[int | str | None]]:
        """What `run` takes: name -> shape, where a side of any length is a name or None."""
        return {item.name: item.shape for item in self._graphs[graph].get_inputs()}

    def side_file(self, role: str) -> Path:
        """Where a file that goes with the graph lies."""
        return self._side(role)

    def tokenizer(self) -> Tokenizer:
        """The tokenizer of a file that Weft ships, opened here."""
        return tokenizer_file.opened(self.side_file("tokenizer"), self._manifest)

    def run(
        self,
        feeds: Mapping[str, NDArray[np.generic]],
        cancel: CancelToken | None = None,
        graph: str = "",
    ) -> Sequence[NDArray[np.generic]]:
        """Compute all outputs; a cancellation stops the computation inside the library."""
        import onnxruntime

        options = onnxruntime.RunOptions()

        def stop() -> None:
            options.terminate = True

        forget = cancel.on_cancel(stop) if cancel is not None else None
        started = perf_counter()
        try:
            _refuse_cancelled(cancel)
            session = self._graphs[graph]
            outputs: Sequence[NDArray[np.generic]] = session.run(None, feeds, options)
        except _library_errors() as error:
            _refuse_cancelled(cancel, error)
            message = f"The model {self._manifest.title} could not compute this input."
            raise OperatorFailedError(message, model=self._manifest.id) from error
        finally:
            if forget is not None:
                forget()
            self._count(perf_counter() - started)
        return outputs

    def _count(self, seconds: float) -> None:
        with self._lock:
            self.runs += 1
            self.seconds += seconds


class Composition:
    """A model made of other models; operators run its parts, never the whole."""

    def __init__(self, manifest: ModelManifest, parts: Mapping[str, Model]) -> None:
        self._manifest = manifest
        self._parts = parts

    @property
    def manifest(self) -> ModelManifest:
        """The card that names the parts."""
        return self._manifest

    @property
    def provider(self) -> str:
        """The provider of the parts, which are all loaded for one device."""
        return next(iter(self._parts.values())).provider

    @property
    def metadata(self) -> Mapping[str, str]:
        """Nothing: a composition has no file."""
        return {}

    def run(
        self,
        feeds: Mapping[str, NDArray[np.generic]],  # noqa: ARG002  # the contract's shape
        cancel: CancelToken | None = None,  # noqa: ARG002  # the contract's shape
        graph: str = "",  # noqa: ARG002  # the contract's shape
    ) -> Sequence[NDArray[np.generic]]:
        """Refuse: there is no single file to run."""
        raise self._no_file()

    def output_names(self, graph: str = "") -> Sequence[str]:  # noqa: ARG002
        """Refuse: each part has its own."""
        raise self._no_file()

    def inputs(self, graph: str = "") -> Mapping[str, Sequence[int | str | None]]:  # noqa: ARG002
        """Refuse: each part has its own."""
        raise self._no_file()

    def side_file(self, role: str) -> Path:  # noqa: ARG002
        """Refuse: each part has its own."""
        raise self._no_file()

    def tokenizer(self) -> Tokenizer:
        """Refuse: each part has its own."""
        raise self._no_file()

    def _no_file(self) -> OperatorFailedError:
        message = f"The model {self._manifest.title} is run part by part."
        return OperatorFailedError(message, model=self._manifest.id)


@dataclass(frozen=True)
class ModelCounters:
    """How much one loaded model has worked since it was opened."""

    runs: int
    seconds: float
    provider: str


class Sessions:
    """The models of this process, opened when first asked for.

    `device` is what is wanted: `cuda` refuses to fall back to the processor, `auto` does not.
    `threads` is how many cores one computation may use; None for all that this process may use.
    `locate` finds the files of built-in models. Models that users brought are opened in children,
    which `home` keeps; without it there are none.
    `written` is the folder that keeps graphs which Weft writes from weights; None for a private one
    that goes with this object.
    """

    def __init__(
        self,
        *,
        device: Device = "cpu",
        threads: int | None = None,
        resolve: Callable[[ModelRef], ModelManifest | None] = manifests.find,
        locate: Callable[[ModelManifest, str | None], Path] = manifests.path_of,
        home: Home | None = None,
        written: Path | None = None,
    ) -> None:
        self._device = device
        self._threads = threads
        self._resolve = resolve
        self._locate = locate
        self._home = home
        self._written = written
        self._private: TemporaryDirectory[str] | None = None
        self._guard = Lock()
        self._locks: dict[Path, Lock] = {}
        self._opened: dict[Path, LoadedModel] = {}

    def manifest(self, ref: ModelRef) -> ModelManifest | None:
        """The card without loading anything; None when no such model is known."""
        return self._resolve(ref)

    def get(self, ref: ModelRef) -> Model:
        """The shared, loaded model. Raises `ModelUnavailableError`."""
        card = self._resolve(ref)
        if card is None:
            message = f"There is no model {ref.id}. Choose another model in the node's settings."
            raise ModelUnavailableError(message, model=ref.id)
        if card.parts:
            parts = {role: self.get(ModelRef(id=name)) for role, name in card.parts.items()}
            return Composition(card, parts)
        if card.imported:
            return self._in_child(ref, card)
        return self._open_once(card)

    def counters(self) -> dict[str, ModelCounters]:
        """Work done so far, by model id; its length is the number of models loaded."""
        here: list[LoadedModel | ImportedModel] = list(self._opened.values())
        there = self._home.models() if self._home is not None else []
        return {
            model.manifest.id: ModelCounters(model.runs, model.seconds, model.provider)
            for model in here + there
        }

    def _in_child(self, ref: ModelRef, card: ModelManifest) -> Model:
        if self._home is None:
            message = f"The model {card.title} was imported, and imported models do not run here."
            raise ModelUnavailableError(message, model=card.id)
        return self._home.get(ref, card)

    def _open_once(self, card: ModelManifest) -> LoadedModel:
        files: Mapping[str, str | None] = card.graphs or {"": card.file}
        paths = {role: self._locate(card, file) for role, file in files.items()}
        first = next(iter(paths.values()))
        ready = self._opened.get(first)
        if ready is not None:
            return ready
        with self._guard:
            lock = self._locks.setdefault(first, Lock())
        with lock:
            if first not in self._opened:
                self._opened[first] = self._open(card, paths)
            return self._opened[first]

    def _open(self, card: ModelManifest, paths: Mapping[str, Path]) -> LoadedModel:
        written = {role: self._graph_file(card, path) for role, path in paths.items()}
        return open_files(
            card, written, self._device, self._threads, lambda role: self._side_file(card, role)
        )

    def _graph_file(self, card: ModelManifest, path: Path) -> Path:
        if card.written_by is None:
            return path
        with self._guard:
            if self._written is None:
                self._private = TemporaryDirectory(prefix="weft-graphs-")
                self._written = Path(self._private.name)
        return written_graphs.of(card, path, self._written)

    def _side_file(self, card: ModelManifest, role: str) -> Path:
        if role not in card.side_files:
            message = f"The model {card.title} came without its {role} file. Import it again."
            raise ModelUnavailableError(message, model=card.id)
        return self._locate(card, card.side_files[role])


def open_files(
    card: ModelManifest,
    paths: Mapping[str, Path],
    device: Device = "cpu",
    threads: int | None = None,
    side: Callable[[str], Path] | None = None,
) -> LoadedModel:
    """Open the graphs of a model in this very process. Raises `ModelUnavailableError`."""
    graphs = {role: _open(card, path, device, threads) for role, path in paths.items()}
    return LoadedModel(card, graphs, side or (lambda role: Path(card.side_files[role])))


def open_raw(path: Path) -> Any:
    """A session on the processor, with one thread; for looking at a file, not for running it."""
    import onnxruntime

    return onnxruntime.InferenceSession(
        str(path), sess_options=_options(1), providers=[CPU_PROVIDER]
    )


def _open(card: ModelManifest, path: Path, device: Device, threads: int | None) -> Any:
    import onnxruntime

    try:
        session = onnxruntime.InferenceSession(
            str(path), sess_options=_options(threads), providers=_providers(device)
        )
    except _library_errors() as error:
        message = f"The file of the model {card.title} could not be opened. Install it again."
        raise ModelUnavailableError(message, model=card.id) from error
    provider = session.get_providers()[0]
    if device == "cuda" and provider != CUDA_PROVIDER:
        message = (
            f"The model {card.title} was to run on a GPU, but CUDA did not load. "
            "Install the CUDA libraries, or set the device to cpu or auto."
        )
        raise ModelUnavailableError(message, model=card.id, provider=provider)
    return session


def _options(threads: int | None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or usable_cores()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.add_session_config_entry("session.inter_op.allow_spinning", "0")
    options.log_severity_level = _LOG_ERRORS_ONLY
    return options


@cache
def _library_errors() -> tuple[type[Exception], ...]:
    """What onnxruntime raises: a dozen classes with no common root but Exception."""
    from onnxruntime.capi import onnxruntime_pybind11_state as library

    own = (item for item in vars(library).values() if isinstance(item, type))
    return (*(item for item in own if issubclass(item, Exception)), RuntimeError, ValueError)


def _providers(device: Device) -> list[str]:
    import onnxruntime

    if device == "cpu" or (device == "auto" and not gpu_is_present()):
        return [CPU_PROVIDER]
    if CUDA_PROVIDER not in onnxruntime.get_available_providers():
        return [CPU_PROVIDER]
    onnxruntime.preload_dlls()
    return [CUDA_PROVIDER, CPU_PROVIDER]


def _refuse_cancelled(cancel: CancelToken | None, cause: Exception | None = None) -> None:
    if cancel is not None and cancel.cancelled:
        message = "The run was cancelled while a model was computing."
        raise CancelledError(message) from cause
