"""Renaming classes by a table of old and new names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, Field

from runtime.contracts.values import Concept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _named(synonyms: dict[str, str]) -> dict[str, str]:
    if any(not old.strip() or not new.strip() for old, new in synonyms.items()):
        raise ValueError("each old and each new name needs a letter or digit")
    return synonyms


Synonyms = Annotated[
    dict[str, str],
    Field(max_length=1000, description='New names by old ones, such as {"car": "vehicle"}.'),
    AfterValidator(_named),
]


def new_names(synonyms: Mapping[str, str]) -> dict[str, str]:
    """The table by the plain form of each old name."""
    return {old.strip().casefold(): new.strip() for old, new in synonyms.items()}


def renamed(
    concepts: Sequence[Concept], table: Mapping[str, str], *, keep: bool
) -> tuple[Concept, ...]:
    """The concepts under their new names, of one name the likeliest; `keep` those without one."""
    best: dict[str, Concept] = {}
    for concept in concepts:
        new = table.get(concept.name.casefold()) or table.get(concept.id.casefold())
        if new is None and not keep:
            continue
        told = concept if new is None else Concept(new, new, concept.value)
        known = best.get(told.name)
        if known is None or told.value > known.value:
            best[told.name] = told
    return tuple(best.values())
