/** Two graphs drawn as one: the newer one, with what it lost put back in. */
import type { GraphDocument, GraphNode, Layout } from '../api/types';
import { type GraphDiff, translatedWires } from './diff';
import type { WorkflowDocument } from './document';
import { freePlace, withPlaces } from './layout';
import { reversed } from './match';
import { formatRef, IN, WHEN, type Wire } from './ports';

function withWires(node: GraphNode, wires: readonly Wire[]): GraphNode {
  const missing = wires.filter((wire) => wire.target.node === node.id);
  if (missing.length === 0) return node;
  const inputs: Record<string, string[]> = { ...node.inputs };
  const when = [...(node.when ?? [])];
  for (const { source, target } of missing) {
    if (target.port === WHEN) when.push(formatRef(source));
    else inputs[target.port] = [...(inputs[target.port] ?? []), formatRef(source)];
  }
  return { ...node, inputs, ...(when.length > 0 ? { when } : {}) };
}

/** The places of one graph, by the ids of the merged one. */
function placesOf({ graph, layout }: WorkflowDocument, newerOf?: ReadonlyMap<string, string>) {
  const places = Object.entries(withPlaces(graph, layout).nodes);
  return new Map(places.map(([id, place]) => [newerOf?.get(id) ?? id, place]));
}

/** Nodes of only one graph stand where they stood, or beside that when another stands there. */
function mergedLayout(ids: readonly string[], base: Places, other: Places): Layout {
  const nodes: Layout['nodes'] = {};
  for (const id of ids) {
    const place = base.get(id);
    if (place) nodes[id] = place;
  }
  for (const id of ids) {
    if (nodes[id]) continue;
    const place = other.get(id) ?? { x: 0, y: 0 };
    nodes[id] = { ...place, ...freePlace(Object.values(nodes), place) };
  }
  return { nodes };
}

type Places = ReturnType<typeof placesOf>;

/** `newer` says whose layout the drawing follows, so that what did not move stands still. */
export function mergeDocuments(
  before: WorkflowDocument,
  after: WorkflowDocument,
  changes: GraphDiff,
  newer: 'before' | 'after' = 'after',
): WorkflowDocument {
  const removed = changes.changes
    .filter((change) => change.sign === 'removed')
    .map((change) => change.id);
  const gone = new Set(removed);
  const old = translatedWires(before.graph, changes.matches);
  const kept = new Set(after.graph.inputs.map((input) => input.name));
  const graph: GraphDocument = {
    schema: 1,
    inputs: [
      ...after.graph.inputs,
      ...before.graph.inputs.filter((input) => !kept.has(input.name)),
    ],
    nodes: [
      ...after.graph.nodes.map((node) => withWires(node, changes.wiresRemoved)),
      ...before.graph.nodes
        .filter((node) => gone.has(node.id))
        .map((node) => withWires({ ...node, inputs: {}, when: [] }, old)),
    ],
  };
  const ids = [IN, ...graph.nodes.map((node) => node.id)];
  const [was, is] = [placesOf(before, reversed(changes.matches)), placesOf(after)];
  const [base, other] = newer === 'after' ? [is, was] : [was, is];
  return { graph, layout: mergedLayout(ids, base, other) };
}
