"""What can be wrong with a query, with the place where it is."""

from __future__ import annotations


class QueryError(ValueError):
    """A mistake in a query, or a value that an operation cannot work on."""

    def __init__(self, message: str, place: str = "") -> None:
        self.message = message
        self.place = place
        super().__init__(f"{place}: {message}" if place else message)

    def at(self, place: str) -> QueryError:
        """The same, at a place, unless it knows its own."""
        return self if self.place else QueryError(self.message, place)
