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
  /** where a node stands on the screen */
  placeOf: (id: string) => Point | null;
  /** pan until the node is seen */
  reveal: (id: string) => void;
  /** show these and nothing else */
  fitTo: (ids: readonly string[]) => void;
  /** focus the text field of a note or group, once it is drawn */
  focusField: (id: string) => void;
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
  /** record a sound and run on it */
  openMicrophone: () => void;
  /** choose how to write a file for another product's tools */
  exportAs: (tool: 'clarifai' | 'roboflow') => void;
  saveVersion: () => void;
  updateWorkflow: () => void;
  focusSearch: () => void;
  help: () => void;
  /** the list of everything that can be done, or of the nodes to go to */
  palette: (scope: 'all' | 'nodes') => void;
  toggleMinimap: () => void;
  switchTheme: () => void;
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

export function hasSelection(scene: CommandScene): boolean {
  return hasSelectedNodes(scene) || scene.editor.getState().selectedNotes.size > 0;
}
