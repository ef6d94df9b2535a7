import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { CommandScene } from '../../commands/command';
import { useCommandKeys } from '../../commands/scene';
import { useClipboardEvents } from '../../commands/useClipboardEvents';
import { PALETTE_SEARCH_ID } from '../../panels/Palette';
import type { Autosave } from '../../store/autosave';
import type { EditorStore } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';
import { switchTheme } from '../../ui/theme';
import type { PanelPatch } from './panelState';
import { inputOfFiles, runShown } from './runDraft';
import { useCanvasView } from './useCanvasView';
import type { useVersions } from './useVersions';

export type OpenDialog = 'save' | 'help' | 'palette' | 'find' | null;

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
