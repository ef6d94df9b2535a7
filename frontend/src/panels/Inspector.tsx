import './panels.css';
import './Inspector.css';
import { findNode, IN } from '../graph/ports';
import { shownDocument, useEditor } from '../store/editor';
import { lazily } from '../ui/lazily';

const SeveralTools = lazily(async () => (await import('./SeveralTools')).SeveralTools);
const InputInspector = lazily(async () => (await import('./InputInspector')).InputInspector);
const WorkflowInspector = lazily(
  async () => (await import('./WorkflowInspector')).WorkflowInspector,
);
const NodeInspector = lazily(async () => (await import('./NodeInspector')).NodeInspector);

/** All about what is selected. */
export function Inspector() {
  const node = useEditor((state) => {
    const ids = [...state.selectedNodes].filter((id) => id !== IN);
    return ids.length === 1 && ids[0] ? findNode(shownDocument(state).graph, ids[0]) : undefined;
  });
  const onlyIn = useEditor(
    ({ selectedNodes, selectedNotes }) =>
      selectedNodes.size === 1 && selectedNodes.has(IN) && selectedNotes.size === 0,
  );
  const count = useEditor((state) => state.selectedNodes.size + state.selectedNotes.size);
  return (
    <section className="panel inspector" aria-label="Inspector" data-testid="inspector">
      {node && <NodeInspector node={node} />}
      {!node && count > 1 && (
        <>
          <h2>{count} selected</h2>
          <p className="hint">Move, copy, duplicate or delete them together.</p>
          <SeveralTools />
        </>
      )}
      {onlyIn && <InputInspector />}
      {!node && !onlyIn && count <= 1 && <WorkflowInspector />}
    </section>
  );
}
