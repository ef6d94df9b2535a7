"""What a child is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from runtime.contracts.cancel import CancelToken

RUN = "run"


@dataclass(frozen=True)
class Task:
    """`RUN` a graph, or one of `tokenizing.DEEDS`; and how long it may take."""

    deed: str
    feeds: Mapping[str, NDArray[np.generic]]
    seconds: float
    cancel: CancelToken | None
    graph: str = ""

    @property
    def who(self) -> str:
        """Who does it, as sentences name it."""
        return "model" if self.deed == RUN else "tokenizer of the model"
