"""The importer's two steps: look at files once, in a child; then judge what was seen, often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runtime.inference.importing.answers import read_answers
from runtime.inference.importing.evidence import Evidence
from runtime.inference.importing.files import Bundle, gather
from runtime.inference.importing.inspect import inspect
from runtime.inference.importing.pictures import configured_sides
from runtime.inference.importing.propose import Files, Proposal, propose
from runtime.inference.importing.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from runtime.inference.importing.inspect import InspectLimits

NEEDED = ("config", "preprocessor", "processor", "tokenizer_config", "generation", "modules",
          "pooling")  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What a model's files are, and what was seen of them."""

    evidence: Mapping[str, Any]
    """Plain JSON, to be kept and judged later."""
    graphs: Mapping[str, Path]
    """Role -> whole file, in the working folder."""
    side: Mapping[str, Path]
    variant: str
    variants: Mapping[str, int]


def look(folder: Path, limits: InspectLimits, variant: str | None = None) -> Look:
    """Look at a working folder of ours. Raises a `ModelRefusedError`."""
    bundle = gather(folder, limits.most_bytes, variant)
    seen = inspect(bundle, limits, configured_sides(bundle.documents))
    return Look(
        evidence=_as_json(bundle, seen),
        graphs={role: folder / graph.file for role, graph in seen.graphs.items()},
        side={role: folder / name for role, name in bundle.side.items()},
        variant=bundle.variant,
        variants=bundle.variants,
    )


def judge(evidence: Mapping[str, Any], files: Files, answers: object = None) -> Proposal:
    """What the model is, given a person's answers. Raises as `propose` does."""
    about = Evidence(
        seen=Seen.model_validate(evidence["seen"]),
        documents=evidence["documents"],
        labels=tuple(evidence["labels"]),
        side=files.side,
        answers=read_answers(answers),
    )
    return propose(about, files)


def _as_json(bundle: Bundle, seen: Seen) -> dict[str, Any]:
    kept = {name: bundle.documents[name] for name in NEEDED if name in bundle.documents}
    return {
        "seen": seen.model_dump(mode="json"),
        "documents": kept,
        "labels": list(bundle.labels),
    }
