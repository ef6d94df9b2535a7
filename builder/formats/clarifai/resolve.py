"""Chooses for each port of one node the output that feeds it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple

from builder.formats.clarifai.offers import ROOT, Offer
from runtime import api
from runtime.contracts.graph import IN
from runtime.contracts.kinds import ANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from builder.formats.clarifai.nodes import Node
    from builder.formats.clarifai.offers import Known, Lineage
    from runtime.contracts.catalogue import InputPort

MOST_OFFERS = 24
"""So many outputs are weighed for one port, nearest first."""
MOST_WAYS = 4000
"""So many ways to feed a node are weighed, the nearest first."""


@dataclass(frozen=True)
class Resolved:
    """The outputs that were chosen, and the ports that found none."""

    chosen: dict[str, Offer]
    lineage: Lineage
    open: tuple[InputPort, ...] = ()
    clash: bool = False


class _Choice(NamedTuple):
    port: InputPort
    offer: Offer

    def lineage(self) -> Lineage:
        """What it brings to the node; a gathering port joins the last fan-out."""
        return self.offer.lineage[:-1] if self.port.gathers else self.offer.lineage


def resolve(node: Node, known: Known) -> Resolved:
    """Feed every required port, then those optional ones that a named node has something for."""
    operator = known.catalogue[node.operator]
    offers = known.offers(node)
    ports = list(operator.inputs.values())
    required = [port for port in ports if port.required]
    referred = [known.lineage_of(source) for source in node.refers_to()]
    candidates = [fitting(port, offers, known) for port in required]
    unfed = tuple(port for port, found in zip(required, candidates, strict=True) if not found)
    if unfed:
        return Resolved({}, ROOT, open=unfed)
    best = _best(node, required, candidates, referred)
    if best is None:
        return Resolved({}, ROOT, open=tuple(required), clash=_may_be_new(candidates))
    unpaired = _best(node, required, candidates, referred, paired=False)
    if unpaired and _unnamed(node, best) > _unnamed(node, unpaired):
        return Resolved({}, ROOT, open=tuple(required), clash=True)
    best = _with_optional(node, best, ports, offers, referred)
    if not best and ports and node.waits_for:
        best = _looked_back(node, ports, offers, referred, known)
        if not best:
            return Resolved({}, ROOT, open=tuple(ports))
    chosen = {choice.port.name: choice.offer for choice in best}
    ordered = {port.name: chosen[port.name] for port in ports if port.name in chosen}
    return Resolved(ordered, _lineage(best, referred) or ROOT)


def fitting(port: InputPort, offers: Sequence[Offer], known: Known) -> list[Offer]:
    """The offers of a kind that the port takes, nearest first, with the input it could be given."""
    found = [
        offer
        for offer in offers
        if port.takes(offer.kinds) and not (port.gathers and len(offer.lineage) == 1)
    ][:MOST_OFFERS]
    level = max((offer.level for offer in offers), default=-1)
    if not port.gathers and not any(offer.node == IN for offer in found):
        made = known.new_input(port, level + 1 if offers else 0, len(offers))
        found += [made] if made else []
    return found


def _best(
    node: Node,
    ports: Sequence[InputPort],
    candidates: Sequence[Sequence[Offer]],
    referred: Sequence[Lineage],
    *,
    paired: bool = True,
) -> list[_Choice] | None:
    """The best way to feed all the ports at once; None when no way can be paired."""
    best: list[_Choice] | None = None
    least: tuple[object, ...] | None = None
    for offers in islice(product(*candidates), MOST_WAYS):
        choices = [_Choice(port, offer) for port, offer in zip(ports, offers, strict=True)]
        if _allowed(node, choices) and (not paired or _pairs(choices, referred)):
            price = _price(node, choices)
            if least is None or price < least:
                best, least = choices, price
    return best


def _allowed(node: Node, choices: Sequence[_Choice]) -> bool:
    """Whether no output feeds two ports, and what it names has something to do with the node."""
    sources = {choice.offer.source for choice in choices}
    apart = node.waits_for and choices and all(choice.offer.new for choice in choices)
    return len(sources) == len(choices) and not apart


def _pairs(choices: Sequence[_Choice], referred: Sequence[Lineage]) -> bool:
    """Whether the lineages agree, and what is looked back for fans out no further."""
    if _lineage(choices, referred) is None:
        return False
    named = _lineage(_named(choices), [])
    if not _named(choices) or named is None:
        return True
    return all(
        named[: len(choice.lineage())] == choice.lineage()
        for choice in choices
        if choice.offer.level
    )


def _price(node: Node, choices: Sequence[_Choice]) -> tuple[object, ...]:
    """The lower the better, the first difference decides."""
    nodes = [choice.offer.node for choice in choices]
    named = _lineage(_named(choices), [])
    back = [choice for choice in choices if choice.offer.level]
    anything = [choice for choice in choices if ANY in choice.port.kinds]
    return (
        sum(nodes.count(choice.offer.node) > 1 for choice in anything if len(choices) > 1),
        _unnamed(node, choices),
        sum(choice.lineage() != named for choice in back) if _named(choices) else 0,
        sum(choice.offer.new for choice in choices),
        sum(choice.offer.level for choice in choices if choice not in anything),
        sum(choice.offer.level for choice in anything),
        sum(not choice.offer.feeds_nearer for choice in anything if choice.offer.level),
        sum(ANY in choice.port.kinds | choice.offer.kinds for choice in choices),
        tuple(choice.offer.order for choice in choices),
    )


def _unnamed(node: Node, choices: Sequence[_Choice]) -> int:
    """How many of the nodes it names feed it nothing."""
    return len(set(node.waits_for) - {choice.offer.node for choice in choices})


def _with_optional(
    node: Node,
    choices: Sequence[_Choice],
    ports: Iterable[InputPort],
    offers: Sequence[Offer],
    referred: Sequence[Lineage],
) -> list[_Choice]:
    """Give what the named nodes still have to ports that may stay open."""
    chosen = list(choices)
    for port in ports:
        if port.required:
            continue
        fresh = [
            _Choice(port, offer)
            for offer in offers
            if offer.level == 0
            and offer.node in node.waits_for
            and port.takes(offer.kinds)
            and not (port.gathers and len(offer.lineage) == 1)
            and _is_still_free(port, offer, chosen)
            and _lineage([*chosen, _Choice(port, offer)], referred) is not None
        ]
        if fresh:
            nodes = {choice.offer.node for choice in chosen}
            chosen.append(min(fresh, key=lambda one: (one.offer.node in nodes, one.offer.order)))
    return chosen


def _is_still_free(port: InputPort, offer: Offer, chosen: Sequence[_Choice]) -> bool:
    """A node feeds one port, and further ones only with things of other kinds."""
    same = [choice.offer for choice in chosen if choice.offer.node == offer.node]
    if not same:
        return True
    plain = len(port.kinds) == 1 and ANY not in port.kinds | offer.kinds
    return plain and all(not (other.kinds & offer.kinds) for other in same)


def _looked_back(
    node: Node,
    ports: Sequence[InputPort],
    offers: Sequence[Offer],
    referred: Sequence[Lineage],
    known: Known,
) -> list[_Choice]:
    """For a node that needs no port for certain: the first one that finds something."""
    for port in ports:
        best = _best(node, [port], [fitting(port, offers, known)], referred)
        if best:
            return best
    return []


def _named(choices: Iterable[_Choice]) -> list[_Choice]:
    return [choice for choice in choices if choice.offer.level == 0]


def _lineage(choices: Iterable[_Choice], referred: Iterable[Lineage]) -> Lineage | None:
    return api.combine_lineages([*(choice.lineage() for choice in choices), *referred])


def _may_be_new(candidates: Sequence[Sequence[Offer]]) -> bool:
    """Whether something other than new inputs was on offer, so that only the pairing failed."""
    return all(any(not offer.new for offer in found) for found in candidates)
