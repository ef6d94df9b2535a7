"""Model manifests: what a model version needs in order to run, decided once.

Never guessed in a run. The vocabulary that the importer writes and the decoders read:

`preprocess` of a picture model: `input` (name), `width` and `height` (fixed canvas) or `longest`
and `stride`; `resize` is `stretch`, `letterbox` (centred), `letterbox_corner` (top left), `cover`
(short side, then `crop` [height, width]) or `keep`; `resample` is `nearest`, `bilinear`, `bicubic`
or `lanczos`; `pad` a grey 0..255; `rescale` a factor (1/255 unless told), then `mean` and `std` per
channel; `channels` is `rgb`, `bgr` or `grey`, `layout` `nchw` or `nhwc`, `dtype` `float32`,
`float16` or `uint8`; `batch` the only batch size that the file takes, absent for any; `short` the
short side of `cover` in pixels (`longest` then bounds the other, and without `crop` nothing is cut
off); `size_input` the input that is told the canvas as [width, height], and `mask_input` the one
that is told which of its pixels count (all do).

`preprocess` of a text model: `tokens` the longest input, `inputs` the names it takes (all that the
graph has, unless told), `pad` the id that fills up (0 unless told), `prefix` what goes before each
text; of an audio model: `input`, `rate` in hertz, `mels`, `seconds`, and `normalise` for zero mean
and unit spread.

`postprocess`: `outputs` role -> output name (in the file's order unless told), `activation` `none`,
`softmax` or `sigmoid` (what is left to apply), and what the decoder named by `decoder` says in its
docstring.

Roles of `graphs`: `image` and `text` of a two-sided embedder; `encoder` with `decoder`,
`decoder_with_past` or `decoder_merged` of a model that writes text. Roles of `side_files`:
`tokenizer` (a tokenizer.json) and `vocabulary` (JSON, token -> id).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.graph import ModelRef
    from runtime.contracts.tokenizer import Tokenizer

Task = Literal[
    "detect", "instance-segment", "keypoints", "classify", "segment", "depth", "image-embed",
    "image-to-image", "image-to-text", "text-detect", "text-recognize", "text-orient", "ocr",
    "text-embed", "text-classify", "text-tag", "text-to-text", "speech-to-text", "audio-classify",
    "voice-activity",
]  # fmt: skip


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
    written_by: str | None = None
    """Name of the module in `inference` that writes the graph from `file`, which holds weights
    only; None when `file` is the graph."""
    labels: tuple[str, ...] = ()
    decoder: str | None = None
    """Name of the module in `inference/decoders` that reads the outputs."""
    preprocess: dict[str, Any] = Field(default_factory=dict)
    postprocess: dict[str, Any] = Field(default_factory=dict)
    graphs: dict[str, str] = Field(default_factory=dict)
    """Role -> file of a model of several graphs, such as `encoder` and `decoder`; `file` is then
    None."""
    side_files: dict[str, str] = Field(default_factory=dict)
    """Role -> file that goes with the graph, such as `tokenizer`."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes that a text or speech model knows; empty when it does not matter."""
    opset: int | None = None
    imported: bool = False
    """Brought by a user: its files are blobs of the app named by digest, and it runs in a child
    process."""
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
        self,
        feeds: Mapping[str, NDArray[np.generic]],
        cancel: CancelToken | None = None,
        graph: str = "",
    ) -> Sequence[NDArray[np.generic]]:
        """Compute all outputs, in the file's order. Raises `CancelledError` when `cancel` fires.

        `graph` is the role of one graph of a model that has several.
        """

    def output_names(self, graph: str = "") -> Sequence[str]:
        """What `run` answers, in order."""

    def inputs(self, graph: str = "") -> Mapping[str, Sequence[int | str | None]]:
        """What `run` takes: name -> shape, where a side of any length is a name or None."""

    def side_file(self, role: str) -> Path:
        """Where a file that goes with the graph lies. Raises `ModelUnavailableError`."""

    def tokenizer(self) -> Tokenizer:
        """What cuts texts into tokens. Raises `ModelUnavailableError` without one."""


class ModelSource(Protocol):
    """Where operators get their models from."""

    def get(self, ref: ModelRef) -> Model:
        """The shared, loaded model. Raises `ModelUnavailableError`."""

    def manifest(self, ref: ModelRef) -> ModelManifest | None:
        """The card without loading anything; None when no such model is known."""
