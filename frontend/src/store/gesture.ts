/** What the hand is doing on a canvas: the wire being drawn, the picker that is open, the last refusal. */
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Refusal } from '../graph/connect';
import type { Point } from '../graph/document';
import type { Incoming } from '../graph/exchange/translator';
import type { PortRef, Wire } from '../graph/ports';
import type { Guide } from '../graph/snap';

const SNAP_KEY = 'weft.editor.snap';

export interface WireStart {
  ref: PortRef;
  side: 'source' | 'target';
  /** drawn by dragging, or started by a click or key and ended by another */
  by: 'drag' | 'click';
  /** the wire one end of which was taken hold of: it goes when the end lands */
  lifted?: Wire;
}
export interface Picker {
  /** where the list stands on the screen, and where the node goes in the graph */
  screen: Point;
  place: Point;
  /** the wire that was dropped, when one was */
  from: WireStart | null;
}
/** Several wires that could be meant: which one? */
export interface Chooser {
  screen: Point;
  title: string;
  options: readonly WireOption[];
  /** the wire one end of which was taken hold of */
  lifted?: Wire;
}
export interface WireOption {
  source: PortRef;
  target: PortRef;
  words: string;
  /** what else it does, such as taking another wire's place */
  note: string;
}
/** A model's files that were dropped or are to be chosen, and what becomes of the model once it is kept. */
export interface IncomingModel {
  kind: 'model';
  /** names are paths within a folder that was dropped */
  files: readonly { name: string; file: File }[];
  /** where a node with the model goes */
  place?: Point;
  /** the node that is to use it */
  node?: string;
}
/** A button beside what is told. */
export interface NoticeAction {
  label: string;
  perform: () => void;
}
export interface GestureState {
  wire: WireStart | null;
  /** "in:node.port" or "out:node.port" -> why the wire cannot end there; null when it can */
  verdicts: ReadonlyMap<string, Refusal | null>;
  picker: Picker | null;
  /** the operator being dragged from the palette, and the wire it would go into */
  dragged: string | null;
  overWire: string | null;
  notice: { text: string; cure: string; action: NoticeAction | null; at: number } | null;
  chooser: Chooser | null;
  /** a workflow or a model that was dropped, pasted or chosen, or why it cannot be read */
  incoming: Incoming | IncomingModel | null;
  /** lines that what is being moved stands on */
  guides: readonly Guide[];
  /** whether moving lines up with neighbours; remembered in this browser */
  snapping: boolean;

  start: (wire: WireStart, verdicts: ReadonlyMap<string, Refusal | null>) => void;
  finish: () => void;
  openPicker: (picker: Picker) => void;
  closePicker: () => void;
  drag: (operator: string | null) => void;
  hoverWire: (wire: string | null) => void;
  guide: (guides: readonly Guide[]) => void;
  setSnapping: (snapping: boolean) => void;
  receive: (incoming: GestureState['incoming']) => void;
  choose: (chooser: Chooser | null) => void;
  tell: (text: string, cure?: string, action?: NoticeAction) => void;
  hush: () => void;
}
export type GestureStore = StoreApi<GestureState>;

export function portKey(side: 'source' | 'target', ref: PortRef): string {
  return `${side === 'source' ? 'out' : 'in'}:${ref.node}.${ref.port}`;
}

export function createGestureStore(): GestureStore {
  return createStore<GestureState>()((set) => ({
    wire: null,
    verdicts: new Map(),
    picker: null,
    dragged: null,
    overWire: null,
    notice: null,
    chooser: null,
    incoming: null,
    guides: [],
    snapping: localStorage.getItem(SNAP_KEY) !== 'off',
    guide: (guides) => {
      set((state) => (state.guides.length === 0 && guides.length === 0 ? {} : { guides }));
    },
    setSnapping: (snapping) => {
      localStorage.setItem(SNAP_KEY, snapping ? 'on' : 'off');
      set({ snapping });
    },
    start: (wire, verdicts) => {
      set({ wire, verdicts, picker: null, chooser: null, notice: null });
    },
    finish: () => {
      set({ wire: null, verdicts: new Map() });
    },
    openPicker: (picker) => {
      set({ picker });
    },
    closePicker: () => {
      set({ picker: null });
    },
    drag: (dragged) => {
      set({ dragged, overWire: null });
    },
    hoverWire: (overWire) => {
      set({ overWire });
    },
    receive: (incoming) => {
      set({ incoming });
    },
    choose: (chooser) => {
      set({ chooser });
    },
    tell: (text, cure = '', action) => {
      set({ notice: { text, cure, action: action ?? null, at: Date.now() } });
    },
    hush: () => {
      set({ notice: null });
    },
  }));
}

export const GestureContext = createContext<GestureStore | null>(null);

export function useGestureStore(): GestureStore {
  const store = useContext(GestureContext);
  if (!store) throw new Error('No gesture store: wrap the canvas in GestureContext.');
  return store;
}

export function useGesture<T>(select: (state: GestureState) => T): T {
  return useStore(useGestureStore(), select);
}
