/** Which nodes changed since a run: their last result is still shown, but it is of another graph. */
import type { GraphDocument, GraphNode } from '../api/types';
import { dependenciesOf, topologicalOrder } from './cycles';
import { findNode } from './ports';

/**
 * A pinned output against what the run had there: `same`, so what follows is current whatever is
 * before it; `differs`; `gone` when the run had a pin that is there no more; null without any.
 */
export type PinVerdict = 'same' | 'differs' | 'gone' | null;

/** Nodes that differ from the graph that ran, and everything after them up to what is pinned. */
export function staleNodes(
  ran: GraphDocument,
  now: GraphDocument,
  pinOf: (node: string) => PinVerdict = () => null,
): Set<string> {
  const stale = new Set<string>();
  for (const id of topologicalOrder(now).order) {
    const verdict = pinOf(id);
    if (verdict === 'same') continue;
    const node = findNode(now, id);
    const waitsForStale = node ? dependenciesOf(node).some((other) => stale.has(other)) : false;
    if (verdict !== null || waitsForStale || isChanged(ran, now, id)) stale.add(id);
  }
  return stale;
}

function isChanged(ran: GraphDocument, now: GraphDocument, id: string): boolean {
  const node = findNode(now, id);
  const before = findNode(ran, id);
  return !before || !node || text(asNamedBy(node, before)) !== text(node);
}

/**
 * The node that ran, with only those parts of its model's address that the draft names: a run pins
 * user, app and version, and a draft that names none of them means the same model.
 */
function asNamedBy(node: GraphNode, ran: GraphNode): GraphNode {
  if (!node.model || !ran.model) return ran;
  const named = Object.keys(node.model);
  const parts = Object.entries(ran.model).filter(([part]) => named.includes(part));
  return { ...ran, model: { ...Object.fromEntries(parts), id: ran.model.id } };
}

function text(node: GraphNode): string {
  return JSON.stringify(canonical(node));
}

/** Keys in order and empty parts left out, as the server stores a node. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined && !isEmpty(part))
    .map(([key, part]) => [key, canonical(part)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
