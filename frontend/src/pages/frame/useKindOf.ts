import { useCatalogue } from '../../api/queries';
import type { GraphDocument, ValueKind } from '../../api/types';
import { mainKind } from '../../graph/kinds';
import { outputsOf } from '../../graph/ports';

/** What a node of this graph gives, for the colours of a thumbnail. */
export function useKindOf(graph: GraphDocument | undefined) {
  const { data: catalogue } = useCatalogue();
  return (node: string): ValueKind | undefined => {
    const port = graph && catalogue ? outputsOf(graph, catalogue, node)[0] : undefined;
    return port && mainKind(port);
  };
}
