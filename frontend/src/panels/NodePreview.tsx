import { memo } from 'react';
import type { PortOutputs } from '../api/types';
import { shownRun, useEditor } from '../store/editor';
import { lazily } from '../ui/lazily';

/** Nothing has a result at first paint. */
const NodeResult = lazily(async () => (await import('./NodeResult')).NodeResult);

/** Nor has anything said a word. */
const LiveText = lazily(async () => (await import('../previews/LiveText')).LiveText, {
  fallback: <p className="preview-empty">Waiting</p>,
});

interface NodePreviewProps {
  node: string;
  outputs: PortOutputs[] | undefined;
  waiting: boolean;
}

/** A node's last result in the fixed box of its card. */
export const NodePreview = memo(function NodePreview({ node, outputs, waiting }: NodePreviewProps) {
  const run = useEditor(shownRun);
  const [first] = outputs ?? [];
  if (outputs && Object.keys(first ?? {}).length > 0)
    return <NodeResult node={node} outputs={outputs} />;
  return waiting ? (
    <LiveText run={run} node={node} waiting="Waiting" className="preview-empty" />
  ) : (
    <p className="preview-empty">No result yet</p>
  );
});
