"""Hears speech with pocketsphinx, in a process of its own: the library holds the interpreter.

Each request on standard input is a line of JSON, `{"bytes": N, "phrases": [..] or null}`, then N
bytes of 16-bit samples at 16 kHz; each answer is a line of JSON with `text`, `score` and `words`
(word, start, end, score), or `unknown`, the words that no dictionary entry tells how to say. Ends
with its input, and after minutes without a request.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

RATE = 16_000
IDLE_SECONDS = 300.0
_FRAMES_PER_SECOND = 100
_COMMANDS = "commands"


class Ears:
    """The two decoders, loaded when first needed: one for free speech, one for commands.

    Each forgets the speaker's loudness before it hears the next, so that what it hears does not
    depend on what it heard before.
    """

    def __init__(self) -> None:
        self._free: Any = None
        self._commands: Any = None

    def hear(self, samples: bytes, phrases: list[str] | None) -> dict[str, Any]:
        """What was said."""
        decoder = self._free_decoder() if phrases is None else self._command_decoder()
        if phrases is not None:
            words = {word for phrase in phrases for word in phrase.split()}
            unknown = sorted(word for word in words if decoder.lookup_word(word) is None)
            if unknown:
                return {"unknown": unknown}
            rules = " | ".join(phrases)
            decoder.add_jsgf_string(
                _COMMANDS, f"#JSGF V1.0;\ngrammar commands;\npublic <command> = {rules};\n"
            )
            decoder.activate_search(_COMMANDS)
        decoder.reinit_feat()
        decoder.start_utt()
        decoder.process_raw(samples, full_utt=True)
        decoder.end_utt()
        said = decoder.hyp()
        if said is None:
            return {"text": "", "score": 0.0, "words": []}
        words_said = [
            [
                part.word.split("(")[0],
                part.start_frame / _FRAMES_PER_SECOND,
                (part.end_frame + 1) / _FRAMES_PER_SECOND,
                min(1.0, part.prob),
            ]
            for part in decoder.seg()
            if part.word[0] not in "<["
        ]
        return {"text": said.hypstr, "score": min(1.0, said.prob), "words": words_said}

    def _free_decoder(self) -> Any:
        from pocketsphinx import Decoder

        if self._free is None:
            self._free = Decoder(samprate=RATE, loglevel="FATAL")
        return self._free

    def _command_decoder(self) -> Any:
        from pocketsphinx import Decoder

        if self._commands is None:
            self._commands = Decoder(samprate=RATE, loglevel="FATAL", lm=None)
        return self._commands


def main() -> None:
    """Answer until the input ends."""
    ears = Ears()
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    while True:
        idle = threading.Timer(IDLE_SECONDS, os._exit, (0,))
        idle.daemon = True
        idle.start()
        line = sys.stdin.buffer.readline()
        idle.cancel()
        if not line:
            return
        request = json.loads(line)
        samples = sys.stdin.buffer.read(request["bytes"])
        out.write(json.dumps(ears.hear(samples, request["phrases"])) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
