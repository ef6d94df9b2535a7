import { useMemo } from 'react';
import type { Catalogue, GraphDocument } from '../api/types';
import { type Lineage, type Lineages, lineagesOf } from '../graph/lineage';
import { findNode, findOutput } from '../graph/ports';
import { shownRun, useEditor } from '../store/editor';
import { runWithNode, useRunStore } from '../store/run';

/** A graph is never changed, only replaced: every node asks for the same lineages. */
const known = new WeakMap<GraphDocument, Lineages>();

function lineagesFor(graph: GraphDocument, catalogue: Catalogue): Lineages {
  const before = known.get(graph);
  if (before) return before;
  const found = lineagesOf(graph, catalogue);
  known.set(graph, found);
  return found;
}

/** The lineage of what flows from a port of a node, in the graph of the run that is shown of it. */
export function useLineageOf(node: string): (port: string) => Lineage {
  const catalogue = useEditor((state) => state.catalogue);
  const id = useEditor(shownRun);
  const ran = useRunStore((store) => runWithNode(store.entries, id, node)?.graph);
  const drawn = useEditor((state) => state.document.graph);
  const graph = ran ?? drawn;
  return useMemo(() => {
    const own = lineagesFor(graph, catalogue).nodes.get(node) ?? ['IN'];
    const isThere = findNode(graph, node) !== undefined;
    return (port) =>
      isThere && findOutput(graph, catalogue, { node, port })?.each ? [...own, node] : own;
  }, [graph, catalogue, node]);
}
