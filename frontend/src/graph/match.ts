/** Which node of one graph is which node of another: by id, then by operator and neighbours. */
import type { GraphDocument, GraphNode } from '../api/types';
import { endsOf, formatRef, IN, parseRef } from './ports';

/** Ids of the newer graph to ids of the older one. */
export type NodeMatches = ReadonlyMap<string, string>;

/** A source as the newer graph would write it. */
export function translated(source: string, newerOf: ReadonlyMap<string, string>): string {
  const ref = parseRef(source);
  const node = ref && newerOf.get(ref.node);
  return ref && node ? formatRef({ node, port: ref.port }) : source;
}

export function reversed(matches: NodeMatches): Map<string, string> {
  return new Map([...matches].map(([newer, older]) => [older, newer]));
}

/** "image<IN.image" for what a node takes and "regions>offset.regions" for who takes from it. */
function neighbours(graph: GraphDocument, id: string, known: (id: string) => string | null) {
  const found = new Set<string>();
  for (const node of graph.nodes) {
    for (const [port, sources] of endsOf(node)) {
      for (const source of sources) {
        const ref = parseRef(source);
        if (!ref) continue;
        const giver = known(ref.node);
        const taker = known(node.id);
        if (node.id === id && giver) found.add(`${port}<${giver}.${ref.port}`);
        if (ref.node === id && taker) found.add(`${ref.port}>${taker}.${port}`);
      }
    }
  }
  return found;
}

const text = (value: unknown) => JSON.stringify(value ?? null);

/** Neighbours in common decide; equal settings only settle a tie. */
function likeness(a: GraphNode, b: GraphNode, shared: number): number {
  const settings = Number(text(a.params) === text(b.params)) + Number(a.model?.id === b.model?.id);
  return shared * 3 + settings;
}

function bestPair(
  before: GraphDocument,
  after: GraphDocument,
  matches: NodeMatches,
): [string, string] | null {
  const newerOf = reversed(matches);
  const older = before.nodes.filter((node) => !newerOf.has(node.id));
  const newer = after.nodes.filter((node) => !matches.has(node.id));
  const knownBefore = (id: string) => (id === IN ? IN : (newerOf.get(id) ?? null));
  const knownAfter = (id: string) => (id === IN || matches.has(id) ? id : null);
  let best: { pair: [string, string]; score: number } | null = null;
  for (const node of newer) {
    const around = neighbours(after, node.id, knownAfter);
    for (const other of older) {
      if (other.operator !== node.operator) continue;
      const was = neighbours(before, other.id, knownBefore);
      const shared = [...around].filter((each) => was.has(each)).length;
      const score = likeness(node, other, shared);
      if (shared > 0 && score > (best?.score ?? 0)) best = { pair: [node.id, other.id], score };
    }
  }
  return best?.pair ?? null;
}

/**
 * The same id is the same node. What is left over is matched from the most alike pair on, each match
 * making its neighbours known: so a chain that was pasted anew is found from `IN` onwards.
 */
export function matchNodes(before: GraphDocument, after: GraphDocument): Map<string, string> {
  const old = new Set(before.nodes.map((node) => node.id));
  const matches = new Map(
    after.nodes.filter((node) => old.has(node.id)).map((node) => [node.id, node.id]),
  );
  for (;;) {
    const pair = bestPair(before, after, matches);
    if (!pair) return matches;
    matches.set(...pair);
  }
}
