"""Write a text about a text with an encoder and a decoder, such as Marian or T5.

Reads what `runtime.inference.generation.Rules` names: `start`, `end`, `forced`, `beams` (at most
5), `longest`, `suppress` and so on. A text of more tokens than `preprocess` allows is written
piece by piece, cut between sentences; line breaks stay where they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from runtime.inference.encoder_decoder import GraphWriter, encode
from runtime.inference.generation import Rules, write
from runtime.inference.tokens import Tokens, batch_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from runtime.contracts.cancel import CancelToken
    from runtime.contracts.model import Model


def rewrite(
    model: Model,
    text: str,
    split: Callable[[str], list[str]],
    *,
    prefix: str = "",
    beams: int | None = None,
    longest: int | None = None,
    cancel: CancelToken | None = None,
) -> str:
    """What the model writes for this text.

    `split` cuts a text into sentences; `prefix` goes before every piece of it.
    """
    tokens = Tokens.of(model, cancel)
    tokens = replace(tokens, prefix=tokens.prefix + prefix)
    rules = Rules.of(model.manifest.postprocess).asked(beams, longest)
    lines = []
    for line in text.splitlines():
        written = [
            _one(model, tokens, rules, piece, cancel) for piece in pieces(tokens, line, split)
        ]
        lines.append(" ".join(part for part in written if part))
    return "\n".join(lines)


def pieces(tokens: Tokens, line: str, split: Callable[[str], list[str]]) -> Iterator[str]:
    """The line in parts of whole sentences that fit the model; a blank line has none.

    A sentence that does not fit by itself is cut between words.
    """
    line = line.strip()
    if not line:
        return
    if tokens.count(line) <= tokens.limit:
        yield line
        return
    held = ""
    for sentence in (part for whole in split(line) for part in _that_fit(tokens, whole)):
        longer = f"{held} {sentence}".strip()
        if held and tokens.count(longer) > tokens.limit:
            yield held
            longer = sentence
        held = longer
    if held:
        yield held


def _that_fit(tokens: Tokens, sentence: str) -> Iterator[str]:
    words = sentence.split()
    if len(words) < 2 or tokens.count(sentence) <= tokens.limit:
        yield sentence
        return
    middle = len(words) // 2
    for half in (words[:middle], words[middle:]):
        yield from _that_fit(tokens, " ".join(half))


def _one(model: Model, tokens: Tokens, rules: Rules, piece: str, cancel: CancelToken | None) -> str:
    batch = batch_of(tokens.encode([piece]), tokens, model, "encoder")
    hidden = encode(model, batch.feeds, cancel)
    found = write(GraphWriter(model, hidden, batch.mask, cancel), rules)
    return tokens.decode(found.tokens)
