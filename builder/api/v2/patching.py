"""The `action` of a request that changes things."""

from __future__ import annotations

from runtime.contracts.errors import BadRequestError

MERGE, OVERWRITE, REMOVE = "merge", "overwrite", "remove"
ACTIONS = (MERGE, OVERWRITE, REMOVE)


def action_of(word: str) -> str:
    """One of the three; without a word it is `merge`. Raises a 400."""
    action = word.lower() or MERGE
    if action not in ACTIONS:
        message = f"action is {word[:40]!r}; choose one of {', '.join(ACTIONS)}."
        raise BadRequestError(message, field="action")
    return action
