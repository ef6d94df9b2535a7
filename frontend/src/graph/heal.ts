/** Taking nodes away and closing the gap: what fed them feeds what they fed, wherever that fits. */
import type { Catalogue } from '../api/types';
import { whyNot } from './connect';
import { connect, removeNodes, type WorkflowDocument } from './document';
import { findNode, type PortRef, parseRef, wiresOf } from './ports';

function healOne(document: WorkflowDocument, catalogue: Catalogue, id: string): WorkflowDocument {
  const node = findNode(document.graph, id);
  const sources = Object.values(node?.inputs ?? {})
    .flat()
    .flatMap((text) => parseRef(text) ?? []);
  const targets = wiresOf(document.graph)
    .filter((wire) => wire.source.node === id)
    .map((wire) => wire.target);
  const removed = removeNodes(document, [id]);
  const join = (graph: typeof removed.graph, target: PortRef) => {
    const source = sources.find((ref) => !whyNot(graph, catalogue, ref, target));
    return source ? connect(graph, source, target) : graph;
  };
  return { ...removed, graph: targets.reduce(join, removed.graph) };
}

export function removeAndHeal(
  document: WorkflowDocument,
  catalogue: Catalogue,
  ids: Iterable<string>,
): WorkflowDocument {
  return [...ids].reduce((after, id) => healOne(after, catalogue, id), document);
}
