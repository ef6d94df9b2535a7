/** The document of one canvas: graph, layout, selection and history. Runs and server data live elsewhere. */
import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { WorkflowRef } from '../api/client';
import type { Catalogue, Draft, GraphProblem, KeptDraft, Run, Sample, Version } from '../api/types';
import type { WorkflowDocument } from '../graph/document';
import { emptyHistory, type History, record, redo, undo } from '../graph/history';
import { withPlaces } from '../graph/layout';
import { findNode, IN, wiresOf } from '../graph/ports';
import { ours, stillTold, withTold } from '../graph/told';
import { validate } from '../graph/validate';

export type SaveState =
  | { kind: 'saved'; at: number }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'failed'; message: string; retryable: boolean }
  | { kind: 'conflict'; theirs: Draft };

/** What the next run runs on. */
export type RunInput =
  | { kind: 'sample'; sample: Sample; text?: string }
  | {
      kind: 'files';
      files: File[];
      /** a picture among them */
      preview: string | null;
      text?: string;
    }
  /** the server fetches it */
  | { kind: 'url'; url: string; text?: string }
  | { kind: 'text'; text: string };

/** What is shown instead of the draft: an old version, a run on the graph it ran, or a draft that was set aside. */
export type Viewing = WorkflowDocument & { id: string } & (
    | { kind: 'version'; number: number; name: string }
    | { kind: 'run'; run: Run }
    | { kind: 'kept'; name: string }
  );

export interface EditorState {
  readonly workflow: WorkflowRef;
  readonly catalogue: Catalogue;
  document: WorkflowDocument;
  history: History<WorkflowDocument>;
  /** the document before the drag that is going on */
  gesture: WorkflowDocument | null;
  selectedNodes: ReadonlySet<string>;
  selectedWires: ReadonlySet<string>;
  /** notes and groups */
  selectedNotes: ReadonlySet<string>;
  /** nothing can be changed meanwhile */
  viewing: Viewing | null;
  problems: GraphProblem[];
  revision: number;
  basedOn: string | null;
  save: SaveState;
  /** the run the canvas shows, for the draft and for each version looked at */
  runs: Readonly<Record<string, string>>;
  /** a run was asked for and the server has not answered yet; of all nodes, or of these */
  starting: boolean | ReadonlySet<string>;
  /** how much of the files has gone to the server, 0 to 1; null when nothing is being sent */
  sent: number | null;
  input: RunInput | null;

  /** Change the document as one undo step; steps of one `group` in quick succession are one. */
  change: (make: (document: WorkflowDocument) => WorkflowDocument, group?: string) => void;
  beginGesture: () => void;
  changeInGesture: (make: (document: WorkflowDocument) => WorkflowDocument) => void;
  /** one undo step for all of it; `last` is done with it */
  endGesture: (last?: (document: WorkflowDocument) => WorkflowDocument) => void;
  undo: () => void;
  redo: () => void;
  select: (nodes: Iterable<string>, wires?: Iterable<string>, notes?: Iterable<string>) => void;
  view: (version: Version | null) => void;
  viewRun: (run: Run) => void;
  viewKept: (kept: KeptDraft) => void;
  /** Make the server's draft ours: after a conflict, or when a version was restored. */
  load: (draft: Draft) => void;
  setSave: (
    save: SaveState,
    draft?: Pick<Draft, 'revision' | 'based_on'> & Partial<Pick<Draft, 'problems'>>,
  ) => void;
  showRun: (run: string) => void;
  setStarting: (starting: boolean | ReadonlySet<string>) => void;
  setSent: (sent: number | null) => void;
  setInput: (input: RunInput | null) => void;
  /** the server's findings, until the next change checks again */
  setProblems: (problems: GraphProblem[]) => void;
}

export type EditorStore = StoreApi<EditorState>;

const DRAFT = 'draft';

export function runKey(state: Pick<EditorState, 'viewing'>): string {
  return state.viewing?.id ?? DRAFT;
}

/** What the canvas shows: the version or run looked at, else the draft. */
export function shownDocument(state: EditorState): WorkflowDocument {
  return state.viewing ?? state.document;
}

export function shownRun(state: EditorState): string | null {
  return state.runs[runKey(state)] ?? null;
}

function documentOf(draft: Pick<Draft, 'graph' | 'layout'>): WorkflowDocument {
  return { graph: draft.graph, layout: withPlaces(draft.graph, draft.layout) };
}

function keepExisting(document: WorkflowDocument, state: EditorState) {
  const wires = new Set(wiresOf(document.graph).map((wire) => wire.id));
  const { notes: written = [], groups = [] } = document.layout;
  const notes = new Set([...written, ...groups].map(({ id }) => id));
  return {
    selectedNodes: new Set(
      [...state.selectedNodes].filter((id) => id === IN || findNode(document.graph, id)),
    ),
    selectedWires: new Set([...state.selectedWires].filter((id) => wires.has(id))),
    selectedNotes: new Set([...state.selectedNotes].filter((id) => notes.has(id))),
  };
}

