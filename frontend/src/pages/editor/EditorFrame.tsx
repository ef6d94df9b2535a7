import '../../panels/panels.css';
import './EditorFrame.css';
import { type CSSProperties, useEffect, useState } from 'react';
import { useSamples, useWorkflow } from '../../api/queries';
import { Canvas } from '../../canvas/Canvas';
import { SceneContext } from '../../commands/scene';
import { IN } from '../../graph/ports';
import { Inspector } from '../../panels/Inspector';
import { type EditorState, type EditorStore, shownRun, useEditor } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { lazily } from '../../ui/lazily';
import { useTitle } from '../frame/useTitle';
import { type PanelState, usePanels } from './panelState';
import { Rail } from './Rail';
import { DockPanel, LeftPanel, RightPanel } from './SidePanels';
import { TopBar } from './TopBar';
import { useAutosave } from './useAutosave';
import { type OpenDialog, useEditorScene } from './useEditorScene';
import { useVersions } from './useVersions';

/** What is not on screen at first paint. */
const ConflictDialog = lazily(async () => (await import('./ConflictDialog')).ConflictDialog);
const RunAnnouncer = lazily(async () => (await import('../../panels/RunAnnouncer')).RunAnnouncer);
const EditorDialogs = lazily(async () => (await import('./EditorDialogs')).EditorDialogs);
const ImportDialog = lazily(async () => (await import('./ImportDialog')).ImportDialog);
const Sheet = lazily(async () => (await import('./Sheet')).Sheet);
const ViewingBanner = lazily(async () => (await import('./ViewingBanner')).ViewingBanner);

const CLOSED_DOCK = 37;
/** enough for the inputs to choose from, while there is no result to look at */
const EMPTY_DOCK = 168;

/** The first sample that fits is chosen at the start, so that Run works at once. */
function useFirstInput(editor: EditorStore) {
  const samples = useSamples(useEditor((state) => state.workflow));
  useEffect(() => {
    const taken = editor.getState().document.graph.inputs.map(({ type }) => type);
    const first = samples.data?.find(({ kind }) => taken.length === 0 || taken.includes(kind));
    if (first && !editor.getState().input)
      editor.getState().setInput({ kind: 'sample', sample: first });
  }, [samples.data, editor]);
}

/** `?version=` and `?run=` open what they name, and follow what is looked at. */
function useAddress(editor: EditorStore, gesture: GestureStore) {
  useEffect(() => {
    let stop: (() => void) | null | undefined;
    void import('./deepLinks').then(({ followAddress }) => {
      if (stop !== null) stop = followAddress(editor, gesture);
    });
    return () => {
      stop?.();
      stop = null;
    };
  }, [editor, gesture]);
}

function hasRun(state: EditorState): boolean {
  return state.starting !== false || shownRun(state) !== null;
}

function dockHeight(panels: PanelState, filled: boolean): number {
  if (!panels.dock) return CLOSED_DOCK;
  return filled ? panels.dockHeight : Math.min(panels.dockHeight, EMPTY_DOCK);
}

/** Everything around the canvas: bar, rail, panels, viewer, dialogs. */
export function EditorFrame({ editor, gesture }: { editor: EditorStore; gesture: GestureStore }) {
  const { narrow, panels, set } = usePanels();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const workflow = useWorkflow(editor.getState().workflow);
  const versions = useVersions(editor, gesture);
  const autosave = useAutosave(editor);
  const viewing = useEditor((state) => state.viewing?.id ?? null);
  const filled = useEditor(hasRun);
  const conflict = useEditor((state) => state.save.kind === 'conflict');
  const selectedNode = useEditor((state) => [...state.selectedNodes].some((id) => id !== IN));
  const scene = useEditorScene(editor, gesture, { versions, autosave, setPanels: set, setDialog });
  const { view } = scene;
  useFirstInput(editor);
  useAddress(editor, gesture);
  useTitle(workflow.data && `${workflow.data.name}, editor`);
  useEffect(() => {
    view.fit(false);
  }, [view, viewing]);

  const height = dockHeight(panels, filled);
  return (
    <SceneContext value={scene}>
      <div
        className="editor"
        data-narrow={narrow}
        data-left={panels.left !== null}
        data-inspector={panels.inspector}
        style={{ '--dock-height': `${height}px` } as CSSProperties}
      >
        <TopBar workflow={workflow.data} onRetrySave={() => void autosave.flush()} />
        <Rail panels={panels} narrow={narrow} set={set} />
        <LeftPanel panels={panels} narrow={narrow} set={set} />
        <main className="editor-main">
          {viewing !== null && <ViewingBanner />}
          <Canvas
            minimap={panels.minimap}
            onMinimap={(minimap) => {
              set({ minimap });
            }}
          />
        </main>
        {(!narrow || panels.dock) && <DockPanel panels={panels} narrow={narrow} set={set} />}
        {!narrow && panels.inspector && <RightPanel panels={panels} set={set} />}
        {narrow && selectedNode && !panels.dock && panels.left === null && (
          <Sheet
            onClose={() => {
              editor.getState().select([]);
            }}
          >
            <Inspector />
          </Sheet>
        )}
      </div>
      {conflict && <ConflictDialog editor={editor} onKeepMine={() => void autosave.keepMine()} />}
      <ImportDialog />
      <RunAnnouncer />
      {dialog && (
        <EditorDialogs
          open={dialog}
          isNew={workflow.data?.versions.length === 0}
          onClose={() => {
            setDialog(null);
          }}
          onSave={versions.saveAndTell(autosave)}
        />
      )}
    </SceneContext>
  );
}
