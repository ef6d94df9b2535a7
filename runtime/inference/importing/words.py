"""Rules B9 to B18: what config.json and its neighbours say of models of text and speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runtime.contracts.refusals import NoUsableOutputError
from runtime.inference.importing.answers import Question
from runtime.inference.importing.config import architecture_of, model_type_of
from runtime.inference.importing.evidence import Evidence, Guess, is_token_graph, require
from runtime.inference.importing.writing import forced, ids, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_TOKENS = 8192
DEFAULT_TOKENS = 512
UNSUPPORTED = {
    "ForQuestionAnswering": "answers questions about a text",
    "ForAudioClassification": "names sounds",
    "ForAudioFrameClassification": "names pieces of sound",
    "ForMaskedLM": "fills gaps in a text",
    "ForMultipleChoice": "chooses between texts",
    "ForMaskGeneration": "cuts out what is pointed at",
}


def by_word_config(evidence: Evidence) -> Guess | None:
    """The guess; None when nothing speaks of a model of text or speech."""
    name, kind = architecture_of(evidence), model_type_of(evidence)
    for ending, does in UNSUPPORTED.items():
        if name.endswith(ending):
            message = f"The model {does} ({name}), which no node does. Import another kind."
            raise NoUsableOutputError(message)
    if name.endswith(("ForCausalLM", "LMHeadModel")):
        message = (
            f"{name} writes text word by word, which takes a server of its own. "
            "Use a node with a connector to such a server."
        )
        raise NoUsableOutputError(message)
    if {"encoder"} <= set(evidence.seen.graphs):
        return _reasoned(evidence, name, _whisper if kind == "whisper" else _sequences)
    for ending, rule in RULES.items():
        if name.endswith(ending):
            return _reasoned(evidence, name, rule)
    if is_token_graph(evidence.graph):
        return _by_tokens(evidence)
    return None


def _reasoned(evidence: Evidence, name: str, rule: Callable[[Evidence], Guess]) -> Guess:
    guess = rule(evidence)
    if name:
        guess.reasons.insert(0, f"config.json names the architecture {name}.")
    return guess


def _by_tokens(evidence: Evidence) -> Guess:
    """Rules C for graphs that take tokens."""
    output = next((item for item in evidence.graph.noise if item.shape), None)
    if output is not None and len(output.shape) == 3:
        return _embedder(evidence)
    if output is not None and len(output.shape) == 2 and evidence.known_labels():
        return _classifier(evidence)
    if output is not None and len(output.shape) == 2:
        guess = _embedder(evidence)
        task = evidence.answers.task or "text-embed"
        if task == "text-classify":
            guess = _classifier(evidence)
        choices = (("text-embed", "A vector for each text"), ("text-classify", "A score per class"))
        text = f"What are the {output.shape[1]} numbers that come out?"
        guess.questions.insert(0, Question("task", text, "text-embed", choices))
        return guess
    message = "The model takes tokens, but answers nothing that a node of texts reads."
    raise NoUsableOutputError(f"{message} Export it with its usual head.")


def _embedder(evidence: Evidence) -> Guess:
    names = [port.name for port in evidence.graph.outputs]
    ready = next((name for name in names if "sentence" in name or "pooled" in name), None)
    output = ready or next((n for n in names if n == "last_hidden_state"), names[0])
    shape = next((item.shape for item in evidence.graph.noise if item.name == output), ())
    made = {"outputs": {"embedding": output}, "pooling": "none", "normalise": True}
    guess = Guess("text-embed", "text_embedder", [], postprocess=made)
    if len(shape) == 3:
        told = _pooling(evidence)
        made["pooling"] = evidence.answers.pooling or told or "mean"
        if told:
            guess.reasons.append(f"1_Pooling/config.json asks for pooling by {told}.")
        else:
            choices = (("mean", "The mean of all tokens"), ("cls", "The first token"))
            text = "How do the vectors of the tokens become one vector?"
            guess.questions.append(Question("pooling", text, "mean", choices))
    modules = evidence.documents.get("modules")
    if isinstance(modules, list):
        kinds = [str(item.get("type", "")) for item in modules if isinstance(item, dict)]
        made["normalise"] = any(kind.endswith("Normalize") for kind in kinds)
        ends = "" if made["normalise"] else " not"
        guess.reasons.append(f"modules.json says that vectors are{ends} brought to length 1.")
    if evidence.answers.normalise is not None:
        made["normalise"] = evidence.answers.normalise
    return _with_tokens(evidence, guess)


def _classifier(evidence: Evidence) -> Guess:
    config, output = evidence.document("config"), evidence.graph.outputs[0].name
    shape = next((item.shape for item in evidence.graph.noise if item.name == output), (1, 0))
    several = config.get("problem_type") == "multi_label_classification" or shape[-1] == 1
    post = {"outputs": {"logits": output}, "activation": "sigmoid" if several else "softmax"}
    why = "Each class is judged by itself." if several else "One class is chosen of all."
    guess = Guess("text-classify", "text_classifier", [why], postprocess=post)
    guess.labels = evidence.known_labels() or tuple(f"class {at}" for at in range(shape[-1]))
    return _with_tokens(evidence, guess)


def _tagger(evidence: Evidence) -> Guess:
    post = {"outputs": {"logits": evidence.graph.outputs[0].name}, "activation": "softmax"}
    guess = Guess("text-tag", "text_tagger", ["Each token gets a label."], postprocess=post)
    guess.labels = evidence.known_labels()
    return _with_tokens(evidence, guess)


def _sequences(evidence: Evidence) -> Guess:
    guess = Guess(
        "text-to-text", "seq2seq", ["An encoder reads, a decoder writes."],
        postprocess=writing(evidence),
    )  # fmt: skip
    return _with_tokens(evidence, guess)


def _whisper(evidence: Evidence) -> Guess:
    told, generation = evidence.document("preprocessor"), evidence.document("generation")
    require(evidence, "tokenizer", "tokenizer.json")
    made = writing(evidence)
    made["forced"] = forced(generation)
    for name, key in (("suppress", "suppress_tokens"), ("begin_suppress", "begin_suppress_tokens")):
        if ids(generation.get(key)):
            made[name] = ids(generation.get(key))
    spoken = generation.get("lang_to_id")
    if isinstance(spoken, dict):
        codes = {str(key).strip("<|>"): value for key, value in spoken.items()}
        made["languages"] = {code: at for code, at in codes.items() if isinstance(at, int)}
    return Guess(
        "speech-to-text",
        "whisper",
        ["A whisper model: it hears half a minute at a time and writes it down."],
        preprocess={
            "input": evidence.seen.graphs["encoder"].inputs[0].name,
            "rate": _number(told, "sampling_rate", 16000),
            "mels": _number(told, "feature_size", 80),
            "seconds": _number(told, "chunk_length", 30),
        },
        postprocess=made,
    )


def _ctc(evidence: Evidence) -> Guess:
    require(evidence, "vocabulary", "vocab.json")
    told, config = evidence.document("preprocessor"), evidence.document("config")
    post = {
        "outputs": {"logits": evidence.graph.outputs[0].name},
        "blank": _number(config, "pad_token_id", 0),
    }
    return Guess(
        "speech-to-text",
        "ctc_speech",
        ["Every moment of sound gets a letter, as wav2vec2 does."],
        preprocess={
            "input": evidence.graph.inputs[0].name,
            "rate": _number(told, "sampling_rate", 16000),
            "normalise": bool(told.get("do_normalize", True)),
        },
        postprocess=post,
    )


RULES: Mapping[str, Callable[[Evidence], Guess]] = {
    "ForSequenceClassification": _classifier,
    "ForTokenClassification": _tagger,
    "ForCTC": _ctc,
}


def _with_tokens(evidence: Evidence, guess: Guess) -> Guess:
    require(evidence, "tokenizer", "tokenizer.json")
    graph = evidence.seen.graphs.get("encoder", evidence.graph)
    guess.preprocess = {
        "tokens": _longest(evidence),
        "inputs": [port.name for port in graph.inputs],
    }
    pad = evidence.document("config").get("pad_token_id")
    if isinstance(pad, int) and pad >= 0:
        guess.preprocess["pad"] = pad
    return guess


def _longest(evidence: Evidence) -> int:
    told = [
        evidence.document("tokenizer_config").get("model_max_length"),
        evidence.document("config").get("max_position_embeddings"),
    ]
    usable = [value for value in told if isinstance(value, int) and 1 < value <= MAX_TOKENS]
    return min(usable, default=DEFAULT_TOKENS)


def _pooling(evidence: Evidence) -> str | None:
    told = evidence.document("pooling")
    if told.get("pooling_mode_cls_token"):
        return "cls"
    return "mean" if told.get("pooling_mode_mean_tokens") else None


def _number(told: Mapping[str, Any], name: str, usual: int) -> int:
    value = told.get(name)
    return value if isinstance(value, int) and 0 <= value <= 1_000_000 else usual
