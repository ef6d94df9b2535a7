"""Model manifests: what a model version needs in order to run, decided once.

Never guessed in a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.graph import ModelRef

Task = Literal["detect", "text-detect", "text-recognize", "text-orient", "ocr"]


class ModelManifest(BaseModel):
    """The card and wiring of one model version."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    task: Task
    description: str
    licence: str
    source: str
    package: str | None = None
    """The installed package that carries the file; None for a file of Weft itself."""
    file: str | None = None
    """The file, relative to the package or to the weights folder; None for a composition."""
    sha256: str | None = None
    bytes: int | None = None
    """Size of the file."""
    labels: tuple[str, ...] = ()
    decoder: str | None = None
    """Name of the module in `inference/decoders` that reads the outputs."""
    preprocess: dict[str, Any] = Field(default_factory=dict)
    thresholds: dict[str, float] = Field(default_factory=dict)
    parts: dict[str, str] = Field(default_factory=dict)
    """Role -> model id, for a composition such as OCR."""
    metrics: dict[str, float] = Field(default_factory=dict)


class Model(Protocol):
    """A model ready to run."""

    @property
    def manifest(self) -> ModelManifest:
        """The card this model was loaded from."""

    @property
    def provider(self) -> str:
        """The execution provider that really loaded, such as `CPUExecutionProvider`."""

    @property
    def metadata(self) -> Mapping[str, str]:
        """What the file says about itself, such as a recogniser's alphabet."""

    def run(
        self, feeds: Mapping[str, NDArray[np.generic]], cancel: CancelToken | None = None
    ) -> Sequence[NDArray[np.generic]]:
        """Compute all outputs, in the file's order. Raises `CancelledError` when `cancel` fires."""


class ModelSource(Protocol):
    """Where operators get their models from."""

    def get(self, ref: ModelRef) -> Model:
        """The shared, loaded model. Raises `ModelUnavailableError`."""

    def manifest(self, ref: ModelRef) -> ModelManifest | None:
        """The card without loading anything; None when no such model is known."""


class CancelToken(Protocol):
    """Says that a run should stop, and lets a model call be stopped from outside."""

    @property
    def cancelled(self) -> bool:
        """True once the run must stop."""

    def on_cancel(self, action: Any) -> Any:
        """Call `action()` when cancelled; returns a function that takes the registration back."""
