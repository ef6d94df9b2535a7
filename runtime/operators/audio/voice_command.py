"""Hears which of your commands is spoken (experimental).

Name the commands, one an entry, in English words: `turn the light (on|off)` is heard with either
word, `[please] stop` with and without *please*. *Turn the light on* then gives the concept
`turn the light (on|off)`, and *said* the words. Other speech gives nothing, most of the time: short
words such as *stop* and *start* are mixed up easily, so make commands two words or longer. The
sound is one command of up to 20 seconds; *Speech segments* cuts a recording before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Context, Failure, OperatorParams, operator
from runtime.contracts.values import Audio, Concept, Concepts, Text
from runtime.inference.command_phrases import MOST_PHRASES, PhraseError, phrases
from runtime.media.per_picture import per_picture

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_SECONDS = 20


@dataclass(frozen=True)
class Inputs:
    audio: Audio = field(metadata={"help": "One spoken command."})


@dataclass(frozen=True)
class Outputs:
    concepts: Concepts = field(metadata={"help": "The command that was heard; empty for none."})
    said: Text = field(metadata={"help": "The words that were heard; empty for none."})


class Params(OperatorParams):
    commands: list[str] = Field(
        default_factory=lambda: ["turn the light (on|off)", "[please] open the door"],
        min_length=1, max_length=100,
        description="The commands, in English words; (a|b) for a choice, [a] for what may be left "
        "out.",
    )  # fmt: skip
    min_value: float = Field(title="Least score",
        default=0, ge=0, le=1, description="Commands heard with a lower score are dropped.",
        json_schema_extra={"widget": "slider"},
    )  # fmt: skip

    @field_validator("commands")
    @classmethod
    def _can_be_said(cls, commands: list[str]) -> list[str]:
        total = 0
        for command in commands:
            if len(command) > 300:
                raise ValueError("a command has to have at most 300 characters")
            try:
                total += len(phrases(command))
            except PhraseError as error:
                raise ValueError(str(error)) from error
        if total > MOST_PHRASES:
            raise ValueError(f"the commands can be said in more than {MOST_PHRASES} ways together")
        return commands


def _why_not() -> str | None:
    from runtime.inference import pocket_speech

    return pocket_speech.why_unavailable()


@operator(
    "voice-command",
    title="Voice command (experimental)",
    group="Models",
    icon="mic",
    aliases=("keyword-spotting", "VoiceCommand"),
    heavy=True,
    available=_why_not,
    summary="{commands}",
)
def run(batch: Sequence[Inputs], params: Params, context: Context) -> list[Outputs | Failure]:
    from runtime.inference import pocket_speech
    from runtime.media.audio import resampled

    ways = {phrase: command for command in params.commands for phrase in phrases(command)}

    def hear(inputs: Inputs) -> Outputs:
        seconds = len(inputs.audio.samples) / inputs.audio.rate
        if not 0 < seconds <= MOST_SECONDS:
            message = (
                f"The sound is {seconds:.1f} seconds long; a command has to be up to "
                f"{MOST_SECONDS}. Cut the recording with Speech segments."
            )
            raise OperatorFailedError(message, port="audio")
        samples = resampled(inputs.audio, pocket_speech.RATE).samples
        heard = pocket_speech.hear(samples, list(ways), context.cancel)
        command = ways.get(heard.text)
        if command is None or heard.score < params.min_value:
            return Outputs(Concepts(), Text(""))
        return Outputs(Concepts((Concept(command, command, heard.score),)), Text(heard.text))

    return per_picture(batch, context, hear)
