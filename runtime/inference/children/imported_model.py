"""A model that users brought, in the same shape as any other: its computing is done in a child."""

from __future__ import annotations

import threading
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from runtime.contracts.errors import CancelledError, ModelUnavailableError, OperatorFailedError
from runtime.inference.children.channel import ClosedError
from runtime.inference.children.child_tokenizer import ChildTokenizer
from runtime.inference.children.handover import HandoverError
from runtime.inference.children.living import Living
from runtime.inference.children.process import END_SECONDS, Child, ran_out_of_memory
from runtime.inference.children.task import RUN, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import ModelManifest
    from runtime.inference.children.limits import Limits
    from runtime.inference.children.living import Call

MEGABYTE = 1024 * 1024
OPEN_SECONDS = 120
MAX_SENTENCE = 300


class Keeper(Protocol):
    """Who keeps the children, and says what they may take."""

    @property
    def limits(self) -> Limits:
        """Of each child, and of all."""

    @property
    def device(self) -> str:
        """What they compute on."""

    @property
    def threads(self) -> int | None:
        """With how many threads; None for the engine's own choice."""

    def make_room(self, wanted: ImportedModel, cancel: CancelToken | None) -> None:
        """End a child that rests where a new one would be too many."""


class ImportedModel:
    """A model that computes in a child; fulfils `contracts.model.Model`."""

    def __init__(
        self, manifest: ModelManifest, home: Keeper, locate: Callable[[str], Path]
    ) -> None:
        self._manifest = manifest
        self._home = home
        self._locate = locate
        self._lock = threading.Lock()
        self.living: Living | None = None
        self.runs = 0
        self.seconds = 0.0
        self._opened = self._open().opened

    @property
    def manifest(self) -> ModelManifest:
        """The card this model was loaded from."""
        return self._manifest

    @property
    def provider(self) -> str:
        """The execution provider that really loaded."""
        return str(self._opened["provider"])

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the file says about itself."""
        return {str(name): str(said) for name, said in self._opened["metadata"].items()}

    def output_names(self, graph: str = "") -> Sequence[str]:
        """What `run` answers, in order."""
        return [str(name) for name in self._opened["outputs"][graph]]

    def inputs(self, graph: str = "") -> Mapping[str, Sequence[int | str | None]]:
        """What `run` takes: name -> shape, where a side of any length is a name or None."""
        shapes: Mapping[str, Sequence[int | str | None]] = self._opened["inputs"][graph]
        return shapes

    def side_file(self, role: str) -> Path:
        """Where a file that goes with the graph lies."""
        name = self._manifest.side_files.get(role)
        if name is None:
            message = f"The model {self._manifest.title} came without its {role} file."
            raise ModelUnavailableError(f"{message} Import it again.", model=self._manifest.id)
        return self._locate(name)

    def tokenizer(self) -> ChildTokenizer:
        """What cuts texts into tokens: the file is as untrusted as the model, so the child does."""
        self.side_file("tokenizer")
        return ChildTokenizer(self)

    def run(
        self,
        feeds: Mapping[str, NDArray[np.generic]],
        cancel: CancelToken | None = None,
        graph: str = "",
    ) -> Sequence[NDArray[np.generic]]:
        """Compute all outputs in the child; a cancellation stops it, by force if it must."""
        started = perf_counter()
        try:
            return self._done(Task(RUN, feeds, self._home.limits.call_seconds, cancel, graph))
        finally:
            self.runs += 1
            self.seconds += perf_counter() - started

    def tokenize(
        self,
        deed: str,
        given: Mapping[str, NDArray[np.generic]],
        cancel: CancelToken | None = None,
    ) -> Sequence[NDArray[np.generic]]:
        """What the child's tokenizer makes of these arrays, see `tokenizing`."""
        return self._done(Task(deed, given, self._home.limits.tokenizer_seconds, cancel))

    def end(self) -> None:
        """End the child; the next call starts another."""
        with self._lock:
            if self.living is not None:
                self.living.end()
                self.living = None

    def _done(self, task: Task) -> Sequence[NDArray[np.generic]]:
        ends_at = monotonic() + task.seconds
        while True:
            refuse_cancelled(task.cancel)
            outputs = self._done_in(self._open(task.cancel), task, ends_at)
            if outputs is not None:
                return outputs

    def _open(self, cancel: CancelToken | None = None) -> Living:
        """The child, started if there is none."""
        with self._lock:
            if self.living is None or not self.living.alive:
                self._home.make_room(self, cancel)
                self.living = self._start()
            self.living.used_at = monotonic()
            return self.living

    def _start(self) -> Living:
        card, limits = self._manifest, self._home.limits
        files: Mapping[str, str | None] = card.graphs or {"": card.file}
        child = Child({
            "do": "serve",
            "card": card.model_dump(mode="json"),
            "files": {role: str(self._locate(name or "")) for role, name in files.items()},
            "tokenizer_file": self._tokenizer_file(),
            "device": self._home.device,
            "threads": self._home.threads,
            "memory": limits.memory_megabytes * MEGABYTE,
        })  # fmt: skip
        child.line.limit_waiting(OPEN_SECONDS)
        try:
            message, _ = child.line.receive()
        except ClosedError as error:
            full = ran_out_of_memory(child.how_it_ended())
            raise self._unopened({"code": "memory"} if full else {}) from error
        if "opened" not in message:
            child.end()
            raise self._unopened(message.get("error") or {})
        child.line.limit_waiting(None)
        return Living(child, message["opened"])

    def _tokenizer_file(self) -> str | None:
        has_one = "tokenizer" in self._manifest.side_files
        return str(self.side_file("tokenizer")) if has_one else None

    def _unopened(self, error: Mapping[str, Any]) -> ModelUnavailableError:
        title = self._manifest.title
        if error.get("code") == "memory":
            message = f"{self._too_much()} Import a smaller one."
        elif error.get("code") == ModelUnavailableError.code and error.get("message"):
            message = str(error["message"])[:MAX_SENTENCE]
        else:
            message = f"The model {title} crashed while it was opened. Import another file."
        return ModelUnavailableError(message, model=self._manifest.id)

    def _too_much(self) -> str:
        most = self._home.limits.memory_megabytes
        return f"The model {self._manifest.title} needs more than {most} MB of memory."

    def _done_in(
        self, living: Living, task: Task, ends_at: float
    ) -> Sequence[NDArray[np.generic]] | None:
        """The outputs; None when the child was ended for another call's sake."""
        cancel = task.cancel
        try:
            number, call = living.begin(task.deed, task.feeds, task.graph)
        except HandoverError as error:
            raise self._failed(task, "cannot take this input") from error
        forget = cancel.on_cancel(call.changed.set) if cancel is not None else None
        try:
            self._wait(living, number, call, task, ends_at)
        finally:
            if forget is not None:
                forget()
            living.forget(number)
        if call.gone:
            living.ended.wait(END_SECONDS)
            if living.ended_for_another and not _cancelled(cancel):
                return None
            raise self._died(living, task)
        return self._read(call, task)

    def _wait(self, living: Living, number: int, call: Call, task: Task, ends_at: float) -> None:
        while not call.done and not _cancelled(task.cancel) and monotonic() < ends_at:
            call.changed.wait(max(0.0, ends_at - monotonic()))
        if call.done:
            return
        living.stop(number)
        patience = monotonic() + self._home.limits.stop_seconds
        while not call.done and monotonic() < patience:
            call.changed.clear()
            if not call.done:
                call.changed.wait(max(0.0, patience - monotonic()))
        if not call.done:
            living.end()
        refuse_cancelled(task.cancel)
        raise self._failed(task, f"took longer than {task.seconds:.0f} s, so it was stopped")

    def _read(self, call: Call, task: Task) -> Sequence[NDArray[np.generic]]:
        answer = call.answer or {}
        if call.outputs is not None and "error" not in answer:
            return call.outputs
        refuse_cancelled(task.cancel)
        error = answer.get("error") or {}
        if error.get("code") == "memory":
            raise OperatorFailedError(
                f"{self._too_much()} Use a smaller picture or model.", model=self._manifest.id
            )
        said = str(error.get("message") or "")[:MAX_SENTENCE]
        if error.get("code") == OperatorFailedError.code and said:
            raise OperatorFailedError(said, model=self._manifest.id)
        if error.get("code") == ModelUnavailableError.code and said:
            raise ModelUnavailableError(said, model=self._manifest.id)
        raise self._failed(task, "could not compute this input")

    def _died(self, living: Living, task: Task) -> OperatorFailedError:
        if living.exit_code is not None and ran_out_of_memory(living.exit_code):
            return OperatorFailedError(
                f"{self._too_much()} Use a smaller picture or model.", model=self._manifest.id
            )
        return self._failed(task, "crashed while it was computing")

    def _failed(self, task: Task, what: str) -> OperatorFailedError:
        message = f"The {task.who} {self._manifest.title} {what}."
        return OperatorFailedError(message, model=self._manifest.id)


def _cancelled(cancel: CancelToken | None) -> bool:
    return cancel is not None and cancel.cancelled


def refuse_cancelled(cancel: CancelToken | None) -> None:
    """Raise `CancelledError` when the token fired."""
    if _cancelled(cancel):
        raise CancelledError("The run was cancelled while a model was computing.")
