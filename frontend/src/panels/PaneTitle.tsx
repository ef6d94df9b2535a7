import { hasEnded } from '../graph/ended';
import { nodeName } from '../graph/ports';
import { shownDocument, useEditor } from '../store/editor';
import { useShownNode } from '../store/shownRun';
import { StateChip } from './StateChip';

/** Above a pane, when there are two. */
export function PaneTitle({ node }: { node: string }) {
  const { state, outputs, stale, kept } = useShownNode(node);
  const name = useEditor((editor) => {
    const { graph, layout } = shownDocument(editor);
    return nodeName(graph, editor.catalogue, node, layout);
  });
  return (
    <h3 className="pane-title">
      {name} <StateChip state={state} stale={stale} kept={kept} ended={hasEnded(outputs)} />
    </h3>
  );
}
