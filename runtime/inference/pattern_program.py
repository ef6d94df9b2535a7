"""Regular expressions compiled to a small program that never goes back in the text.

The syntax is Python's without what needs going back: no look-around, no back-references. What one
character may be is left to Python's own matcher, asked for a single character at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

MAX_STEPS_IN_PROGRAM = 2000
CHAR, SPLIT, JUMP, SAVE, ASSERT, MATCH = range(6)

_QUANTIFIER = re.compile(r"\{(?:(\d{1,4})|(\d{0,4}),(\d{0,4}))\}")
_FLAGS = re.compile(r"\(\?([aimsu]+)\)")
_ESCAPED = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|.)", re.DOTALL
)
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_NAMED = re.compile(r"\(\?P<\w+>")

Node = tuple[Any, ...]


class PatternError(ValueError):
    """A pattern that cannot be read, or that is not allowed."""


@dataclass(frozen=True)
class Program:
    """Steps, each with its kind and up to two arguments; `names` has one entry per group."""

    steps: tuple[Node, ...]
    names: tuple[str, ...]
    flags: int
    first: tuple[int, ...] | None
    """The steps that may take a match's first character; None when a match may be empty."""


@lru_cache(maxsize=64)
def compile_pattern(pattern: str, flags: int = 0) -> Program:
    """Read and compile a pattern. Raises `PatternError` with a reason."""
    try:
        read = re.compile(pattern, flags)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(f"the pattern cannot be read: {error}") from error
    leading = _FLAGS.match(pattern)
    reader = _Reader(pattern, leading.end() if leading else 0)
    try:
        node = reader.alternatives()
        steps: list[Node] = []
        _emit(("group", 0, node), steps, read.flags)
    except RecursionError as error:
        raise PatternError("the pattern is nested too deep") from error
    steps.append((MATCH,))
    by_number = {number: name for name, number in read.groupindex.items()}
    names = tuple(by_number.get(number, str(number)) for number in range(1, read.groups + 1))
    return Program(tuple(steps), names, read.flags, _first(steps))


def _first(steps: list[Node]) -> tuple[int, ...] | None:
    seen, waiting, found = set(), [0], []
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        kind, *arguments = steps[at]
        if kind == MATCH:
            return None
        if kind == CHAR:
            found.append(at)
        else:
            waiting.extend(arguments if kind in (SPLIT, JUMP) else [at + 1])
    return tuple(found)


class _Reader:
    """Reads a pattern that Python has accepted into nested tuples."""

    def __init__(self, pattern: str, at: int) -> None:
        self.pattern = pattern
        self.at = at
        self.groups = 0

    def alternatives(self) -> Node:
        branches = [self._sequence()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else ("either", branches)

    def _sequence(self) -> Node:
        parts = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self._repeated(self._atom()))
        return ("all", parts)

    def _atom(self) -> Node:
        mark = self.pattern[self.at]
        if mark == "(":
            return self._group()
        if mark == "[":
            return ("char", self._taken(_CLASS))
        if mark == "\\":
            return self._escape()
        self.at += 1
        if mark in "^$":
            return ("assert", mark)
        return ("char", mark if mark == "." else re.escape(mark))

    def _escape(self) -> Node:
        source = self._taken(_ESCAPED)
        if source[1].isdigit():
            raise PatternError("back-references such as \\1 are not allowed in a pattern")
        return ("assert", source) if source[1] in "bBAZ" else ("char", source)

    def _group(self) -> Node:
        number = None
        if self.pattern.startswith("(?:", self.at):
            self.at += 3
        elif self.pattern.startswith("(?", self.at) and not _NAMED.match(self.pattern, self.at):
            shown = self.pattern[self.at : self.at + 4]
            raise PatternError(
                f"{shown} is not allowed: look-around, back-references and flags inside a pattern "
                "can take for ever"
            )
        else:
            named = _NAMED.match(self.pattern, self.at)
            self.at = named.end() if named else self.at + 1
            self.groups += 1
            number = self.groups
        inner = self.alternatives()
        self.at += 1
        return inner if number is None else ("group", number, inner)

    def _repeated(self, node: Node) -> Node:
        while self.at < len(self.pattern):
            mark = self.pattern[self.at]
            counted = _QUANTIFIER.match(self.pattern, self.at)
            if mark in "*+?":
                low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[mark]
                self.at += 1
            elif counted:
                low = int(counted[1] or counted[2] or 0)
                high = int(counted[1] or counted[3]) if counted[1] or counted[3] else None
                self.at = counted.end()
            else:
                break
            if self.pattern.startswith("+", self.at):
                raise PatternError("repeats such as a++ are not allowed in a pattern")
            lazy = self.pattern.startswith("?", self.at)
            self.at += lazy
            node = ("repeat", node, low, high, lazy)
        return node

    def _taken(self, part: re.Pattern[str]) -> str:
        found = part.match(self.pattern, self.at)
        if found is None:
            raise PatternError(
                f"the pattern cannot be read from {self.pattern[self.at :][:20]!r} on"
            )
        self.at = found.end()
        return found[0]


def _emit(node: Node, steps: list[Node], flags: int) -> None:
    if len(steps) > MAX_STEPS_IN_PROGRAM:
        raise PatternError("the pattern is too large; lower the numbers in its repeats")
    match node:
        case ("char", source):
            steps.append((CHAR, re.compile(source, flags).match))
        case ("assert", kind):
            steps.append((ASSERT, kind))
        case ("all", parts):
            for part in parts:
                _emit(part, steps, flags)
        case ("group", number, inner):
            steps.append((SAVE, 2 * number))
            _emit(inner, steps, flags)
            steps.append((SAVE, 2 * number + 1))
        case ("either", branches):
            _emit_either(branches, steps, flags)
        case ("repeat", inner, low, high, lazy):
            _emit(("all", [inner] * low), steps, flags)
            rest = _emit_endless if high is None else _emit_optional
            rest(inner, (high or 0) - low, steps, (flags, lazy))


def _emit_endless(inner: Node, _: int, steps: list[Node], how: tuple[int, Any]) -> None:
    start = len(steps)
    steps.append(())
    _emit(inner, steps, how[0])
    steps.append((JUMP, start))
    steps[start] = _split(start + 1, len(steps), how[1])


def _emit_either(branches: list[Node], steps: list[Node], flags: int) -> None:
    jumps = []
    for branch in branches[:-1]:
        split = len(steps)
        steps.append(())
        _emit(branch, steps, flags)
        jumps.append(len(steps))
        steps.append(())
        steps[split] = (SPLIT, split + 1, len(steps))
    _emit(branches[-1], steps, flags)
    for jump in jumps:
        steps[jump] = (JUMP, len(steps))


def _emit_optional(inner: Node, times: int, steps: list[Node], how: tuple[int, Any]) -> None:
    splits = []
    for _ in range(times):
        splits.append(len(steps))
        steps.append(())
        _emit(inner, steps, how[0])
    for split in splits:
        steps[split] = _split(split + 1, len(steps), how[1])


def _split(into: int, past: int, lazy: Any) -> Node:
    return (SPLIT, past, into) if lazy else (SPLIT, into, past)
