"""Text to speech by espeak-ng, always in a process of its own, one for each text.

The library comes with the package espeakng-loader, or the program espeak-ng stands on PATH. Both
are under the GPL, so nothing of them is loaded here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from runtime.contracts.errors import CancelledError, ModelUnavailableError, OperatorFailedError
from runtime.contracts.values import Audio
from runtime.inference import espeak_child

if TYPE_CHECKING:
    from runtime.contracts.cancel import CancelToken

MISSING = (
    "needs the speech engine espeak-ng: pip install espeakng-loader, or apt-get install espeak-ng"
)
_SECONDS = 120


@dataclass(frozen=True)
class Voice:
    """How to speak: an espeak voice such as `en-us+f2`, words per minute, pitch 0 to 99."""

    name: str
    speed: int = 160
    pitch: int = 50


def why_unavailable() -> str | None:
    """None when the engine is here, else what brings it."""
    return None if _command(Voice("en")) else MISSING


def speak(text: str, voice: Voice, cancel: CancelToken | None = None) -> Audio:
    """The spoken text. Raises `OperatorFailedError` for an unknown voice."""
    command = _command(voice)
    if command is None:
        raise ModelUnavailableError(f"Text to audio {MISSING}.")
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program with checked words
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise OperatorFailedError("The speech engine could not be started.") from error
    forget = cancel.on_cancel(process.kill) if cancel is not None else None
    try:
        sound, _ = process.communicate(text.replace("\0", " ").encode(), timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        message = f"Speaking took longer than {_SECONDS} seconds and was stopped. Send less text."
        raise OperatorFailedError(message) from error
    finally:
        process.kill()
        process.wait()
        if forget is not None:
            forget()
    if cancel is not None and cancel.cancelled:
        raise CancelledError("The run was cancelled while text was spoken.")
    _refuse_failure(process.returncode, voice)
    return _audio(sound)


def _command(voice: Voice) -> list[str] | None:
    words = [voice.name, str(voice.speed), str(voice.pitch)]
    spec = find_spec("espeakng_loader")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        libraries = [*folder.glob("libespeak-ng.*"), *folder.glob("espeak-ng.dll")]
        if libraries and (folder / "espeak-ng-data").is_dir():
            script = str(Path(espeak_child.__file__))
            return [sys.executable, "-I", script, str(libraries[0]), str(folder), *words]
    program = shutil.which("espeak-ng")
    if program is None:
        return None
    return [
        program,
        "-v",
        words[0],
        "-s",
        words[1],
        "-p",
        words[2],
        "-b",
        "1",
        "--stdin",
        "--stdout",
    ]


def _refuse_failure(code: int, voice: Voice) -> None:
    if code == 0:
        return
    if code in (1, espeak_child.UNKNOWN_VOICE):
        message = (
            f"The speech engine has no voice {voice.name}. Choose a language by its code, such as "
            "en-gb, es, de or fr-fr."
        )
        raise OperatorFailedError(message, param="language")
    raise OperatorFailedError("The speech engine stopped while it spoke. Send other text.")


def _audio(sound: bytes) -> Audio:
    """Samples of a WAV file that was written before its size was known."""
    start = sound.find(b"data") + 8
    if start < 8 or len(sound) < start:
        raise OperatorFailedError("The speech engine gave no sound. Send other text.")
    rate = int.from_bytes(sound[24:28], "little")
    usable = (len(sound) - start) // 2 * 2
    samples = np.frombuffer(sound[start : start + usable], "<i2").astype(np.float32) / 32768
    return Audio(np.asarray(samples, np.float32), rate)
