"""Speaks one text with the espeak-ng library, in a process of its own.

Started as a script with the library's path, the folder of its data, voice, words per minute and
pitch; the text comes on standard input, a WAV file goes to standard output. It imports nothing of
Weft, because the library is under another licence. Ends with 3 when the voice is unknown.
"""

from __future__ import annotations

import ctypes
import struct
import sys

AUDIO_OUTPUT_SYNCHRONOUS = 2
RATE, PITCH = 1, 3
UTF8, END_PAUSE = 1, 0x1000
POSITION_CHARACTER = 1
UNKNOWN_VOICE, FAILED = 3, 4
_NO_SIZE = 0x7FFFF000

Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> int:
    """Speak, and answer the exit code."""
    library, data, voice, speed, pitch = sys.argv[1:6]
    try:
        espeak = ctypes.CDLL(library)
    except OSError:
        return FAILED
    rate = espeak.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, data.encode(), 0)
    if rate <= 0:
        return FAILED
    out = sys.stdout.buffer
    out.write(
        struct.pack(
            "<4sI4s4sIHHIIHH4sI", b"RIFF", _NO_SIZE, b"WAVE", b"fmt ", 16, 1, 1, rate, 2 * rate,
            2, 16, b"data", _NO_SIZE,
        )
    )  # fmt: skip

    def take(samples: object, count: int, _events: object) -> int:
        if samples and count > 0:
            out.write(ctypes.string_at(samples, 2 * count))  # type: ignore[arg-type]  # a pointer
        return 0

    keep = Callback(take)
    espeak.espeak_SetSynthCallback(keep)
    if espeak.espeak_SetVoiceByName(voice.encode()) != 0:
        return UNKNOWN_VOICE
    espeak.espeak_SetParameter(RATE, int(speed), 0)
    espeak.espeak_SetParameter(PITCH, int(pitch), 0)
    text = sys.stdin.buffer.read() + b"\0"
    done = espeak.espeak_Synth(
        text, ctypes.c_size_t(len(text)), 0, POSITION_CHARACTER, 0, UTF8 | END_PAUSE, None, None
    )
    if done != 0 or espeak.espeak_Synchronize() != 0:
        return FAILED
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
