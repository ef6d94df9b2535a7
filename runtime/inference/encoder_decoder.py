"""Models of an encoder that reads and a decoder that writes, as their exporters cut them up.

The decoder comes as `decoder` alone (every step reads all tokens), with `decoder_with_past` (later
steps read one token and what was kept), or as `decoder_merged`, which is both. What is kept are the
outputs `present...`, handed back as the inputs `past_key_values...`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model

    Arrays = dict[str, NDArray[np.generic]]

MERGED, WHOLE, PAST = "decoder_merged", "decoder", "decoder_with_past"
_PAST_INPUT, _KEPT_OUTPUT = "past_key_values", "present"
_ENCODER_KEPT = ".encoder."
_HEADS, _HEAD_SIZE = 1, 3
"""Which sides of a kept tensor (rows, heads, tokens, size) its graph fixes."""


def encode(
    model: Model, feeds: Mapping[str, NDArray[np.generic]], cancel: CancelToken | None
) -> NDArray[np.generic]:
    """What the encoder says, one row per input."""
    names = list(model.output_names("encoder"))
    outputs = model.run(feeds, cancel, "encoder")
    return outputs[names.index("last_hidden_state") if "last_hidden_state" in names else 0]


class GraphWriter:
    """One encoded input, and the texts that are being written about it."""

    def __init__(
        self,
        model: Model,
        hidden: NDArray[np.generic],
        mask: NDArray[np.int64] | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        graphs = model.manifest.graphs
        if MERGED not in graphs and WHOLE not in graphs:
            message = f"The model {model.manifest.title} came without its decoder. Import it again."
            raise OperatorFailedError(message, model=model.manifest.id)
        self._model = model
        self._hidden, self._mask, self._cancel = hidden, mask, cancel
        self._first = MERGED if MERGED in graphs else WHOLE
        self._then = MERGED if MERGED in graphs else PAST if PAST in graphs else WHOLE
        self._kept: Arrays = {}

    def after(self, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """Scores (rows, vocabulary) of the token after these."""
        remembers = bool(self._kept) and self._then != WHOLE
        graph = self._then if remembers else self._first
        shapes = self._model.inputs(graph)
        feeds = self._common(tokens[:, -1:] if remembers else tokens, tokens.shape, shapes)
        for name, shape in shapes.items():
            if name.startswith(_PAST_INPUT):
                feeds[name] = self._past(name, shape, len(tokens))
        if "use_cache_branch" in shapes:
            feeds["use_cache_branch"] = np.array([remembers])
        outputs = self._model.run(feeds, self._cancel, graph)
        self._remember(self._model.output_names(graph), outputs, remembers=remembers)
        return np.asarray(outputs[self._scores_at(graph)], np.float32)[:, -1]

    def keep(self, rows: NDArray[np.intp]) -> None:
        """Go on with these rows."""
        self._kept = {name: held[rows] for name, held in self._kept.items()}

    def _common(
        self,
        fresh: NDArray[np.int64],
        whole: tuple[int, ...],
        shapes: Mapping[str, Sequence[int | str | None]],
    ) -> Arrays:
        rows, length = whole
        hidden = np.repeat(self._hidden, rows, axis=0)
        mask = np.ones(hidden.shape[:2], np.int64)
        if self._mask is not None:
            mask = np.repeat(self._mask, rows, axis=0)
        begun = length - fresh.shape[1]
        known = {
            "input_ids": fresh,
            "decoder_input_ids": fresh,
            "encoder_hidden_states": hidden,
            "encoder_attention_mask": mask,
            "attention_mask": np.ones((rows, length), np.int64),
            "decoder_attention_mask": np.ones((rows, length), np.int64),
            "position_ids": np.tile(np.arange(begun, length, dtype=np.int64), (rows, 1)),
            "cache_position": np.arange(begun, length, dtype=np.int64),
        }
        return {name: value for name, value in known.items() if name in shapes}

    def _past(self, name: str, shape: Sequence[int | str | None], rows: int) -> NDArray[np.generic]:
        kept = self._kept.get(name)
        if kept is not None:
            return kept
        heads, size = shape[_HEADS], shape[_HEAD_SIZE]
        if not (isinstance(heads, int) and isinstance(size, int)):
            message = (
                f"The decoder of {self._model.manifest.title} does not tell the size of what it "
                "keeps. Export it with decoder_model and decoder_with_past_model."
            )
            raise OperatorFailedError(message, model=self._model.manifest.id)
        return np.zeros((rows, heads, 0, size), self._hidden.dtype)

    def _remember(
        self, names: Sequence[str], outputs: Sequence[NDArray[np.generic]], *, remembers: bool
    ) -> None:
        """Keep what the step answers; what was kept of the encoder never changes."""
        if self._then == WHOLE:
            return
        for name, output in zip(names, outputs, strict=True):
            if not name.startswith(_KEPT_OUTPUT):
                continue
            if not (remembers and _ENCODER_KEPT in name):
                self._kept[_PAST_INPUT + name.removeprefix(_KEPT_OUTPUT)] = output

    def _scores_at(self, graph: str) -> int:
        names = list(self._model.output_names(graph))
        told = self._model.manifest.postprocess.get("outputs", {}).get("logits", "logits")
        return names.index(told) if told in names else 0
