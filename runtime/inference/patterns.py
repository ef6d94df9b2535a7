"""Searches texts with regular expressions, in time that grows with the text's length only.

Python's own matcher can run for years on a pattern such as `(a+)+$`. This one follows all ways a
pattern could fit at once, character by character (Thompson, Pike), counts its steps and gives a
text up when there are too many.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.contracts.errors import CancelledError, OperatorFailedError
from runtime.contracts.limits import MAX_TEXT_BYTES
from runtime.inference.pattern_program import (
    ASSERT,
    CHAR,
    JUMP,
    MATCH,
    SAVE,
    SPLIT,
    PatternError,
    compile_pattern,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from runtime.contracts.cancel import CancelToken
    from runtime.inference.pattern_program import Program

    Places = tuple[int | None, ...]

MAX_PATTERN_LENGTH = 1000
MAX_MATCHES = 1000
"""Matches answered of one text."""
MAX_STEPS = 5_000_000
"""Steps for one text: a few seconds."""
_CANCEL_EVERY = 4096
_MOST_KNOWN = 50_000
"""Answers for a step and a character that are kept."""
_REFERENCE = re.compile(r"\\(?:(\d{1,2})|g<(\w+)>|([nt\\]))|\\")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Match:
    """One place where a pattern fits."""

    start: int
    text: str
    groups: tuple[str | None, ...]


def why_bad(pattern: str) -> str | None:
    """What is wrong with a pattern, or None."""
    try:
        compile_pattern(pattern)
    except PatternError as error:
        return str(error)
    return None


def why_bad_replacement(pattern: str, replacement: str) -> str | None:
    """What is wrong with a replacement for a pattern's matches, such as a group it lacks."""
    names = compile_pattern(pattern).names
    for found in _REFERENCE.finditer(replacement):
        if found[0] == "\\":
            return "the replacement has a single \\; write \\\\ for one, or \\1 for a group"
        group = found[1] or found[2]
        if group and group not in names and not (group.isdigit() and int(group) <= len(names)):
            return f"the replacement names the group {group}, which the pattern does not have"
    return None


def group_names(pattern: str) -> tuple[str, ...]:
    """The names of a pattern's groups, in order; a number where a group has none."""
    return compile_pattern(pattern).names


def find(
    pattern: str,
    texts: Sequence[str],
    *,
    ignore_case: bool = False,
    limit: int = MAX_MATCHES,
    cancel: CancelToken | None = None,
) -> list[list[Match] | OperatorFailedError]:
    """The matches in each text, or why that text could not be searched."""
    program = compile_pattern(pattern, re.IGNORECASE if ignore_case else 0)
    answers: list[list[Match] | OperatorFailedError] = []
    for text in texts:
        found: list[Match] = []
        try:
            for match in _Search(program, text, cancel).matches():
                found.append(match)
                if len(found) == limit:
                    break
        except OperatorFailedError as error:
            answers.append(error)
        else:
            answers.append(found)
    return answers


def replace(
    pattern: str,
    replacement: str,
    texts: Sequence[str],
    *,
    ignore_case: bool = False,
    cancel: CancelToken | None = None,
) -> list[str | OperatorFailedError]:
    """Each text with its matches replaced, or why that text could not be worked on."""
    program = compile_pattern(pattern, re.IGNORECASE if ignore_case else 0)
    answers: list[str | OperatorFailedError] = []
    for text in texts:
        try:
            answers.append(_replaced(_Search(program, text, cancel), replacement))
        except OperatorFailedError as error:
            answers.append(error)
    return answers


def _replaced(search: _Search, replacement: str) -> str:
    parts, at, size = [], 0, 0
    for match in search.matches():
        part = search.text[at : match.start] + _expanded(replacement, match, search.program.names)
        parts.append(part)
        at, size = match.start + len(match.text), size + len(part)
        if size > MAX_TEXT_BYTES:
            message = "The replaced text is longer than 1 MiB. Use a shorter replacement."
            raise OperatorFailedError(message)
    return "".join((*parts, search.text[at:]))


def _expanded(replacement: str, match: Match, names: tuple[str, ...]) -> str:
    def value(reference: re.Match[str]) -> str:
        if reference[3]:
            return {"n": "\n", "t": "\t", "\\": "\\"}[reference[3]]
        group = reference[1] or reference[2]
        if group.isdigit():
            return match.text if int(group) == 0 else match.groups[int(group) - 1] or ""
        return match.groups[names.index(group)] or ""

    return _REFERENCE.sub(value, replacement)


