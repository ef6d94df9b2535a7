/** Puts something older on the canvas; the server keeps the draft that stood there first. */
import { type RestoreSource, restoreDraft } from '../api/history';
import { ApiError, problemOf } from '../api/problem';
import { keys, queryClient } from '../api/queries';
import type { Draft, Restored } from '../api/types';
import type { EditorStore } from '../store/editor';
import type { GestureStore } from '../store/gesture';

function keptWords({ version, kept }: Restored): string {
  if (version) return `Your draft was kept first, as v${version.number} ${version.name}.`;
  if (kept) return 'Your draft has problems, so it was set aside below the list of versions.';
  return 'Undo brings the former draft back.';
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'revision' in value && 'graph' in value;
}

/** Waits for the save that is going on: the server keeps what it has. False when it did not work. */
function whenSaved(editor: EditorStore): Promise<boolean> {
  const isSettled = () => !['saving', 'unsaved'].includes(editor.getState().save.kind);
  const isSaved = () => editor.getState().save.kind === 'saved';
  if (isSettled()) return Promise.resolve(isSaved());
  return new Promise((resolve) => {
    const stop = editor.subscribe(() => {
      if (!isSettled()) return;
      stop();
      resolve(isSaved());
    });
  });
}

/** True when it was done; what went wrong is told. */
export async function restoreAsDraft(
  editor: EditorStore,
  gesture: GestureStore,
  source: RestoreSource,
  name: string,
): Promise<boolean> {
  const { tell } = gesture.getState();
  if (!(await whenSaved(editor))) {
    tell(`${name} was not restored: the draft is not saved.`, 'Save the draft first, then retry.');
    return false;
  }
  const { workflow, revision, setSave } = editor.getState();
  try {
    const restored = await restoreDraft(workflow, revision, source);
    editor.getState().load(restored.draft);
    await queryClient.invalidateQueries({ queryKey: keys.workflows(workflow) });
    tell(`The draft is now ${name}.`, keptWords(restored));
    return true;
  } catch (error) {
    const problem = problemOf(error);
    if (error instanceof ApiError && error.status === 412 && isDraft(problem.draft))
      setSave({ kind: 'conflict', theirs: problem.draft });
    else tell(`${name} was not restored: ${problem.message}`);
    return false;
  }
}
