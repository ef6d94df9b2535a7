"""How a model that writes begins, goes on and ends: generation_config.json as a card has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import BadSideFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from runtime.inference.importing.evidence import Evidence

MAX_BEAMS = 5
WHOLE = (("pad", "pad_token_id"), ("longest", "max_length"))
TOKENS = ("decoder_start_token_id", "eos_token_id", "pad_token_id")
POSITIVE = (("length_penalty", "length_penalty"), ("no_repeat", "no_repeat_ngram_size"))


def writing(evidence: Evidence) -> dict[str, Any]:
    """What the decoders that write read. Raises `BadSideFileError`."""
    told = _told(evidence)
    start, end = told.get("decoder_start_token_id"), told.get("eos_token_id")
    if not isinstance(start, int) or not (isinstance(end, int) or ids(end)):
        message = "generation_config.json must say which tokens begin and end a text. Add it."
        raise BadSideFileError(message)
    made: dict[str, Any] = {"start": start, "end": end, "forced": [], "beams": 1}
    for name, key in WHOLE:
        if isinstance(told.get(key), int) and told[key] >= 0:
            made[name] = told[key]
    for name, key in POSITIVE:
        if isinstance(told.get(key), int | float) and 0 < told[key] <= 10:
            made[name] = told[key]
    if isinstance(told.get("num_beams"), int):
        made["beams"] = min(MAX_BEAMS, max(1, told["num_beams"]))
    if isinstance(told.get("bad_words_ids"), list):
        made["suppress"] = [word[0] for word in told["bad_words_ids"] if len(ids(word)) == 1]
    if isinstance(told.get("forced_bos_token_id"), int):
        made["forced"] = [[1, told["forced_bos_token_id"]]]
    return made


def _told(evidence: Evidence) -> dict[str, Any]:
    """generation_config.json, above config.json, above the decoder that config.json holds.

    Of that one only the tokens count: lengths that stand there are whatever was usual.
    """
    config = evidence.document("config")
    inner = config.get("decoder")
    inner = {name: inner.get(name) for name in TOKENS} if isinstance(inner, dict) else {}
    levels = (inner, config, evidence.document("generation"))
    return {name: value for told in levels for name, value in told.items() if value is not None}


def forced(generation: Mapping[str, Any]) -> list[list[int]]:
    """Place and token of those that a whisper model begins with, after the first."""
    told = generation.get("forced_decoder_ids")
    if isinstance(told, list) and told:
        pairs = [ids(pair) for pair in told]
        if all(len(pair) == 2 for pair in pairs):
            return pairs
    languages, tasks = generation.get("lang_to_id"), generation.get("task_to_id")
    wanted = []
    if isinstance(languages, dict):
        wanted.append(languages.get("<|en|>", next(iter(languages.values()), None)))
    if isinstance(tasks, dict):
        wanted.append(tasks.get("transcribe"))
    wanted.append(generation.get("no_timestamps_token_id"))
    tokens = [token for token in wanted if isinstance(token, int)]
    return [[place, token] for place, token in enumerate(tokens, 1)]


def ids(told: Any) -> list[int]:
    """A list of numbers of tokens; empty for anything else."""
    if not isinstance(told, list) or not all(isinstance(item, int) for item in told):
        return []
    return [item for item in told if item >= 0]
