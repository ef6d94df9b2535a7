"""Reads a text aloud with a small speech engine.

Knows over a hundred languages by their codes, such as `en-us`, `en-gb`, `es`, `de`, `fr-fr`,
`pt-br` or `hi`; the voice sounds like a machine and is quick. *The door is open* takes about a
second to say. Choose the language of the text: nothing is translated, *Translate* does that before.
The engine espeak-ng is under the GPL, is not part of Weft and runs beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Audio, Number, Text
from runtime.media.given_text import text_to_read
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_CHARACTERS = 5000
_VARIANTS = {"standard": "", "woman": "+f2", "man": "+m3", "whisper": "+whisper", "old": "+croak"}


@dataclass(frozen=True)
class Inputs:
    text: Text = field(metadata={"help": "The text to say, up to 5,000 characters."})


@dataclass(frozen=True)
class Outputs:
    audio: Audio = field(metadata={"help": "The spoken text."})
    seconds: Number = field(metadata={"help": "How long it takes to say."})


class Params(OperatorParams):
    language: str = Field(
        default="en-us", min_length=2, max_length=20, pattern=r"^[a-z]{2,4}(-[a-z0-9]{2,8})*$",
        description="Code of the text's language, such as en-us, es or de.",
    )  # fmt: skip
    voice: Literal["standard", "woman", "man", "whisper", "old"] = Field(
        default="standard", description="Who speaks."
    )
    speed: int = Field(default=160, ge=80, le=450, description="Words a minute.")
    pitch: int = Field(default=50, ge=0, le=99, description="How high the voice is.")


def _why_not() -> str | None:
    from runtime.inference import espeak

    return espeak.why_unavailable()


@operator(
    "text-to-audio",
    title="Text to audio",
    group="Models",
    icon="volume-2",
    aliases=("text-to-speech", "TextToAudio"),
    heavy=True,
    available=_why_not,
    summary="{language}, {voice}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import espeak

    voice = espeak.Voice(params.language + _VARIANTS[params.voice], params.speed, params.pitch)

    def speak(inputs: Inputs) -> Outputs:
        text = text_to_read(inputs.text)
        if len(text) > MOST_CHARACTERS:
            message = (
                f"The text has {len(text):,} characters; {MOST_CHARACTERS:,} can be spoken at "
                "once. Split it with Text splitter before."
            )
            raise OperatorFailedError(message, port="text")
        audio = espeak.speak(text, voice, context.cancel)
        return Outputs(audio, Number(round(len(audio.samples) / audio.rate, 3)))

    return per_picture(batch, context, speak)
