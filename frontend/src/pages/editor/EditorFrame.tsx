import '../../panels/panels.css';
import './EditorFrame.css';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSamples, useWorkflow } from '../../api/queries';
import { Canvas } from '../../canvas/Canvas';
import type { CommandScene } from '../../commands/command';
import { SceneContext, useCommandKeys } from '../../commands/scene';
import { IN } from '../../graph/ports';
import { Dock } from '../../panels/Dock';
import { Inspector } from '../../panels/Inspector';
import { Outline } from '../../panels/Outline';
import { PALETTE_SEARCH_ID, Palette } from '../../panels/Palette';
import { VersionsPanel } from '../../panels/VersionsPanel';
import { type EditorStore, useEditor } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { ConflictDialog } from './ConflictDialog';
import { DockGrip } from './DockGrip';
import { HelpDialog } from './HelpDialog';
import { usePanels } from './panelState';
import { Rail } from './Rail';
import { inputOfFiles, runShown } from './runDraft';
import { SaveVersionDialog } from './SaveVersionDialog';
import { Sheet } from './Sheet';
import { TopBar } from './TopBar';
import { useAutosave } from './useAutosave';
import { useCanvasView } from './useCanvasView';
import { useVersions } from './useVersions';
import { ViewingBanner } from './ViewingBanner';

type OpenDialog = 'save' | 'help' | null;

/** The first sample is chosen at the start, so that Run works at once. */
function useFirstInput(editor: EditorStore) {
  const samples = useSamples(useEditor((state) => state.workflow));
  useEffect(() => {
    const [first] = samples.data ?? [];
    if (first && !editor.getState().input)
      editor.getState().setInput({ kind: 'sample', sample: first });
  }, [samples.data, editor]);
}

/** Everything around the canvas: bar, rail, panels, viewer, dialogs. */
export function EditorFrame({ editor, gesture }: { editor: EditorStore; gesture: GestureStore }) {
  const navigate = useNavigate();
  const { narrow, panels, set } = usePanels();
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const ref = editor.getState().workflow;
  const workflow = useWorkflow(ref);
  const view = useCanvasView(editor);
  const versions = useVersions(editor, gesture);
  const autosave = useAutosave(editor);
  const viewing = useEditor((state) => state.viewing?.id ?? null);
  const selectedNode = useEditor((state) => [...state.selectedNodes].some((id) => id !== IN));
  useFirstInput(editor);
  useEffect(() => {
    view.fit();
  }, [view, viewing]);

  const scene = useMemo<CommandScene>(() => {
    const { user, app, workflow: id } = editor.getState().workflow;
    const leave = () => navigate(`/apps/${user}/${app}/workflows/${id}`);
    const update = async () => {
      if (!versions.isSound()) return;
      await autosave.flush();
      if (!(await versions.isChanged()) || (await versions.save({}))) await leave();
    };
    return {
      editor,
      gesture,
      view,
      page: {
        run: () => void runShown(editor, gesture),
        canRun: () => !editor.getState().starting,
        runFiles: (files) => {
          editor.getState().setInput(inputOfFiles(files));
          void runShown(editor, gesture);
        },
        saveVersion: () => {
          if (versions.isSound()) setDialog('save');
        },
        updateWorkflow: () => void update(),
        focusSearch: () => {
          set({ left: 'nodes' });
          requestAnimationFrame(() => document.getElementById(PALETTE_SEARCH_ID)?.focus());
        },
        help: () => {
          setDialog('help');
        },
      },
    };
  }, [editor, gesture, view, versions, autosave, navigate, set]);
  useCommandKeys(scene);

  const closeOnPhone = () => {
    if (narrow) set({ left: null });
  };
  const isNew = workflow.data?.versions.length === 0;
  return (
    <SceneContext value={scene}>
      <div
        className="editor"
        data-narrow={narrow}
        data-left={panels.left !== null}
        data-inspector={panels.inspector}
        style={
          {
            '--dock-height': panels.dock ? `${panels.dockHeight}px` : '37px',
          } as React.CSSProperties
        }
      >
        <TopBar workflow={workflow.data} onRetrySave={() => void autosave.flush()} />
        <Rail panels={panels} narrow={narrow} set={set} />
        {panels.left && (
          <aside
            className="editor-left"
            onClick={panels.left === 'outline' ? closeOnPhone : undefined}
          >
            {panels.left === 'nodes' && <Palette onAdded={closeOnPhone} />}
            {panels.left === 'versions' && <VersionsPanel />}
            {panels.left === 'outline' && <Outline />}
          </aside>
        )}
        <main className="editor-main">
          <ViewingBanner />
          <Canvas
            minimap={panels.minimap}
            onMinimap={(minimap) => {
              set({ minimap });
            }}
          />
        </main>
        {(!narrow || panels.dock) && (
          <div className="editor-dock">
            {panels.dock && !narrow && (
              <DockGrip
                height={panels.dockHeight}
                onHeight={(dockHeight) => {
                  set({ dockHeight });
                }}
              />
            )}
            <Dock
              open={panels.dock}
              onOpen={(dock) => {
                set({ dock });
              }}
            />
          </div>
        )}
        {!narrow && panels.inspector && (
          <aside className="editor-right">
            <Inspector />
          </aside>
        )}
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
      <ConflictDialog editor={editor} onKeepMine={() => void autosave.keepMine()} />
      {dialog === 'save' && (
        <SaveVersionDialog
          title={isNew ? 'Save workflow' : 'Save as new version'}
          onClose={() => {
            setDialog(null);
          }}
          onSave={async (words) => {
            await autosave.flush();
            const version = await versions.save(words);
            if (version)
              gesture
                .getState()
                .tell(`Saved v${version.number}${version.name ? ` ${version.name}` : ''}.`);
            return version !== null;
          }}
        />
      )}
      {dialog === 'help' && (
        <HelpDialog
          onClose={() => {
            setDialog(null);
          }}
        />
      )}
    </SceneContext>
  );
}
