"""Let a disposable child look at a model's files, and judge how it fared."""

from __future__ import annotations

import signal
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from runtime.contracts.refusals import (
    REFUSALS,
    CrashedError,
    ModelRefusedError,
    TooMuchMemoryError,
    TooSlowError,
)
from runtime.inference.children.channel import ClosedError
from runtime.inference.children.process import PROGRAM, Child, ran_out_of_memory
from runtime.inference.importing.seen import Seen

if TYPE_CHECKING:
    from runtime.inference.importing.files import Bundle

MEGABYTE = 1024 * 1024
DEFAULT_MOST_MEGABYTES = 1024
DEFAULT_MEMORY_MEGABYTES = 4096
DEFAULT_SECONDS = 120
MAX_SENTENCE = 400
USUAL_SIDES = (640, 224, 256, 320, 416, 384, 512, 1024, 64, 32, 28)


@dataclass(frozen=True)
class InspectLimits:
    """What a model, and the look at it, may take."""

    most_megabytes: int = DEFAULT_MOST_MEGABYTES
    memory_megabytes: int = DEFAULT_MEMORY_MEGABYTES
    seconds: float = DEFAULT_SECONDS

    @property
    def most_bytes(self) -> int:
        """The largest model."""
        return self.most_megabytes * MEGABYTE


def inspect(
    bundle: Bundle,
    limits: InspectLimits,
    sides: tuple[int, ...] = (),
    program: tuple[str, ...] = PROGRAM,
) -> Seen:
    """What the graphs are and do. Raises a `ModelRefusedError`.

    `sides` are the sizes of pictures that the configuration names, tried first.
    """
    order = {
        "do": "inspect",
        "folder": str(bundle.folder),
        "graphs": dict(bundle.graphs),
        "tokenizer": bundle.side.get("tokenizer"),
        "sides": list(dict.fromkeys((*sides, *USUAL_SIDES))),
        "memory": limits.memory_megabytes * MEGABYTE,
        "seconds": max(1, int(limits.seconds)),
        "file_bytes": 2 * limits.most_bytes,
    }
    child = Child(order, program)
    late = threading.Event()

    def end() -> None:
        late.set()
        child.end()

    timer = threading.Timer(limits.seconds, end)
    timer.start()
    try:
        answer, _ = child.line.receive()
    except ClosedError as error:
        raise _refusal(child.how_it_ended(), limits, late=late.is_set()) from error
    finally:
        timer.cancel()
        child.end()
    if "facts" in answer:
        try:
            return Seen.model_validate(answer["facts"])
        except ValidationError as error:
            raise _crashed() from error
    raise _told(answer.get("error"), limits)


def _refusal(exit_code: int, limits: InspectLimits, *, late: bool) -> ModelRefusedError:
    if late or exit_code == -signal.SIGXCPU:
        message = f"Looking at the model took longer than {limits.seconds:.0f} s."
        return TooSlowError(f"{message} Import a smaller one.")
    if ran_out_of_memory(exit_code):
        return _memory(limits)
    return _crashed()


def _told(error: Any, limits: InspectLimits) -> ModelRefusedError:
    code, said = "", ""
    if isinstance(error, dict):
        code, said = str(error.get("code")), str(error.get("message") or "")[:MAX_SENTENCE]
    if code == "memory":
        return _memory(limits)
    kind = REFUSALS.get(code)
    return kind(said) if kind is not None and said else _crashed()


def _memory(limits: InspectLimits) -> TooMuchMemoryError:
    message = f"The model needs more than {limits.memory_megabytes} MB of memory."
    return TooMuchMemoryError(f"{message} Import a smaller one.")


def _crashed() -> CrashedError:
    message = "The model crashed the process that looked at it. Export it again, or differently."
    return CrashedError(message)
