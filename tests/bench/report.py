"""One table of measurements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measurement: the judged number is `value`, and lower is better."""

    what: str
    ours: str
    floor: str
    value: float
    target: float
    unit: str = ""

    @property
    def verdict(self) -> str:
        return "met" if self.value <= self.target else "MISSED"


def show(rows: list[Row]) -> None:
    header = ("what", "ours", "floor or peer", "ratio or value", "target", "")
    lines = [
        (
            row.what,
            row.ours,
            row.floor,
            f"{row.value:.2f}{row.unit}",
            f"<= {row.target:g}{row.unit}",
            row.verdict,
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in [header, *lines]) for column in range(6)]
    for line in [header, *lines]:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))
