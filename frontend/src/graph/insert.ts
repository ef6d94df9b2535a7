/** Putting a node into a wire, or between two ports that do not fit: one wire goes, two come. */
import type { Catalogue, OperatorCard } from '../api/types';
import { matchingInput, matchingOutput, whyNot } from './connect';
import { upstreamOf } from './cycles';
import { addNode, connect, disconnect, type Point, type WorkflowDocument } from './document';
import { fits } from './kinds';
import {
  cardOf,
  findInput,
  findNode,
  findOutput,
  outputsOf,
  type PortRef,
  sourcesOf,
  type Wire,
  wiresOf,
} from './ports';
import { makeRoom } from './room';

type Ends = Pick<Wire, 'source' | 'target'>;

/** What the node still needs, from the nearest node before it that gives exactly that. */
function feedRest(document: WorkflowDocument, catalogue: Catalogue, id: string): WorkflowDocument {
  let { graph } = document;
  const before = [...upstreamOf(graph, id)];
  for (const port of cardOf(graph, catalogue, id)?.inputs ?? []) {
    const target = { node: id, port: port.name };
    if (!port.required || sourcesOf(graph, target).length > 0) continue;
    const now = graph;
    const source = before
      .flatMap((node) => outputsOf(now, catalogue, node).map((out) => ({ node, out })))
      .filter(({ out }) => !out.kinds.includes('any') && fits(out.kinds, port.kinds))
      .map(({ node, out }) => ({ node, port: out.name }))
      .find((ref) => !whyNot(now, catalogue, ref, target));
    if (source) graph = connect(graph, source, target);
  }
  return { ...document, graph };
}

/** Wires a node of the document between two ports; null when it does not fit there. */
function thread(
  document: WorkflowDocument,
  catalogue: Catalogue,
  id: string,
  { source, target }: Ends,
): WorkflowDocument | null {
  const { graph } = document;
  const operator = findNode(graph, id)?.operator ?? '';
  const into = matchingInput(catalogue, operator, findOutput(graph, catalogue, source));
  const out = matchingOutput(catalogue, operator, findInput(graph, catalogue, target));
  if (!into || !out) return null;
  const input: PortRef = { node: id, port: into.name };
  const output: PortRef = { node: id, port: out.name };
  if (whyNot(graph, catalogue, source, input)) return null;
  const fed = feedRest({ ...document, graph: connect(graph, source, input) }, catalogue, id);
  if (whyNot(fed.graph, catalogue, output, target)) return null;
  const wired = { ...fed, graph: connect(fed.graph, output, target) };
  return { ...wired, layout: makeRoom(wired, id) };
}

const cut = (document: WorkflowDocument, { source, target }: Ends): WorkflowDocument => ({
  ...document,
  graph: disconnect(document.graph, source, target),
});

/** The document with a new node in the middle of a wire, and its id; null when it does not fit there. */
export function insertNode(
  document: WorkflowDocument,
  catalogue: Catalogue,
  card: OperatorCard,
  at: Point,
  ends: Ends,
): [WorkflowDocument, string] | null {
  const [added, id] = addNode(cut(document, ends), card, at);
  const threaded = thread(added, catalogue, id, ends);
  return threaded && [threaded, id];
}

/** The document with a node that had no wires put into one; null when it has some, or does not fit. */
export function insertLoose(
  document: WorkflowDocument,
  catalogue: Catalogue,
  id: string,
  ends: Ends,
): WorkflowDocument | null {
  const isWired = wiresOf(document.graph).some(
    (wire) => wire.source.node === id || wire.target.node === id,
  );
  if (isWired || !findNode(document.graph, id)) return null;
  return thread(cut(document, ends), catalogue, id, ends);
}

const ABOVE_MIDDLE = 40;

/** Half way between two nodes. */
export function betweenNodes({ layout }: WorkflowDocument, a: string, b: string): Point {
  const [from, to] = [layout.nodes[a] ?? { x: 0, y: 0 }, layout.nodes[b] ?? { x: 0, y: 0 }];
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - ABOVE_MIDDLE };
}
