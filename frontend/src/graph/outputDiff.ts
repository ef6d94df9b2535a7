/** Two runs compared node by node: whether their outputs differ, and by how much. Pure. */
import type { GraphDocument, NodeStatus, PortOutputs, Run, StoredValue, Tree } from '../api/types';
import { topologicalOrder } from './cycles';
import { matchNodes, reversed } from './match';

/** The same node in both graphs; null where it is missing. */
export interface NodePair {
  before: string | null;
  after: string | null;
}

/** In the order of the newer graph, what only the older one has at the end. */
export function pairNodes(before: GraphDocument, after: GraphDocument): NodePair[] {
  const matches = matchNodes(before, after);
  const newerOf = reversed(matches);
  const order = ({ order: sorted, looped }: ReturnType<typeof topologicalOrder>) => [
    ...sorted,
    ...looped,
  ];
  return [
    ...order(topologicalOrder(after)).map((id) => ({ before: matches.get(id) ?? null, after: id })),
    ...order(topologicalOrder(before))
      .filter((id) => !newerOf.has(id))
      .map((id) => ({ before: id, after: null })),
  ];
}

const TOLERANCE = 1e-6;

/** Equal, but for the last digits of a number. */
export function sameOutputs(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= TOLERANCE;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameOutputs(value, right.get(key)))
  );
}

export type Verdict = 'waiting' | 'same' | 'differs' | 'one';

function hasFailed(status: NodeStatus | undefined): boolean {
  return status === 'failed' || status === 'skipped';
}

/** What became of one node on both sides, for one input. */
export function verdictOf(pair: NodePair, before: Run, after: Run, input: number): Verdict {
  if (pair.before === null || pair.after === null) return 'one';
  const [was, is] = [before.nodes[pair.before]?.status, after.nodes[pair.after]?.status];
  const [old, now] = [before.outputs[pair.before]?.[input], after.outputs[pair.after]?.[input]];
  if (old && now) return sameOutputs(old, now) ? 'same' : 'differs';
  const [wasBad, isBad] = [hasFailed(was), hasFailed(is)];
  if (wasBad && isBad) return was === is ? 'same' : 'differs';
  if ((wasBad && now) || (isBad && old)) return 'differs';
  return 'waiting';
}

function leaves(tree: Tree): StoredValue[] {
  if (tree === null || 'error' in tree) return [];
  if ('each' in tree) return tree.each.flatMap((branch) => leaves(branch.value));
  return [tree];
}

const MOST_CONCEPTS = 3;

/** What of an output can be measured: how many regions and how sure, concepts, numbers. */
export function measuresOf(ports: PortOutputs): Map<string, number> {
  const found = new Map<string, number>();
  for (const [port, tree] of Object.entries(ports)) {
    const values = leaves(tree);
    const regions = values.flatMap((value) => (value.kind === 'regions' ? value.items : []));
    if (values.some((value) => value.kind === 'regions')) found.set(port, regions.length);
    const scores = regions.flatMap((region) => {
      const best = Math.max(...(region.concepts ?? []).map((concept) => concept.value));
      return Number.isFinite(best) ? [best] : [];
    });
    if (scores.length > 0)
      found.set('mean score', scores.reduce((sum, score) => sum + score, 0) / scores.length);
    const concepts = values.flatMap((value) => (value.kind === 'concepts' ? value.items : []));
    const best = [...concepts].sort((a, b) => b.value - a.value).slice(0, MOST_CONCEPTS);
    for (const concept of best) found.set(concept.name, concept.value);
    const [number] = values;
    if (values.length === 1 && number?.kind === 'number') found.set(port, number.value);
  }
  return found;
}

export interface Delta {
  name: string;
  before: number | null;
  after: number | null;
}

export function deltasOf(before: PortOutputs | undefined, after: PortOutputs | undefined): Delta[] {
  const [old, now] = [measuresOf(before ?? {}), measuresOf(after ?? {})];
  return [...new Set([...old.keys(), ...now.keys()])].map((name) => ({
    name,
    before: old.get(name) ?? null,
    after: now.get(name) ?? null,
  }));
}
