/** Which nodes changed since a run: their last result is still shown, but it is of another graph. */
import type { GraphDocument } from '../api/types';
import { dependenciesOf, topologicalOrder } from './cycles';
import { findNode } from './ports';

/** Nodes that differ from the graph that ran, and everything after them. */
export function staleNodes(ran: GraphDocument, now: GraphDocument): Set<string> {
  const stale = new Set<string>();
  for (const id of topologicalOrder(now).order) {
    const node = findNode(now, id);
    const before = findNode(ran, id);
    const changed =
      !before || JSON.stringify(canonical(before)) !== JSON.stringify(canonical(node));
    const waitsForStale = node ? dependenciesOf(node).some((other) => stale.has(other)) : false;
    if (changed || waitsForStale) stale.add(id);
  }
  return stale;
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
