import { nodeName } from '../graph/ports';
import { shownDocument, shownRun, useEditor } from '../store/editor';
import { useRunStore } from '../store/run';
import { announceRun } from './announceRun';

/** Says aloud how the run on the canvas goes, to whoever does not see it. */
export function RunAnnouncer() {
  const id = useEditor(shownRun);
  const { graph, layout } = useEditor(shownDocument);
  const catalogue = useEditor((state) => state.catalogue);
  const words = useRunStore((store) => {
    const run = id ? store.entries[id]?.run : undefined;
    return run ? announceRun(run, (node) => nodeName(graph, catalogue, node, layout)) : '';
  });
  return (
    <p className="visually-hidden" role="status" data-testid="run-said">
      {words}
    </p>
  );
}
