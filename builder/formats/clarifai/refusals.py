"""Why a port found nothing, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.formats.clarifai.offers import MEDIA
from builder.formats.clarifai.resolve import fitting
from runtime.contracts.errors import Problem
from runtime.contracts.graph import IN
from runtime.contracts.kinds import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from builder.formats.clarifai.nodes import Node
    from builder.formats.clarifai.offers import Known, Offer
    from builder.formats.clarifai.resolve import Resolved
    from runtime.contracts.catalogue import InputPort


def why_open(node: Node, found: Resolved, known: Known) -> Iterator[Problem]:
    """A problem for each port that found nothing."""
    offers = known.offers(node)
    for port in found.open:
        fits = [offer for offer in fitting(port, offers, known) if not offer.new]
        if len(fits) >= 1 and len(found.open) > 1 and _same_source(found.open, offers, known):
            yield _too_few(node, found.open, fits[0])
            return
        if found.clash:
            yield _clash(node, port)
            return
        if not fits:
            yield _nothing(node, port, offers, known)


def _same_source(ports: Sequence[InputPort], offers: Sequence[Offer], known: Known) -> bool:
    sources = {
        offer.source for port in ports for offer in fitting(port, offers, known) if not offer.new
    }
    return len(sources) < len(ports)


def _too_few(node: Node, ports: Sequence[InputPort], only: Offer) -> Problem:
    names = " and ".join(port.name for port in ports)
    return Problem(
        node.id, ports[-1].name, "missing_input",
        f"{node.id} needs a different output on each of {names}; only {only.source} fits.",
        "Name another node in its node_inputs that gives the other one.",
    )  # fmt: skip


def _clash(node: Node, port: InputPort) -> Problem:
    return Problem(
        node.id, port.name, "lineage_clash",
        f"What {node.id} needs comes from different fan-outs, which cannot be paired.",
        "Name nodes in its node_inputs that follow the same crop (or tile, or frame) node.",
    )  # fmt: skip


def _nothing(node: Node, port: InputPort, offers: Sequence[Offer], known: Known) -> Problem:
    needs = f"{node.id} needs {phrase(port.kinds)} on {port.name}"
    single = [offer for offer in offers if port.takes(offer.kinds) and offer.node != IN]
    if port.gathers and single:
        return Problem(
            node.id, port.name, "lineage_clash",
            f"{needs}, a list of them to join; {single[0].node} gives one only.",
            "Put a crop, a tiler or a node that makes frames before it.",
        )  # fmt: skip
    if not node.waits_for:
        return Problem(
            node.id, port.name, "missing_input",
            f"{needs}; without node_inputs it gets the workflow's input, which is "
            f"{phrase(MEDIA)}.",
            f"Name a node in its node_inputs that gives {phrase(port.kinds)}{_makers(port, known)}",
        )  # fmt: skip
    given = _given(node, offers)
    return Problem(
        node.id, port.name, "missing_input",
        f"{needs}; {given}, and no node before gives it.",
        f"Put a node before it that gives {phrase(port.kinds)}{_makers(port, known)}",
    )  # fmt: skip


def _given(node: Node, offers: Sequence[Offer]) -> str:
    parts: Mapping[str, set[str]] = {name: set() for name in node.waits_for}
    for offer in offers:
        if offer.node in parts:
            parts[offer.node] |= offer.kinds
    return " and ".join(f"{name} gives {phrase(kinds)}" for name, kinds in parts.items())


def _makers(port: InputPort, known: Known) -> str:
    """`, such as a Visual detector.`: an operator that makes of a medium what the port needs."""
    for operator in known.catalogue.values():
        needed = [one for one in operator.inputs.values() if one.required]
        if operator.meta.task is None or len(needed) != 1 or operator.why_not():
            continue
        if any(output.kinds == port.kinds for output in operator.outputs.values()):
            return f", such as {operator.id}."
    return "."
