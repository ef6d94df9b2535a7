"""Proposals for graphs that a test makes."""

from __future__ import annotations

import pytest

from runtime.inference.importing import verify
from runtime.inference.importing.answers import Answers
from runtime.inference.importing.evidence import Evidence
from runtime.inference.importing.propose import Files, propose
from runtime.inference.importing.seen import Seen
from tests import onnx_graphs as graphs

SIDES = (64, 224)


@pytest.fixture
def proposed(tmp_path):
    """Proposes for graphs that are looked at in this very process."""

    def ask(made, documents=None, labels=(), side=None, answers=None, name="my_model.onnx"):
        by_role = made if isinstance(made, dict) else {"": made}
        seen = {}
        for role, item in by_role.items():
            path = graphs.saved(item, tmp_path / f"{role or 'model'}.onnx")
            seen[role] = verify._look_at(path, tmp_path / "whole" / path.name, SIDES)
        evidence = Evidence(
            Seen.model_validate({"graphs": seen}), documents or {}, tuple(labels), side or {},
            Answers.model_validate(answers or {}),
        )  # fmt: skip
        files = Files({role: role or "0" * 64 for role in by_role}, side or {}, 10, name)
        return propose(evidence, files)

    return ask
