import { memo } from 'react';
import type { PortOutputs } from '../api/types';
import { followed, followedPicture } from '../previews/followed';
import { readTexts, type ShownPort } from '../previews/readTexts';
import { shownRun, useEditor } from '../store/editor';
import { useFollow } from '../store/follow';
import { lazily } from '../ui/lazily';
import { useLineageOf } from './useLineages';
import { usePicture } from './usePicture';

/** Nothing has a result at first paint. */
const Preview = lazily(async () => (await import('../previews/Preview')).Preview);

/** Nor has anything said a word. */
const LiveText = lazily(async () => (await import('../previews/LiveText')).LiveText, {
  fallback: <p className="preview-empty">Waiting</p>,
});

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
export const NodePreview = memo(function NodePreview({ node, outputs, waiting }: NodePreviewProps) {
  const workflow = useEditor((state) => state.workflow);
  const run = useEditor(shownRun);
  const wanted = useFollow((follow) => follow.input);
  const element = useFollow((follow) => follow.element);
  const at = outputs && wanted < outputs.length ? wanted : 0;
  const picture = usePicture(node, at);
  const lineageOf = useLineageOf(node);
  const leading = leadingOutput(outputs?.[at]);
  if (!leading) {
    return waiting ? (
      <LiveText run={run} node={node} waiting="Waiting" className="preview-empty" />
    ) : (
      <p className="preview-empty">No result yet</p>
    );
  }
  const lineage = lineageOf(leading.port);
  const { tree, region } = followed(leading.tree, lineage, element);
  return (
    <Preview
      tree={tree}
      marks={leading.marks && followed(leading.marks, lineage, element).tree}
      picture={followedPicture(picture, lineage, element)}
      marked={region}
      app={workflow}
      size="node"
    />
  );
});
