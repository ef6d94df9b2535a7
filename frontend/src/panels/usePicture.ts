import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { PortOutputs } from '../api/types';
import { upstreamOf } from '../graph/cycles';
import { pictureFor } from '../previews/pictureFor';
import type { PictureTree } from '../previews/tree';
import { shownRun, useEditor } from '../store/editor';
import { runWithNode, useRunStore } from '../store/run';

const NO_NODES: string[] = [];

/**
 * The picture a node's result is drawn over. It follows the outputs of the node and of what is before
 * it, and nothing else: events of other nodes draw nothing again.
 */
export function usePicture(node: string, input = 0): PictureTree {
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
    return pictureFor(graph, outputs, inputs, node, input);
  }, [graph, inputs, names, found, node, input]);
}
