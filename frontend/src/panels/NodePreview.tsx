import { useMemo } from 'react';
import type { PortOutputs, Run, Tree } from '../api/types';
import { Preview } from '../previews/Preview';
import { pictureFor } from '../previews/pictureFor';
import { shownRun, useEditor } from '../store/editor';
import { useRunStore } from '../store/run';

/** The picture a node's result is drawn over, once per finished node. */
export function usePicture(node: string, run: Run | undefined, input = 0) {
  const graph = run?.graph;
  const outputs = run?.outputs;
  const inputs = run?.inputs;
  return useMemo(
    () => (graph && outputs && inputs ? pictureFor(graph, outputs, inputs, node, input) : null),
    [graph, outputs, inputs, node, input],
  );
}

/** The output that tells most: the first that holds anything. */
export function leadingOutput(
  outputs: PortOutputs | undefined,
): { port: string; tree: Tree } | null {
  const entries = Object.entries(outputs ?? {});
  const [port, tree] = entries.find(([, found]) => found !== null) ?? entries[0] ?? [];
  return port === undefined || tree === undefined ? null : { port, tree };
}

interface NodePreviewProps {
  node: string;
  outputs: PortOutputs[] | undefined;
  waiting: boolean;
}

/** A node's last result in the fixed box of its card. */
export function NodePreview({ node, outputs, waiting }: NodePreviewProps) {
  const workflow = useEditor((state) => state.workflow);
  const runId = useEditor(shownRun);
  const run = useRunStore((store) => (outputs && runId ? store.entries[runId]?.run : undefined));
  const picture = usePicture(node, run);
  const leading = leadingOutput(outputs?.[0]);
  if (!leading) return <p className="preview-empty">{waiting ? 'Waiting' : 'No result yet'}</p>;
  return <Preview tree={leading.tree} picture={picture} app={workflow} size="node" />;
}
