/** A command is one file: its name, icon, keys, when it can be used and what it does. */
import type { LucideIcon } from 'lucide-react';
import type { Point } from '../graph/document';
import type { Size } from '../graph/layout';
import type { EditorStore } from '../store/editor';
import type { GestureStore } from '../store/gesture';

/** What commands may ask of the canvas on screen. */
export interface CanvasView {
  /** show the whole graph; at once when `glide` is false */
  fit: (glide?: boolean) => void;
  zoomIn: () => void;
  zoomOut: () => void;
  reset: () => void;
  /** a point of the screen, in graph coordinates */
  toGraph: (screen: Point) => Point;
  /** the middle of what is seen, in graph coordinates */
  centre: () => Point;
  sizes: () => ReadonlyMap<string, Size>;
  /** pan until the node is seen */
  reveal: (id: string) => void;
  /** select, reveal and focus a node */
  focusNode: (id: string) => void;
}

/** What commands may ask of the page around the canvas. */
export interface EditorPageActions {
  run: () => void;
  canRun: () => boolean;
  /** only the selected nodes and what they wait for */
  runToHere: () => void;
  /** the failed run on show, on the same input, from where it failed */
  rerunFailed: () => void;
  canRerunFailed: () => boolean;
  stopRun: () => void;
  /** pin what the selected nodes gave; unpin them when all are pinned */
  togglePins: () => void;
  isRunning: () => boolean;
  /** choose these files as the input and run on them */
  runFiles: (files: File[]) => void;
  /** take a picture and run on it */
  openCamera: () => void;
  saveVersion: () => void;
  updateWorkflow: () => void;
  focusSearch: () => void;
  help: () => void;
}

export interface CommandScene {
  editor: EditorStore;
  gesture: GestureStore;
  view: CanvasView;
  page: EditorPageActions;
}

export interface Command {
  id: string;
  label: string;
  icon: LucideIcon;
  /** such as "Mod+Shift+Z", "Delete" or "/"; the first is shown */
  shortcuts: readonly string[];
  /** works while typing in a field too */
  always?: boolean;
  enabled: (scene: CommandScene) => boolean;
  perform: (scene: CommandScene) => void | Promise<void>;
}

export function isEditable({ editor }: CommandScene): boolean {
  return editor.getState().viewing === null;
}

export function hasSelectedNodes(scene: CommandScene): boolean {
  const { selectedNodes } = scene.editor.getState();
  return [...selectedNodes].some((id) => id !== 'IN');
}
