"""Tiny operators for tests of the engine: text only, no models, exactly countable."""

from __future__ import annotations

import sys
import types
from dataclasses import dataclass, field

from runtime.contracts.errors import OperatorFailedError
from runtime.contracts.operator import Failure, OperatorParams, operator
from runtime.contracts.values import (
    All,
    Anchor,
    Box,
    Each,
    Image,
    Json,
    List,
    Many,
    Number,
    Region,
    Text,
    Value,
)
from runtime.registry import describe

CALLS: list[str] = []


def _module(name, inputs, outputs, run, params=None, **meta):
    module = types.ModuleType(f"sample_{name}")
    module.__doc__ = f"The sample operator {name}."
    inputs.__module__ = outputs.__module__ = module.__name__
    module.Inputs, module.Outputs = inputs, outputs
    module.Params = params or type("Params", (OperatorParams,), {"__module__": __name__})
    module.run = operator(name, title=name.title(), group="Sample", icon="box", **meta)(run)
    sys.modules[module.__name__] = module
    for value in (Text, Each, All, Image, Json, List, Many, Number, Value):
        setattr(module, value.__name__, value)
    return describe(module)


@dataclass(frozen=True)
class TextIn:
    text: Text


@dataclass(frozen=True)
class TextOut:
    text: Text


@dataclass(frozen=True)
class SplitOut:
    words: Each[Text]


@dataclass(frozen=True)
class JoinIn:
    words: All[Text]


@dataclass(frozen=True)
class JoinAllIn:
    words: All[Text] = field(metadata={"of_inputs": True})


@dataclass(frozen=True)
class PairIn:
    left: Text
    right: Text


@dataclass(frozen=True)
class MaybeIn:
    text: Text | None = None


@dataclass(frozen=True)
class ManyIn:
    texts: Many[Text]


@dataclass(frozen=True)
class ManyMaybeIn:
    texts: Many[Text | None]


@dataclass(frozen=True)
class BagIn:
    data: Many[Value | None]
    texts: All[Text] | None = None


@dataclass(frozen=True)
class BagOut:
    bag: Json


@dataclass(frozen=True)
class ImageIn:
    image: Image


@dataclass(frozen=True)
class LengthOut:
    length: Number


class SuffixParams(OperatorParams):
    suffix: str = "!"


class AtLeastParams(OperatorParams):
    length: float = 3


def shout(batch, params, context):
    CALLS.append(f"shout:{len(batch)}")
    return [TextOut(Text(item.text.raw.upper() + params.suffix)) for item in batch]


def split(batch, params, context):
    CALLS.append(f"split:{len(batch)}")
    answers = []
    for item in batch:
        words = item.text.raw.split()
        anchors = tuple(Anchor(Region(f"r{i}", Box(0, 0, 1, 1))) for i in range(len(words)))
        texts = tuple(None if word == "~" else Text(word) for word in words)
        answers.append(SplitOut(Each(texts, anchors)))
    return answers


def join(batch, params, context):
    CALLS.append(f"join:{len(batch)}")
    return [
        TextOut(Text(" ".join(word.raw if word else "_" for word in item.words.values)))
        for item in batch
    ]


def pair(batch, params, context):
    return [TextOut(Text(f"{item.left.raw}/{item.right.raw}")) for item in batch]


def keep_long(batch, params, context):
    """Ends the branch for short words."""
    return [TextOut(item.text) if len(item.text.raw) >= params.length else None for item in batch]


def explode(batch, params, context):
    message = "This node always fails."
    raise OperatorFailedError(message)


def picky(batch, params, context):
    return [
        Failure(OperatorFailedError("No digits, use words."))
        if item.text.raw.isdigit()
        else TextOut(item.text)
        for item in batch
    ]


def maybe(batch, params, context):
    return [TextOut(item.text or Text("nothing")) for item in batch]


def tell(batch, params, context):
    CALLS.append(f"tell:{len(batch)}")
    return [
        TextOut(
            Text(
                " ".join(
                    f"{name}={text.raw if text else '_'}"
                    for name, text in zip(item.texts.names, item.texts.values, strict=True)
                )
            )
        )
        for item in batch
    ]


def bag(batch, params, context):
    return [
        BagOut(
            Json(
                {
                    "data": item.data.by_name(),
                    "of": len(item.data.values),
                    "texts": len(item.texts.values) if item.texts else 0,
                }
            )
        )
        for item in batch
    ]


def length(batch, params, context):
    return [LengthOut(Number(len(item.text.raw))) for item in batch]


def slow(batch, params, context):
    context.progress(1, 2)
    return [TextOut(item.text) for item in batch]


CATALOGUE = {
    item.id: item
    for item in (
        _module("shout", TextIn, TextOut, shout, SuffixParams),
        _module("split", TextIn, SplitOut, split),
        _module("join", JoinIn, TextOut, join),
        _module("join-all", JoinAllIn, TextOut, join),
        _module("pair", PairIn, TextOut, pair),
        _module("keep-long", TextIn, TextOut, keep_long, AtLeastParams),
        _module("explode", TextIn, TextOut, explode),
        _module("picky", TextIn, TextOut, picky),
        _module("maybe", MaybeIn, TextOut, maybe),
        _module("length", TextIn, LengthOut, length),
        _module("heavy", TextIn, TextOut, slow, heavy=True),
        _module("look", ImageIn, TextOut, slow),
        _module("tell", ManyIn, TextOut, tell),
        _module("tell-maybe", ManyMaybeIn, TextOut, tell),
        _module("bag", BagIn, BagOut, bag),
    )
}


class NoModels:
    """A model source without models."""

    def get(self, ref):
        raise AssertionError(ref)

    def manifest(self, ref):
        return None


def graph_of(*nodes, inputs=("text",), outputs=()):
    """A graph document: each node is `(id, operator, {port: source}, {params}, [gates])`."""
    document = {
        "schema": 1,
        "inputs": [
            {"name": item, "type": item} if isinstance(item, str) else item for item in inputs
        ],
        "nodes": [],
        "outputs": list(outputs),
    }
    for node_id, operator_id, wires, *rest in nodes:
        document["nodes"].append(
            {
                "id": node_id,
                "operator": operator_id,
                "inputs": {
                    port: [source] if isinstance(source, str) else source
                    for port, source in wires.items()
                },
                "params": rest[0] if rest else {},
                "when": rest[1] if len(rest) > 1 else [],
            }
        )
    return document
