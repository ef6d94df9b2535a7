"""The rules of the definition language; every one of them has a case."""

from __future__ import annotations

RULES = {
    # the envelope, inputs and outputs
    "envelope", "version", "names", "old input names", "old type names", "old field names",
    "echo", "parameter", "parameter default", "outputs", "all outputs", "parent coordinates",
    "own coordinates", "order of steps", "twenty steps",
    # batches and levels
    "batch", "batch inputs", "broadcast of one", "broadcast over a level", "deep inputs", "fan-out",
    "nested fan-out", "empty level", "collapse", "scalars only", "scalars with batches", "nulls",
    "branches meet", "lineage", "kinds",
    # flow control
    "continue_if", "per element", "switch_case", "rate_limiter", "delta_filter",
    "first_non_empty", "inner workflow",
    # the query language
    "operations", "statements", "expression",
    # refusals
    "errors", "did you mean", "cycle", "limits", "custom Python",
}  # fmt: skip