class _Search:
    """The matches of one program in one text, from left to right."""

    def __init__(self, program: Program, text: str, cancel: CancelToken | None) -> None:
        self.program = program
        self.text = text
        self.cancel = cancel
        self.steps = 0
        self.fits: dict[tuple[int, str], bool] = {}
        self.starts: dict[str, bool] = {}

    def matches(self) -> Iterator[Match]:
        """Each match; the next one starts where the last one ended."""
        at, text = 0, self.text
        while at <= len(text):
            places = self._next(at)
            if places is None:
                return
            start, end = places[0], places[1]
            assert start is not None
            assert end is not None
            pairs = zip(places[2::2], places[3::2], strict=True)
            groups = tuple(None if low is None or high is None else text[low:high]
                           for low, high in pairs)  # fmt: skip
            yield Match(start, text[start:end], groups)
            at = end if end > start else end + 1

    def _next(self, start: int) -> Places | None:
        """The places of the first match from `start` on: leftmost, then the preferred way."""
        steps, text = self.program.steps, self.text
        nothing: Places = (None,) * (2 * len(self.program.names) + 2)
        best: Places | None = None
        ways: list[tuple[int, Places]] = []
        seen: set[int] = set()
        for at in range(start, len(text) + 1):
            if best is None:
                if not ways and at < len(text) and not self._may_start(text[at]):
                    continue
                self._follow(0, at, nothing, (ways, seen))
            if not ways and best is not None:
                break
            following: list[tuple[int, Places]] = []
            met: set[int] = set()
            for step, places in ways:
                if steps[step][0] == MATCH:
                    best = places
                    break
                if at < len(text) and self._fits(step, text[at]):
                    self._follow(step + 1, at + 1, places, (following, met))
            ways, seen = following, met
        return best

    def _may_start(self, mark: str) -> bool:
        known = self.starts.get(mark)
        if known is None:
            first = self.program.first
            known = first is None or any(self._fits(step, mark) for step in first)
            self.starts[mark] = known
        return known

    def _fits(self, step: int, mark: str) -> bool:
        known = self.fits.get((step, mark))
        if known is None:
            if len(self.fits) > _MOST_KNOWN:
                self.fits.clear()
            known = self.fits[step, mark] = bool(self.program.steps[step][1](mark))
        return known

    def _follow(
        self, step: int, at: int, places: Places, into: tuple[list[tuple[int, Places]], set[int]]
    ) -> None:
        """Add every step that can be waiting at `at`, the preferred ones first."""
        ways, seen = into
        stack = [(step, places)]
        while stack:
            step, places = stack.pop()
            if step in seen:
                continue
            seen.add(step)
            self._count()
            now: tuple[Any, ...] = self.program.steps[step]
            match now[0]:
                case kind if kind in (CHAR, MATCH):
                    ways.append((step, places))
                case kind if kind == SPLIT:
                    stack.append((now[2], places))
                    stack.append((now[1], places))
                case kind if kind == JUMP:
                    stack.append((now[1], places))
                case kind if kind == SAVE:
                    stack.append((step + 1, (*places[: now[1]], at, *places[now[1] + 1 :])))
                case kind if kind == ASSERT and self._holds(now[1], at):
                    stack.append((step + 1, places))

    def _count(self) -> None:
        self.steps += 1
        if self.steps % _CANCEL_EVERY == 0 and self.cancel is not None and self.cancel.cancelled:
            raise CancelledError("The run was cancelled.")
        if self.steps > MAX_STEPS:
            message = (
                f"The pattern takes over {MAX_STEPS:,} steps on a text. Make it more exact, or "
                "split the text first."
            )
            raise OperatorFailedError(message, param="regex")

    def _holds(self, kind: str, at: int) -> bool:
        text, last = self.text, len(self.text)
        many = bool(self.program.flags & re.MULTILINE)
        if kind == "^":
            return at == 0 or (many and text[at - 1] == "\n")
        if kind == "$":
            return at == last or (text[at] == "\n" and (many or at == last - 1))
        if kind in ("\\A", "\\Z"):
            return at == (0 if kind == "\\A" else last)
        before = at > 0 and _WORD.match(text[at - 1]) is not None
        after = at < last and _WORD.match(text[at]) is not None
        return (before != after) == (kind == "\\b")
