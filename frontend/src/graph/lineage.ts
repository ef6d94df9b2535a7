/**
 * Dimensions. A port's lineage names the fan-outs on the way to it: `["IN"]` for one value per workflow
 * input, `["IN", "crop"]` for one per region that `crop` cut out. A node runs once per element of its longest
 * input; the lineages of its other inputs must be beginnings of that one.
 */
import type { Catalogue, GraphDocument, GraphNode } from '../api/types';
import { referenceOf, topologicalOrder } from './cycles';
import { endsOf, findInput, findNode, findOutput, IN, parseRef } from './ports';

export type Lineage = readonly string[];

const ROOT: Lineage = [IN];

export interface Clash {
  port: string;
  lineage: Lineage;
  /** what it does not go with; null when a gathering port gets nothing to gather */
  other: Lineage | null;
}
export interface Lineages {
  /** the lineage each node runs at; nodes in loops have none */
  nodes: ReadonlyMap<string, Lineage>;
  /** the first input of a node that does not go with the others */
  clashes: ReadonlyMap<string, Clash>;
}

export function isPrefix(short: Lineage, long: Lineage): boolean {
  return short.length <= long.length && short.every((id, index) => long[index] === id);
}

/** The lineage of what flows from "node.port", given those of the nodes before it. */
function sourceLineage(
  graph: GraphDocument,
  catalogue: Catalogue,
  text: string,
  nodes: Map<string, Lineage>,
): Lineage {
  const source = parseRef(text);
  if (source?.node === IN) {
    const levels = graph.inputs.find((input) => input.name === source.port)?.levels ?? 1;
    return [IN, ...Array<string>(levels - 1).fill(`\n${source.port}`)];
  }
  const lineage = source ? nodes.get(source.node) : undefined;
  if (!source || !lineage) return ROOT;
  return findOutput(graph, catalogue, source)?.each ? [...lineage, source.node] : lineage;
}

function* incoming(
  graph: GraphDocument,
  catalogue: Catalogue,
  node: GraphNode,
  nodes: Map<string, Lineage>,
) {
  for (const [port, sources] of endsOf(node)) {
    const end = findInput(graph, catalogue, { node: node.id, port });
    const gathers = end?.all ?? false;
    const ofInputs = end?.of_inputs ?? false;
    for (const text of sources) {
      yield { port, gathers, ofInputs, lineage: sourceLineage(graph, catalogue, text, nodes) };
    }
  }
  for (const [port, value] of Object.entries(node.params ?? {})) {
    const text = referenceOf(value);
    if (text !== null)
      yield {
        port,
        gathers: false,
        ofInputs: false,
        lineage: sourceLineage(graph, catalogue, text, nodes),
      };
  }
}

function combine(
  graph: GraphDocument,
  catalogue: Catalogue,
  node: GraphNode,
  nodes: Map<string, Lineage>,
): { lineage: Lineage; clash: Clash | null } {
  let longest = ROOT;
  for (const { port, gathers, ofInputs, lineage } of incoming(graph, catalogue, node, nodes)) {
    if (gathers && lineage.length === 1 && !ofInputs)
      return { lineage: ROOT, clash: { port, lineage, other: null } };
    const found = gathers && lineage.length > 1 ? lineage.slice(0, -1) : lineage;
    const [short, long] = found.length > longest.length ? [longest, found] : [found, longest];
    if (!isPrefix(short, long))
      return { lineage: ROOT, clash: { port, lineage: found, other: longest } };
    longest = long;
  }
  return { lineage: longest, clash: null };
}

export function lineagesOf(graph: GraphDocument, catalogue: Catalogue): Lineages {
  const nodes = new Map<string, Lineage>();
  const clashes = new Map<string, Clash>();
  for (const id of topologicalOrder(graph).order) {
    const node = findNode(graph, id);
    if (!node) continue;
    const { lineage, clash } = combine(graph, catalogue, node, nodes);
    nodes.set(id, lineage);
    if (clash) clashes.set(id, clash);
  }
  return { nodes, clashes };
}