export function createEditorStore(
  workflow: WorkflowRef,
  catalogue: Catalogue,
  draft: Draft,
): EditorStore {
  const document = documentOf(draft);
  return createStore<EditorState>()((set, get) => {
    const adopt = (next: WorkflowDocument, history: History<WorkflowDocument>) => {
      const state = get();
      const checked =
        next.graph === state.document.graph && next.layout === state.document.layout
          ? state.problems
          : withTold(
              validate(next.graph, catalogue, next.layout),
              stillTold(state.problems, state.document.graph, next.graph),
            );
      set({ document: next, history, problems: checked, ...keepExisting(next, state) });
    };
    const look = (viewing: Viewing | null) => {
      set({
        viewing,
        selectedNodes: new Set(),
        selectedWires: new Set(),
        selectedNotes: new Set(),
      });
    };
    return {
      workflow,
      catalogue,
      document,
      history: emptyHistory(),
      gesture: null,
      selectedNodes: new Set(),
      selectedWires: new Set(),
      selectedNotes: new Set(),
      viewing: null,
      problems: withTold(validate(document.graph, catalogue, document.layout), draft.problems),
      revision: draft.revision,
      basedOn: draft.based_on,
      save: { kind: 'saved', at: Date.parse(draft.saved_at) },
      runs: {},
      starting: false,
      sent: null,
      input: null,

      change: (make, group) => {
        const state = get();
        if (state.viewing) return;
        const next = make(state.document);
        if (next === state.document) return;
        adopt(next, record(state.history, state.document, group ?? null, Date.now()));
      },
      beginGesture: () => {
        set((state) => ({ gesture: state.viewing ? null : state.document }));
      },
      changeInGesture: (make) => {
        set((state) => (state.viewing ? {} : { document: make(state.document) }));
      },
      endGesture: (last) => {
        const { gesture, document: now, history } = get();
        if (!gesture) return;
        set({ gesture: null });
        const next = last ? last(now) : now;
        if (next !== gesture) adopt(next, record(history, gesture, null, Date.now()));
      },
      undo: () => {
        const step = get().viewing ? null : undo(get().history, get().document);
        if (step) adopt(step.present, step.history);
      },
      redo: () => {
        const step = get().viewing ? null : redo(get().history, get().document);
        if (step) adopt(step.present, step.history);
      },
      select: (nodes, wires = [], notes = []) => {
        set({
          selectedNodes: new Set(nodes),
          selectedWires: new Set(wires),
          selectedNotes: new Set(notes),
        });
      },
      viewKept: ({ id, name, thumbnail }) => {
        look({ kind: 'kept', id, name, ...documentOf(thumbnail) });
      },
      view: (version) => {
        const shown: Viewing | null = version && {
          kind: 'version',
          id: version.id,
          number: version.number,
          name: version.name,
          ...documentOf(version),
        };
        look(shown);
      },
      viewRun: (run) => {
        look({ kind: 'run', id: run.id, run, ...documentOf(run) });
        set((state) => ({ runs: { ...state.runs, [run.id]: run.id }, starting: false }));
      },
      load: (next) => {
        const state = get();
        adopt(documentOf(next), record(state.history, state.document, null, Date.now()));
        set({
          viewing: null,
          revision: next.revision,
          basedOn: next.based_on,
          save: { kind: 'saved', at: Date.parse(next.saved_at) },
        });
      },
      setSave: (save, draftNow) => {
        set({
          save,
          ...(draftNow ? { revision: draftNow.revision, basedOn: draftNow.based_on } : {}),
        });
        const told = save.kind === 'saved' && draftNow?.problems;
        if (told) set((state) => ({ problems: withTold(ours(state.problems), told) }));
      },
      showRun: (run) => {
        set((state) => ({ starting: false, runs: { ...state.runs, [runKey(state)]: run } }));
      },
      setStarting: (starting) => {
        set({ starting });
      },
      setSent: (sent) => {
        set({ sent });
      },
      setInput: (input) => {
        const before = get().input;
        const kept = input?.kind === 'files' ? input.preview : null;
        if (before?.kind === 'files' && before.preview && before.preview !== kept)
          URL.revokeObjectURL(before.preview);
        set({ input });
      },
      setProblems: (problems) => {
        set({ problems });
      },
    };
  });
}

export const EditorContext = createContext<EditorStore | null>(null);

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (!store) throw new Error('No editor store: wrap the canvas in EditorContext.');
  return store;
}

/** Subscribe to the smallest slice; a selector that makes new objects needs `useShallow`. */
export function useEditor<T>(select: (state: EditorState) => T): T {
  return useStore(useEditorStore(), select);
}
