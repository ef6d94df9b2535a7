"""Translation by rules with apertium, as long-lived rows of its own processes.

Apertium is under the GPL, so its programs are only ever started, never loaded. Each language pair
is a row of some eleven programs, each feeding the next; a NUL after a text makes all of them hand
over what they have. One text is in a row at a time.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from runtime.contracts.errors import CancelledError, ModelUnavailableError
from runtime.inference.child_pool import ChildPool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from runtime.contracts.cancel import CancelToken

PAIRS = ("eng-spa", "spa-eng")
_MISSING = "needs the translator apertium: apt-get install apertium apertium-eng-spa"
_FOLDERS = (Path("/usr/share/apertium"), Path("/usr/local/share/apertium"))
_SECONDS = 30
"""For one piece, which takes some milliseconds, and the start of the row."""
_PIECE_CHARACTERS = 2000
"""So little that it fits into the pipes between the programs."""
_SPECIAL = re.compile(r"([\[\]{}^$/\\@<>])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_TILDE = "[~]"
"""A bare one is a mark of the last program and would vanish."""
_ENDS = re.compile(r"[.!?:;\u2026]\W*$")
_FENCE = "[][\n]"
"""Ends a text: without it, the last word would wait for what follows."""
_LOOSE_MARK = re.compile(r"\s+([?!.,;:])")
_PIECE_BREAK = re.compile(r"(?<=[.!?;:])\s+")


def why_unavailable() -> str | None:
    """None when the programs and both pairs are here, else what brings them."""
    if shutil.which("lt-proc") is None or any(_mode(pair) is None for pair in PAIRS):
        return _MISSING
    return None


def translate(
    text: str,
    pair: str,
    cancel: CancelToken | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """The text in the other language, line by line; blank lines and indents stay."""
    if why_unavailable() is not None:
        raise ModelUnavailableError(f"Translate {_MISSING}.")
    lines = text.splitlines(keepends=True)
    done = []
    for number, line in enumerate(lines, 1):
        if cancel is not None and cancel.cancelled:
            raise CancelledError("The run was cancelled.")
        words = line.strip()
        if words:
            pieces = [_translated(piece, pair, cancel) for piece in _pieces(words)]
            done.append(line.replace(words, " ".join(pieces), 1))
        else:
            done.append(line)
        if progress is not None:
            progress(number, len(lines))
    return "".join(done)


def _translated(piece: str, pair: str, cancel: CancelToken | None) -> str:
    escaped = _SPECIAL.sub(r"\\\1", _CONTROL.sub(" ", piece)).replace("~", _TILDE)
    stop = "" if _ENDS.search(piece) else "."
    with _pool(pair).lent(_SECONDS, cancel) as row:
        answer = row.ask(escaped + stop + _FENCE)
    answer = answer.removesuffix(_FENCE).removesuffix(stop).replace(_TILDE, "~")
    return _spaced(re.sub(r"\\(.)", r"\1", answer).strip(), like=piece)


def _spaced(answer: str, like: str) -> str:
    """Without the spaces that dropped words leave behind, unless the source had such."""
    if "  " not in like:
        answer = re.sub(r"\s+", " ", answer)
    return answer if _LOOSE_MARK.search(like) else _LOOSE_MARK.sub(r"\1", answer)


def _pieces(line: str) -> list[str]:
    """The line in parts of bounded length, cut after sentences, else between words."""
    if len(line) <= _PIECE_CHARACTERS:
        return [line]
    pieces = [""]
    for sentence in _PIECE_BREAK.split(line):
        for word in [sentence] if len(sentence) <= _PIECE_CHARACTERS else sentence.split():
            for start in range(0, len(word), _PIECE_CHARACTERS):
                part = word[start : start + _PIECE_CHARACTERS]
                if len(pieces[-1]) + len(part) >= _PIECE_CHARACTERS:
                    pieces.append("")
                pieces[-1] = f"{pieces[-1]} {part}".strip()
    return [piece for piece in pieces if piece]


class _Row:
    """The programs of one pair, each reading what the one before writes."""

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        try:
            for command in commands:
                feed = self._processes[-1].stdout if self._processes else subprocess.PIPE
                process = subprocess.Popen(  # noqa: S603 - words of an installed mode file
                    command, stdin=feed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    env=environment,
                )  # fmt: skip
                if self._processes and self._processes[-1].stdout is not None:
                    self._processes[-1].stdout.close()
                self._processes.append(process)
        except OSError:
            self.kill()
            raise

    @property
    def alive(self) -> bool:
        return all(process.poll() is None for process in self._processes)

    def ask(self, text: str) -> str:
        stdin, stdout = self._processes[0].stdin, self._processes[-1].stdout
        if stdin is None or stdout is None:
            raise EOFError
        stdin.write(text.encode() + b"\0")
        stdin.flush()
        answer = bytearray()
        while not answer.endswith(b"\0"):
            part = stdout.read1(65_536)  # type: ignore[attr-defined]  # a buffered reader
            if not part:
                raise EOFError
            answer += part
        return answer[:-1].decode("utf-8", "replace")

    def kill(self) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)


@cache
def _pool(pair: str) -> ChildPool[_Row]:
    return ChildPool(lambda: _Row(_commands(pair)), 1)


def _mode(pair: str) -> Path | None:
    files = (folder / "modes" / f"{pair}.mode" for folder in _FOLDERS)
    return next((file for file in files if file.is_file()), None)


def _commands(pair: str) -> list[list[str]]:
    """The programs of the pair's mode file, told to hand over at each NUL.

    Words that the pair does not know come out unmarked (`-n`).
    """
    file = _mode(pair)
    if file is None:
        raise ModelUnavailableError(f"Translate {_MISSING}.")
    commands = []
    for part in file.read_text("utf-8").strip().split(" | "):
        program, *words = shlex.split(part.replace("$1", "-n").replace("$2", ""))
        commands.append([program, "-z", *words])
    return commands
