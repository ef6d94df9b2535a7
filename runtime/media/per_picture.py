"""The loop of every operator that computes one element after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from runtime.contracts.errors import (
    BadMediaError,
    CancelledError,
    NotFoundError,
    OperatorFailedError,
    TooLargeError,
    UnsupportedMediaError,
)
from runtime.contracts.operator import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runtime.contracts.operator import Context

In = TypeVar("In")
Out = TypeVar("Out")
_OF_ONE_ELEMENT = (
    OperatorFailedError, BadMediaError, UnsupportedMediaError, TooLargeError, NotFoundError,
)  # fmt: skip


def per_picture(
    batch: Sequence[In], context: Context, compute: Callable[[In], Out]
) -> list[Out | Failure]:
    """One outcome per element; what is wrong with one element fails only that element.

    Says how far it is, and stops between two elements once the run is cancelled.
    """
    outcomes: list[Out | Failure] = []
    for inputs in batch:
        if context.cancel.cancelled:
            message = "The run was cancelled."
            raise CancelledError(message)
        try:
            outcomes.append(compute(inputs))
        except _OF_ONE_ELEMENT as error:
            outcomes.append(Failure(error))
        context.progress(len(outcomes), len(batch))
    return outcomes
