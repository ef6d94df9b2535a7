import { ReactFlowProvider } from '@xyflow/react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue } from '../../api/types';
import type { CommandScene } from '../../commands/command';
import { SceneContext } from '../../commands/scene';
import {
  createEditorStore,
  EditorContext,
  type EditorStore,
  type Viewing,
} from '../../store/editor';
import { createGestureStore, GestureContext } from '../../store/gesture';
import { useCanvasView } from '../editor/useCanvasView';

const nothing = () => undefined;
/** Nothing on a canvas that is read starts, saves or opens anything. */
const READ_ONLY_PAGE: CommandScene['page'] = {
  run: nothing,
  canRun: () => false,
  runToHere: nothing,
  rerunFailed: nothing,
  canRerunFailed: () => false,
  stopRun: nothing,
  togglePins: nothing,
  isRunning: () => false,
  runFiles: nothing,
  openCamera: nothing,
  openMicrophone: nothing,
  exportAs: nothing,
  saveVersion: nothing,
  updateWorkflow: nothing,
  focusSearch: nothing,
  help: nothing,
  palette: nothing,
  toggleMinimap: nothing,
  switchTheme: nothing,
};

function createReadStore(at: WorkflowRef, catalogue: Catalogue, viewing: Viewing): EditorStore {
  const { graph, layout } = viewing;
  const store = createEditorStore(at, catalogue, {
    graph,
    layout,
    revision: 0,
    based_on: null,
    changed: false,
    problems: [],
    saved_at: new Date(0).toISOString(),
  });
  store.setState(shown(viewing));
  return store;
}

function shown(viewing: Viewing) {
  return { viewing, runs: viewing.kind === 'run' ? { [viewing.id]: viewing.id } : {} };
}

interface ReadSceneProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  /** what is drawn; another `id` is another graph, and is fitted to the view */
  viewing: Viewing;
  children: ReactNode;
}

function Scene({ editor, children }: { editor: EditorStore; children: ReactNode }) {
  const [gesture] = useState(createGestureStore);
  const view = useCanvasView(editor);
  const scene = useMemo(
    () => ({ editor, gesture, view, page: READ_ONLY_PAGE }),
    [editor, gesture, view],
  );
  return (
    <GestureContext value={gesture}>
      <SceneContext value={scene}>{children}</SceneContext>
    </GestureContext>
  );
}

/** The stores that a canvas needs, around one graph that is only read. */
export function ReadScene({ at, catalogue, viewing, children }: ReadSceneProps) {
  const [editor] = useState(() => createReadStore(at, catalogue, viewing));
  useEffect(() => {
    if (editor.getState().viewing !== viewing) editor.setState(shown(viewing));
  }, [editor, viewing]);
  return (
    <EditorContext value={editor}>
      <ReactFlowProvider>
        <Scene editor={editor}>{children}</Scene>
      </ReactFlowProvider>
    </EditorContext>
  );
}
