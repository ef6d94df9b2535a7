import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { GraphDocument, PortOutputs, RunInput } from '../api/types';
import { upstreamOf } from '../graph/cycles';
import { shownRun, useEditor } from '../store/editor';
import { runWithNode, useRunStore } from '../store/run';

const NO_NODES: string[] = [];

interface Upstream {
  graph: GraphDocument;
  inputs: readonly RunInput[];
  outputs: Record<string, PortOutputs[]>;
}

/**
 * What a node and those before it gave, in the run that is shown of it; null while there is none. Events
 * of other nodes draw nothing again.
 */
export function useUpstream(node: string): Upstream | null {
  const id = useEditor(shownRun);
  const graph = useRunStore((store) => runWithNode(store.entries, id, node)?.graph);
  const inputs = useRunStore((store) => runWithNode(store.entries, id, node)?.inputs);
  const names = useMemo(
    () => (graph ? [node, ...upstreamOf(graph, node)] : NO_NODES),
    [graph, node],
  );
  const found = useRunStore(
    useShallow((store) => names.map((name) => runWithNode(store.entries, id, name)?.outputs[name])),
  );
  return useMemo(() => {
    if (!graph || !inputs) return null;
    const outputs: Record<string, PortOutputs[]> = {};
    names.forEach((name, index) => {
      const given = found[index];
      if (given) outputs[name] = given;
    });
    return { graph, inputs, outputs };
  }, [graph, inputs, names, found]);
}
