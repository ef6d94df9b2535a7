"""Delete a search index with all its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from builder.models import SearchIndex
    from builder.permissions import Actor


def delete_index(actor: Actor, index: SearchIndex) -> None:
    """Forget it; thumbnails that nothing else needs leave with the files that nobody uses."""
    assert actor.may_reach(index.app), "queries only find what the actor reaches"
    index.delete()
