"""Texts, tokens and windows as arrays, which is all that goes between a model's child and Weft.

What comes from a child is looked at before it is believed: every text has its windows, none is
longer than the model reads, no token stands outside its text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.limits import MAX_TEXT_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from runtime.contracts.tokenizer import Encoding

    Arrays = Mapping[str, NDArray[np.generic]]

MOST_TOKENS = 4_000_000
"""Of one call; a text of the most bytes has some 1.4 million at worst."""
_COLUMNS = 6
_NONE = -1


class UnbelievableError(Exception):
    """What a child said cannot be so."""


@dataclass(frozen=True)
class Window:
    """Fulfils `contracts.tokenizer.Encoding`."""

    ids: list[int]
    type_ids: list[int]
    offsets: list[tuple[int, int]]
    word_ids: list[int | None]
    special_tokens_mask: list[int]
    overflowing: list[Window] = field(default_factory=list)


def pack_texts(texts: Sequence[str]) -> dict[str, NDArray[np.generic]]:
    """The texts one behind the other, and their lengths."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    return {
        "bytes": np.frombuffer(b"".join(encoded), np.uint8),
        "lengths": np.array([len(item) for item in encoded], np.int64),
    }


def unpack_texts(arrays: Arrays) -> list[str]:
    """The texts again."""
    whole, found, at = arrays["bytes"].tobytes(), [], 0
    for length in arrays["lengths"].tolist():
        found.append(whole[at : at + length].decode())
        at += length
    return found


def pack_windows(encodings: Sequence[Encoding]) -> list[NDArray[np.generic]] | None:
    """The tokens of all windows, and of each window its text and length; None for too many."""
    windows = list(_windows(encodings))
    if sum(len(each.ids) for _, each in windows) > MOST_TOKENS:
        return None
    tables = [np.zeros((0, _COLUMNS), np.int64)]
    for _, each in windows:
        places = np.array(each.offsets, np.int64).reshape(-1, 2)
        words = [_NONE if word is None else word for word in each.word_ids]
        tables.append(
            np.column_stack([each.ids, each.type_ids, places, words, each.special_tokens_mask])
            .astype(np.int64)
            .reshape(-1, _COLUMNS)
        )
    lengths = [(text, len(each.ids)) for text, each in windows]
    return [np.concatenate(tables), np.array(lengths, np.int64).reshape(-1, 2)]


def unpack_windows(
    arrays: Sequence[NDArray[np.generic]], texts: Sequence[str], longest: int
) -> list[Window]:
    """The first window of each text with the others behind it. Raises `UnbelievableError`."""
    tokens, lengths = _believed(arrays, texts, longest)
    found: list[Window] = []
    at = 0
    for text, length in lengths.tolist():
        rows = tokens[at : at + length]
        at += length
        columns = [rows[:, column].tolist() for column in range(_COLUMNS)]
        ids, types, starts, ends, words, special = columns
        offsets = list(zip(starts, ends, strict=True))
        parts = [None if word == _NONE else word for word in words]
        window = Window(ids, types, offsets, parts, special)
        if text < len(found):
            found[text].overflowing.append(window)
        else:
            found.append(window)
    return found


def read_text(arrays: Sequence[NDArray[np.generic]]) -> str:
    """The one text that a child wrote. Raises `UnbelievableError`."""
    if len(arrays) != 1 or arrays[0].dtype != np.uint8 or arrays[0].nbytes > MAX_TEXT_BYTES:
        raise UnbelievableError
    return arrays[0].tobytes().decode("utf-8", "replace")


def read_number(arrays: Sequence[NDArray[np.generic]]) -> int:
    """The one number that a child said. Raises `UnbelievableError`."""
    if len(arrays) != 1 or arrays[0].dtype != np.int64 or arrays[0].size != 1:
        raise UnbelievableError
    return int(arrays[0].ravel()[0])


def _windows(encodings: Sequence[Encoding]) -> Iterator[tuple[int, Encoding]]:
    for text, first in enumerate(encodings):
        yield text, first
        for more in first.overflowing:
            yield text, more


def _believed(
    arrays: Sequence[NDArray[np.generic]], texts: Sequence[str], longest: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    tables = [np.asarray(each, np.int64) for each in arrays if each.dtype == np.int64]
    if [each.shape[1:] for each in tables] != [(_COLUMNS,), (2,)] or len(arrays) != len(tables):
        raise UnbelievableError
    tokens, lengths = tables
    if len(tokens) > MOST_TOKENS or len(lengths) > MOST_TOKENS:
        raise UnbelievableError
    owners, counts = lengths[:, 0], lengths[:, 1]
    each_in_turn = np.array_equal(np.unique(owners), np.arange(len(texts)))
    in_order = bool((np.diff(owners) >= 0).all())
    fits = bool(((counts >= 0) & (counts <= longest)).all())
    if not (each_in_turn and in_order and fits) or counts.sum() != len(tokens):
        raise UnbelievableError
    ends = np.repeat(np.array([len(text) for text in texts], np.int64)[owners], counts)[:, None]
    if not bool(((tokens[:, 2:4] >= 0) & (tokens[:, 2:4] <= ends)).all()):
        raise UnbelievableError
    return tokens, lengths
