"""What a token may do, in Clarifai's names. A token without scopes may do all that its user may.

A scope that Clarifai has and that is not here belongs to something that Weft does not keep
(concepts, annotations ...): no call asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from runtime.contracts.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SCOPES = {
    "Predict": "run workflows and models, and read the results",
    "Apps_Get": "read apps",
    "Apps_Add": "create and change apps",
    "Apps_Delete": "delete apps",
    "Workflows_Get": "read workflows and their versions",
    "Workflows_Add": "create and change workflows",
    "Workflows_Delete": "delete workflows and versions",
    "WorkflowPublications_Add": "publish versions",
    "WorkflowPublications_Delete": "unpublish versions",
    "Models_Get": "read models",
    "Models_Add": "create, import and change models",
    "Models_Delete": "delete models",
    "Inputs_Get": "read runs that another token started, with their inputs",
    "Inputs_Add": "keep inputs",
    "Search": "search what is kept",
    "Keys_Get": "list tokens, without their secrets",
}
"""Scope -> what it lets a program do."""
CHANGED_BY = {"Workflows_Patch": "Workflows_Add", "Models_Patch": "Models_Add"}
"""Names that Clarifai gave up, and what took their place."""
EVERYTHING = "All"
READ_AND_RUN = ("Predict", "Apps_Get", "Workflows_Get", "Models_Get", "Inputs_Get", "Search")
RUN_ONLY = ("Predict",)
ACCESS = {"everything": (), "read_and_run": READ_AND_RUN, "run_only": RUN_ONLY}
"""The sets that the editor offers by name."""


def clean_scopes(told: object) -> list[str]:
    """Scopes in the order of the table; none at all means everything. Raises a 400."""
    if not isinstance(told, list | tuple) or not all(isinstance(name, str) for name in told):
        raise BadRequestError("scopes must be a list of names.", field="scopes")
    names = {CHANGED_BY.get(str(name), str(name)) for name in told}
    if EVERYTHING in names:
        return []
    unknown = sorted(names - SCOPES.keys())
    if unknown:
        known = ", ".join(SCOPES)
        message = f"There is no scope {unknown[0][:60]} here. Choose from {known}."
        raise BadRequestError(message, field="scopes")
    return [name for name in SCOPES if name in names]


def scopes_of(access: object) -> tuple[str, ...]:
    """The scopes of a named set. Raises a 400."""
    if not isinstance(access, str) or access not in ACCESS:
        message = f"access must be one of {', '.join(ACCESS)}."
        raise BadRequestError(message, field="access")
    return ACCESS[access]


def access_of(scopes: Collection[str]) -> str | None:
    """The named set that these scopes are; None for a choice of their own."""
    return next((name for name, held in ACCESS.items() if set(held) == set(scopes)), None)


def asked_by(depending: Iterable[str]) -> tuple[str, ...]:
    """What a call really asks for, of the scopes that Clarifai's options name for it.

    Whoever may run may run: what a run reads on its way needs no scope of its own.
    """
    names = tuple(dict.fromkeys(CHANGED_BY.get(name, name) for name in depending))
    if "Predict" in names:
        return ("Predict",)
    return tuple(name for name in names if name in SCOPES)


def missing(held: Collection[str], asked: Iterable[str]) -> list[str]:
    """The scopes that are asked for and not held; nothing misses where none are set."""
    return [name for name in asked if held and name not in held]
