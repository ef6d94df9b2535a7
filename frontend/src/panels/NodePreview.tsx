import { useMemo } from 'react';
import type { PortOutputs, Run } from '../api/types';
import { pictureFor } from '../previews/pictureFor';
import { readTexts, type ShownPort } from '../previews/readTexts';
import { shownRun, useEditor } from '../store/editor';
import { useRunStore } from '../store/run';
import { lazily } from '../ui/lazily';

/** Nothing has a result at first paint. */
const Preview = lazily(async () => (await import('../previews/Preview')).Preview);

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
function leadingOutput(outputs: PortOutputs | undefined): ShownPort | null {
  const shown = readTexts(outputs ?? {});
  return shown.find(({ tree }) => tree !== null) ?? shown[0] ?? null;
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
  const { tree, marks } = leading;
  return <Preview tree={tree} marks={marks} picture={picture} app={workflow} size="node" />;
}
