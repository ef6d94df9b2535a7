import type { Catalogue, GraphDocument } from '../api/types';
import { findNode, findOutput, parseRef } from './ports';

/** What a node works through one by one when its input was split: "crops"; empty when it is not known. */
export function progressUnit(graph: GraphDocument, catalogue: Catalogue, id: string): string {
  const sources = Object.values(findNode(graph, id)?.inputs ?? {}).flat();
  const split = sources.some((text) => {
    const ref = parseRef(text);
    const port = ref && findOutput(graph, catalogue, ref);
    return port?.each && port.kinds.includes('image');
  });
  return split ? 'crops' : '';
}
