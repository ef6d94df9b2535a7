"""What the children of a process may take, all of them and each."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.contracts.limits import MAX_NODE_SECONDS

DEFAULT_MEMORY_MEGABYTES = 4096
DEFAULT_MOST_CHILDREN = 4
STOP_SECONDS = 2.0
"""How long a model that was told to stop may take before its child is killed."""
TOKENIZER_SECONDS = 60.0
"""A text of the most bytes takes a good tokenizer a few seconds, its file included."""


@dataclass(frozen=True)
class Limits:
    """What children may take."""

    memory_megabytes: int = DEFAULT_MEMORY_MEGABYTES
    most_children: int = DEFAULT_MOST_CHILDREN
    call_seconds: float = MAX_NODE_SECONDS
    stop_seconds: float = STOP_SECONDS
    tokenizer_seconds: float = TOKENIZER_SECONDS
