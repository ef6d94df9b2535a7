import { useEffect, useState } from 'react';
import { saveDraft } from '../../api/client';
import { ApiError, problemOf } from '../../api/problem';
import type { Draft } from '../../api/types';
import { type Autosave, createAutosave, type PutDraft } from '../../store/autosave';
import type { EditorStore } from '../../store/editor';

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'revision' in value && 'graph' in value;
}

function putterFor(editor: EditorStore): PutDraft {
  return async (body) => {
    try {
      return { kind: 'saved', draft: await saveDraft(editor.getState().workflow, body) };
    } catch (error) {
      const problem = problemOf(error);
      const theirs = problem.draft;
      if (error instanceof ApiError && error.status === 412 && isDraft(theirs))
        return { kind: 'stale', draft: theirs };
      const retryable = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
      return { kind: 'failed', message: problem.message, retryable };
    }
  };
}

/** Saves the draft while the editor is open, and warns before leaving with unsaved work. */
export function useAutosave(editor: EditorStore): Autosave {
  const [autosave] = useState(() => createAutosave(editor, putterFor(editor)));
  useEffect(() => {
    const stop = autosave.start();
    const guard = (event: BeforeUnloadEvent) => {
      if (editor.getState().save.kind !== 'saved') event.preventDefault();
    };
    const online = () => void autosave.flush();
    window.addEventListener('beforeunload', guard);
    window.addEventListener('online', online);
    return () => {
      stop();
      window.removeEventListener('beforeunload', guard);
      window.removeEventListener('online', online);
    };
  }, [editor, autosave]);
  return autosave;
}
