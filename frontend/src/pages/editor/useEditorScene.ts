import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { CommandScene } from '../../commands/command';
import { useCommandKeys } from '../../commands/scene';
import { useClipboardEvents } from '../../commands/useClipboardEvents';
import { IN } from '../../graph/ports';
import { PALETTE_SEARCH_ID } from '../../panels/Palette';
import type { Autosave } from '../../store/autosave';
import { type EditorStore, shownRun } from '../../store/editor';
import { canRerun, isRunning } from '../../store/fold';
import type { GestureStore } from '../../store/gesture';
import { stopRun, useRunStore } from '../../store/run';
import { switchTheme } from '../../ui/theme';
import type { PanelPatch } from './panelState';
import { run } from './running';
import { useCanvasView } from './useCanvasView';
import type { useVersions } from './useVersions';

export type OpenDialog =
  | 'save'
  | 'help'
  | 'palette'
  | 'find'
  | 'camera'
  | 'microphone'
  | 'clarifai'
  | 'roboflow'
  | null;

interface ScenePage {
  versions: ReturnType<typeof useVersions>;
  autosave: Autosave;
  setPanels: (patch: PanelPatch) => void;
  setDialog: (dialog: OpenDialog) => void;
}

/** What commands work on: the stores, the canvas, and what this page can do. Their keys are live. */
export function useEditorScene(
  editor: EditorStore,
  gesture: GestureStore,
  { versions, autosave, setPanels, setDialog }: ScenePage,
): CommandScene {
  const navigate = useNavigate();
  const view = useCanvasView(editor);
  const scene = useMemo<CommandScene>(() => {
    const { user, app, workflow: id } = editor.getState().workflow;
    const runOnShow = () => {
      const shown = shownRun(editor.getState());
      return shown ? useRunStore.getState().entries[shown]?.run : undefined;
    };
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
        run: () => void run(editor, gesture),
        canRun: () => editor.getState().starting === false,
        runToHere: () => {
          const targets = [...editor.getState().selectedNodes].filter((node) => node !== IN);
          void run(editor, gesture, { targets });
        },
        rerunFailed: () => {
          const again = shownRun(editor.getState());
          if (again) void run(editor, gesture, { again });
        },
        canRerunFailed: () => canRerun(runOnShow()),
        isRunning: () => isRunning(runOnShow()),
        stopRun: () => {
          const shown = runOnShow();
          if (shown) void stopRun(shown.id);
        },
        togglePins: () =>
          void import('./pinning').then(({ togglePins }) => togglePins(editor, gesture)),
        runFiles: (files) => {
          void run(editor, gesture, { files });
        },
        openCamera: () => {
          setDialog('camera');
        },
        openMicrophone: () => {
          setDialog('microphone');
        },
        exportAs: setDialog,
        saveVersion: () => {
          if (versions.isSound()) setDialog('save');
        },
        updateWorkflow: () => void update(),
        focusSearch: () => {
          setPanels({ left: 'nodes' });
          requestAnimationFrame(() => document.getElementById(PALETTE_SEARCH_ID)?.focus());
        },
        help: () => {
          setDialog('help');
        },
        palette: (scope) => {
          setDialog(scope === 'nodes' ? 'find' : 'palette');
        },
        toggleMinimap: () => {
          setPanels(({ minimap }) => ({ minimap: !minimap }));
        },
        switchTheme,
      },
    };
  }, [editor, gesture, view, versions, autosave, navigate, setPanels, setDialog]);
  useCommandKeys(scene);
  useClipboardEvents(scene);
  return scene;
}
