import type { PortOutputs } from '../api/types';
import { followed, followedPicture } from '../previews/followed';
import { Preview } from '../previews/Preview';
import { readTexts, type ShownPort } from '../previews/readTexts';
import { useEditor } from '../store/editor';
import { useFollow } from '../store/follow';
import { useLineageOf } from './useLineages';
import { usePicture } from './usePicture';

/** The output that tells most: the first that holds anything. */
function leadingOutput(outputs: PortOutputs | undefined): (ShownPort & { second: boolean }) | null {
  const shown = readTexts(outputs ?? {});
  const [first] = shown;
  const leading = shown.find(({ tree }) => tree !== null) ?? first;
  return leading ? { ...leading, second: leading !== first } : null;
}

interface NodeResultProps {
  node: string;
  outputs: PortOutputs[];
}

/** What a node gave for the input that is followed, in small. */
export function NodeResult({ node, outputs }: NodeResultProps) {
  const workflow = useEditor((state) => state.workflow);
  const wanted = useFollow((follow) => follow.input);
  const element = useFollow((follow) => follow.element);
  const at = wanted < outputs.length ? wanted : 0;
  const picture = usePicture(node, at);
  const lineageOf = useLineageOf(node);
  const leading = leadingOutput(outputs[at]);
  if (!leading) return <p className="preview-empty">No result yet</p>;
  const lineage = lineageOf(leading.port);
  const { tree, region } = followed(leading.tree, lineage, element);
  const result = (
    <Preview
      tree={tree}
      marks={leading.marks && followed(leading.marks, lineage, element).tree}
      picture={followedPicture(picture, lineage, element)}
      marked={region}
      app={workflow}
      size="node"
    />
  );
  if (!leading.second) return result;
  // The first output is absent: what is shown says whose it is, or a gate's "stopped" reads as its "passed".
  return (
    <>
      {result}
      <span className="preview-port">{leading.port.replaceAll('_', ' ')}</span>
    </>
  );
}
