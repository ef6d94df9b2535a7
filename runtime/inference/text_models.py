"""Runs a model over texts and hands out what it said, by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import OperatorFailedError
from runtime.inference.tokens import Tokens, text_batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model, ModelManifest


@dataclass(frozen=True, eq=False)
class Said:
    """What a model said of a batch of texts; `mask` is 1 where a token stands."""

    outputs: Mapping[str, NDArray[np.generic]]
    mask: NDArray[np.int64]
    card: ModelManifest

    def head(self, role: str) -> NDArray[np.float32]:
        """The output in this role, as floats."""
        if role not in self.outputs:
            message = (
                f"The model {self.card.title} has no output for {role}. "
                "Correct its card, or import it again."
            )
            raise OperatorFailedError(message, model=self.card.id)
        return np.asarray(self.outputs[role], np.float32)


def run_texts(
    model: Model, texts: Sequence[str], roles: Sequence[str], cancel: CancelToken | None = None
) -> Iterator[Said]:
    """Run the model over the texts in their order, some at a time."""
    tokens = Tokens.of(model, cancel)
    for batch in text_batches(tokens, model, texts):
        yield Said(by_role(model, model.run(batch.feeds, cancel), roles), batch.mask,
                   model.manifest)  # fmt: skip


def by_role(
    model: Model, outputs: Sequence[NDArray[np.generic]], roles: Sequence[str], graph: str = ""
) -> dict[str, NDArray[np.generic]]:
    """Outputs by the roles that the card gives them, or in the file's order."""
    told = model.manifest.postprocess.get("outputs")
    if not told:
        return dict(zip(roles, outputs, strict=False))
    names = list(model.output_names(graph))
    return {role: outputs[names.index(name)] for role, name in told.items() if name in names}
