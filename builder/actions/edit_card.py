"""Keep what an owner says of a workflow, a model, a version or an app beyond name and note."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import transaction

from builder.models import App, Model, ModelVersion, Version
from runtime.contracts.errors import BadRequestError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.models import Workflow
    from builder.permissions import Actor

    Told = Workflow | Model | Version | ModelVersion | App

MAX_CARD_BYTES = 64 * 1024
MAX_DEPTH = 12
MAX_KEY_CHARACTERS = 128
MAX_ADDRESS_CHARACTERS = 2000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

WORDS = ("description", "notes", "license", "image_url")
FLAGS = ("is_deprecated",)
LISTS = ("use_cases", "toolkits", "languages")
OBJECTS = ("metadata", "nodes")


def edit_card(actor: Actor, row: Told, card: object, *, merge: bool = False) -> None:
    """Replace the card; with `merge` only the parts that are named, of which null takes one away.

    Raises a 400 that names the part, `TooLargeError`.
    """
    assert actor.may_reach(_home(row)), "queries only find what the actor reaches"
    told = clean_card(card)
    with transaction.atomic():
        whole = {**lock_card(row), **told} if merge else told
        kept = {name: part for name, part in whole.items() if part is not None}
        if len(json.dumps(kept).encode()) > MAX_CARD_BYTES:
            limit = MAX_CARD_BYTES // 1024
            raise TooLargeError(f"What is said of it is larger than {limit} kB. Say less.")
        row.card = kept
        row.save(update_fields=["card", *(["modified_at"] if isinstance(row, Model) else [])])


def lock_card(row: Told) -> dict[str, Any]:
    """The card as it is stored now; whoever else changes it waits until this transaction ends."""
    stored = type(row).objects.select_for_update().only("card").get(pk=row.pk)
    return dict(stored.card)


def clean_card(card: object) -> dict[str, Any]:
    """A JSON object that can be stored, whose known parts are what they should be."""
    if not isinstance(card, dict):
        raise BadRequestError("The card must be a JSON object.", field="card")
    for problem in _problems(card, 1):
        raise BadRequestError(f"The card {problem}.", field="card")
    for name, part in card.items():
        if part is not None:
            _check_part(name, part)
    return dict(card)


def _home(row: Told) -> App:
    if isinstance(row, App):
        return row
    if isinstance(row, ModelVersion):
        return row.model.app
    return row.workflow.app if isinstance(row, Version) else row.app


def _check_part(name: str, part: Any) -> None:
    wanted = ""
    if name in WORDS and not isinstance(part, str):
        wanted = "text"
    elif name in FLAGS and not isinstance(part, bool):
        wanted = "true or false"
    elif name in OBJECTS and not isinstance(part, dict):
        wanted = "an object"
    elif name in LISTS and not _is_words(part):
        wanted = "a list of texts"
    elif name == "image_url" and part and not _is_address(part):
        wanted = "an address that begins with https:// or http://"
    if wanted:
        raise BadRequestError(f"{name} must be {wanted}.", field=name)


def _is_words(part: Any) -> bool:
    return isinstance(part, list) and all(isinstance(word, str) for word in part)


def _is_address(part: str) -> bool:
    try:
        scheme, host, *_ = urlsplit(part)
    except ValueError:
        return False
    return scheme in ("http", "https") and bool(host) and len(part) <= MAX_ADDRESS_CHARACTERS


def _problems(value: Any, depth: int) -> Iterator[str]:
    """Why a value cannot be kept; nothing for one that can."""
    if depth > MAX_DEPTH:
        yield f"is nested deeper than {MAX_DEPTH} levels"
    elif isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str) or len(key) > MAX_KEY_CHARACTERS:
                yield f"has a name that is no text of at most {MAX_KEY_CHARACTERS} characters"
            yield from _problems(key, depth)
            yield from _problems(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            yield from _problems(part, depth + 1)
    elif not _is_storable(value):
        yield "holds something that JSON or the database cannot keep"


def _is_storable(value: Any) -> bool:
    if isinstance(value, str):
        return not UNSTORABLE.search(value)
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, bool | int)
