/** Keeps the draft on the server: a pause in the editing saves, a failure is told and tried again. */
import type { Draft, GraphDocument, Layout } from '../api/types';
import type { EditorState, EditorStore } from './editor';

export interface DraftBody {
  revision: number;
  graph: GraphDocument;
  layout: Layout;
}
export type PutResult =
  | { kind: 'saved'; draft: Draft }
  | { kind: 'stale'; draft: Draft }
  | { kind: 'failed'; message: string; retryable: boolean };
export type PutDraft = (body: DraftBody) => Promise<PutResult>;

const PAUSE_MS = 600;
const RETRY_MS = 4000;

export interface Autosave {
  /** Save now if anything is unsaved; true when the server has the newest document. */
  flush: () => Promise<boolean>;
  /** After a conflict: put ours over theirs. */
  keepMine: () => Promise<boolean>;
  /** Watch the document; the answer ends it. */
  start: () => () => void;
}

/** Saves the document of a store. */
export function createAutosave(store: EditorStore, put: PutDraft): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saved = store.getState().document;
  let running: Promise<boolean> | null = null;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };

  async function saveOnce(): Promise<boolean> {
    const { document, revision, setSave } = store.getState();
    setSave({ kind: 'saving' });
    const result = await put({ revision, ...document });
    if (result.kind === 'saved') {
      saved = document;
      const unchanged = store.getState().document === document;
      setSave(unchanged ? { kind: 'saved', at: Date.now() } : { kind: 'unsaved' }, result.draft);
      return true;
    }
    if (result.kind === 'stale') setSave({ kind: 'conflict', theirs: result.draft });
    else {
      setSave(result);
      if (result.retryable) later(RETRY_MS);
    }
    return false;
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer);
    if (running) await running;
    if (store.getState().save.kind === 'conflict') return false;
    const { document, save, setSave } = store.getState();
    if (document === saved) {
      // Undo and redo may come back to what the server has before anything was sent.
      if (save.kind === 'unsaved') setSave({ kind: 'saved', at: Date.now() });
      return true;
    }
    running = saveOnce().finally(() => {
      running = null;
    });
    return running;
  }

  const watch = (state: EditorState, before: EditorState) => {
    if (before.gesture && !state.gesture && state.document !== saved) later(PAUSE_MS);
    if (state.revision !== before.revision && state.save.kind === 'saved') saved = state.document;
    if (state.document === before.document || state.document === saved) return;
    if (state.save.kind === 'conflict') return;
    if (state.save.kind !== 'unsaved' && state.save.kind !== 'saving')
      state.setSave({ kind: 'unsaved' });
    if (!state.gesture) later(PAUSE_MS);
  };

  return {
    flush,
    keepMine: () => {
      const { save, setSave, basedOn } = store.getState();
      if (save.kind !== 'conflict') return Promise.resolve(false);
      setSave({ kind: 'unsaved' }, { revision: save.theirs.revision, based_on: basedOn });
      return flush();
    },
    start: () => {
      const unsubscribe = store.subscribe(watch);
      return () => {
        unsubscribe();
        void flush();
      };
    },
  };
}
