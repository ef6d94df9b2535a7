"""Import of models that users bring: from files to a card, decided once.

`files` finds graphs and what goes with them, `inspect` lets a disposable child look at them
(`verify`, `onnx_file`, `dry_run` run inside it), `propose` reads a card out of what was seen, by
the rules of `metadata`, `config` and `shapes`, and asks where they do not decide.
"""
