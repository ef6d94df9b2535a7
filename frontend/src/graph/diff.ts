/** What changed from one graph to another, matched by node id; moving a node is not a change. */
import type { GraphDocument, GraphNode } from '../api/types';
import { wiresOf } from './ports';

export interface GraphDiff {
  added: string[];
  removed: string[];
  /** node id -> names of changed parameters */
  params: Map<string, string[]>;
  /** nodes whose model or its version changed */
  models: string[];
  operators: string[];
  wiresAdded: number;
  wiresRemoved: number;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function changedParams(before: GraphNode, after: GraphNode): string[] {
  const names = new Set([...Object.keys(before.params ?? {}), ...Object.keys(after.params ?? {})]);
  return [...names].filter((name) => !same(before.params?.[name], after.params?.[name]));
}

export function diff(before: GraphDocument, after: GraphDocument): GraphDiff {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Map(after.nodes.map((node) => [node.id, node]));
  const kept = after.nodes.flatMap((node) => {
    const earlier = old.get(node.id);
    return earlier ? [{ before: earlier, after: node }] : [];
  });
  const changed = kept
    .map((pair) => [pair.after.id, changedParams(pair.before, pair.after)] as const)
    .filter(([, names]) => names.length > 0);
  const isKept = (id: string) => id === 'IN' || (old.has(id) && now.has(id));
  const wires = (graph: GraphDocument) =>
    new Set(
      wiresOf(graph)
        .filter((wire) => isKept(wire.source.node) && isKept(wire.target.node))
        .map((wire) => wire.id),
    );
  const [oldWires, newWires] = [wires(before), wires(after)];
  return {
    added: after.nodes.map((node) => node.id).filter((id) => !old.has(id)),
    removed: before.nodes.map((node) => node.id).filter((id) => !now.has(id)),
    params: new Map(changed),
    models: kept
      .filter((pair) => !same(pair.before.model, pair.after.model))
      .map((pair) => pair.after.id),
    operators: kept
      .filter((pair) => pair.before.operator !== pair.after.operator)
      .map((pair) => pair.after.id),
    wiresAdded: [...newWires].filter((id) => !oldWires.has(id)).length,
    wiresRemoved: [...oldWires].filter((id) => !newWires.has(id)).length,
  };
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** "+1 node, 2 parameters"; empty when nothing changed. */
export function summarise(changes: GraphDiff): string {
  const params = [...changes.params.values()].flat().length;
  const wires = changes.wiresAdded + changes.wiresRemoved;
  return [
    changes.added.length > 0 && `+${count(changes.added.length, 'node')}`,
    changes.removed.length > 0 && `−${count(changes.removed.length, 'node')}`,
    changes.operators.length > 0 && count(changes.operators.length, 'operator'),
    changes.models.length > 0 && count(changes.models.length, 'model'),
    params > 0 && count(params, 'parameter'),
    wires > 0 && count(wires, 'wire'),
  ]
    .filter(Boolean)
    .join(', ');
}
