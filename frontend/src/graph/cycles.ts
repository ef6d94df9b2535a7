/** Order and loops. Parameter references count as wires: they are dependencies too. */
import type { GraphDocument, GraphNode } from '../api/types';
import { endsOf, IN, parseRef } from './ports';

/** The `$ref` of a parameter that is a reference, else null. */
export function referenceOf(param: unknown): string | null {
  if (typeof param !== 'object' || param === null || Array.isArray(param)) return null;
  const entries = Object.entries(param);
  const [first] = entries;
  if (entries.length !== 1 || first?.[0] !== '$ref') return null;
  return typeof first[1] === 'string' ? first[1] : null;
}

/** Ids of the nodes this node waits for. */
export function dependenciesOf(node: GraphNode): string[] {
  const wired = endsOf(node).flatMap(([, sources]) => sources);
  const referred = Object.values(node.params ?? {}).flatMap((param) => referenceOf(param) ?? []);
  const ids = [...wired, ...referred].flatMap((text) => parseRef(text)?.node ?? []);
  return [...new Set(ids)].filter((id) => id !== IN);
}

/** Node ids so that each stands after what it waits for; members of loops come last, in document order. */
export function topologicalOrder(graph: GraphDocument): { order: string[]; looped: string[] } {
  const known = new Set(graph.nodes.map((node) => node.id));
  const waiting = new Map(
    graph.nodes.map((node) => [
      node.id,
      new Set(dependenciesOf(node).filter((id) => known.has(id))),
    ]),
  );
  const order: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, needs]) => needs.size === 0).map(([id]) => id);
    if (ready.length === 0) break;
    for (const id of ready) waiting.delete(id);
    for (const needs of waiting.values()) for (const id of ready) needs.delete(id);
    order.push(...ready);
  }
  return { order, looped: [...waiting.keys()] };
}

/** Everything that runs before `id`, through any number of wires. */
export function upstreamOf(graph: GraphDocument, id: string): Set<string> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  const queue = [id];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const node = nodes.get(next);
    for (const before of node ? dependenciesOf(node) : []) {
      if (seen.has(before)) continue;
      seen.add(before);
      queue.push(before);
    }
  }
  return seen;
}

/** Whether a wire from one node to another would close a loop. */
export function wouldLoop(graph: GraphDocument, source: string, target: string): boolean {
  return source === target || upstreamOf(graph, source).has(target);
}

/** One loop per knot, as the ids along it: `["a", "b"]` means a feeds b feeds a. */
export function findLoops(graph: GraphDocument): string[][] {
  const loops: string[][] = [];
  const told = new Set<string>();
  for (const id of topologicalOrder(graph).looped) {
    if (told.has(id) || !upstreamOf(graph, id).has(id)) continue;
    const before = upstreamOf(graph, id);
    const knot = graph.nodes
      .map((node) => node.id)
      .filter((other) => before.has(other) && upstreamOf(graph, other).has(id));
    for (const member of knot) told.add(member);
    loops.push(knot);
  }
  return loops;
}
