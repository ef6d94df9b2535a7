"""What checks note down: problems, each with node, port, code, sentence and cure."""

from __future__ import annotations

from dataclasses import dataclass, field

from runtime.contracts.errors import Problem


@dataclass
class Findings:
    """The problems found so far."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, node: str | None, port: str | None, code: str, message: str, cure: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(node, port, code, message, cure))
