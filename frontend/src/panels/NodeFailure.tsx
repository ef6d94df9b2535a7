import { RotateCw } from 'lucide-react';
import type { ApiProblem } from '../api/types';
import { rerunFailed } from '../commands/rerunFailed';
import { useCommand } from '../commands/scene';
import { Picture } from '../previews/Picture';
import { isFan, isImage, type PictureTree } from '../previews/tree';
import { useEditor } from '../store/editor';
import { Button } from '../ui/Button';
import { usePicture } from './usePicture';

function firstPicture(tree: PictureTree): ReturnType<typeof leaf> {
  return tree && isFan(tree)
    ? firstPicture(tree.each.find(({ value }) => value)?.value)
    : leaf(tree);
}
const leaf = (tree: PictureTree) => (isImage(tree) ? tree : null);

/** On the node that failed: why, what it got, and the way on. */
export function NodeFailure({ node, problem }: { node: string; problem: ApiProblem }) {
  const app = useEditor((state) => state.workflow);
  const input = firstPicture(usePicture(node));
  const { enabled, perform } = useCommand(rerunFailed);
  return (
    <div className="node-failure">
      <div className="node-failure-words">
        {input && <Picture image={input} app={app} size="node" alt="What the node got" />}
        <p title={problem.message}>{problem.message}</p>
      </div>
      <Button
        size="small"
        className="nodrag"
        disabled={!enabled}
        title="Run on from this node, on the same input"
        onClick={perform}
      >
        <RotateCw aria-hidden /> Retry from here
      </Button>
    </div>
  );
}
