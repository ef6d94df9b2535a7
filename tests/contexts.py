"""What an operator's `run` is lent, for tests that call it directly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from runtime.contracts.graph import ModelRef
from runtime.contracts.operator import Context

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from runtime.contracts.files import MediaFiles
    from runtime.contracts.model import ModelSource


class Token:
    """A cancel token that a test fires."""

    def __init__(self) -> None:
        self.cancelled = False
        self.actions: list[Callable[[], Any]] = []

    def on_cancel(self, action: Callable[[], Any]) -> Callable[[], None]:
        self.actions.append(action)
        return lambda: self.actions.remove(action)

    def cancel(self) -> None:
        self.cancelled = True
        for action in list(self.actions):
            action()


class Progress(list[tuple[int, int]]):
    """Every report, in order."""

    def __call__(self, done: int, total: int) -> None:
        self.append((done, total))


def context_for(operator: ModuleType, models: ModelSource | None = None) -> Context:
    """The context the engine would make for this operator with its default model."""
    meta = operator.run.__weft_operator__
    model = None
    if models is not None and meta.default_model:
        model = models.get(ModelRef(id=meta.default_model))
    return Context(cancel=Token(), progress=Progress(), models=models, model=model)


def run_with_files(operator: ModuleType, files: MediaFiles, inputs: dict[str, Any], **params: Any):
    """The outcome for one element, of an operator that reads or makes videos."""
    context = replace(context_for(operator), files=files)
    return operator.run([operator.Inputs(**inputs)], operator.Params(**params), context)[0]


def run_along(operator: ModuleType, elements: list[dict[str, Any]], **params: Any) -> list[Any]:
    """The outcomes for the frames of one video, of an operator that keeps state."""
    batch = [operator.Inputs(**inputs) for inputs in elements]
    return list(operator.run(batch, operator.Params(**params), context_for(operator)))


def run_once(operator: ModuleType, inputs: dict[str, Any], **params: Any) -> Any:
    """The outcome for one element, of an operator that needs no model."""
    batch = [operator.Inputs(**inputs)]
    return operator.run(batch, operator.Params(**params), context_for(operator))[0]
