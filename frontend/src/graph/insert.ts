/** Putting a node into a wire: the old wire goes, two new ones come. */
import type { Catalogue, OperatorCard } from '../api/types';
import { matchingInput, matchingOutput, whyNot } from './connect';
import { addNode, connect, disconnect, type Point, type WorkflowDocument } from './document';
import { findInput, findOutput, type Wire } from './ports';

/** The document with a new node in the middle of a wire, and its id; null when it does not fit there. */
export function insertNode(
  document: WorkflowDocument,
  catalogue: Catalogue,
  card: OperatorCard,
  at: Point,
  { source, target }: Wire,
): [WorkflowDocument, string] | null {
  const cut = { ...document, graph: disconnect(document.graph, source, target) };
  const [added, id] = addNode(cut, card, at);
  const into = matchingInput(catalogue, card.id, findOutput(added.graph, catalogue, source));
  const out = matchingOutput(catalogue, card.id, findInput(added.graph, catalogue, target));
  if (!into || !out) return null;
  const input = { node: id, port: into.name };
  const output = { node: id, port: out.name };
  if (whyNot(added.graph, catalogue, source, input)) return null;
  const half = connect(added.graph, source, input);
  if (whyNot(half, catalogue, output, target)) return null;
  return [{ ...added, graph: connect(half, output, target) }, id];
}
