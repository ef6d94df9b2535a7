/** What can be done with a version from its row. */
import { useQueryClient } from '@tanstack/react-query';
import { changeVersion, publishVersion } from '../api/client';
import { problemOf } from '../api/problem';
import { keys } from '../api/queries';
import type { VersionRow } from '../api/types';
import { restoreAsDraft } from '../commands/restore';
import { useScene } from '../commands/scene';
import { useShowVersion } from './useShowVersion';

export function useVersionActions(row: VersionRow) {
  const { editor, gesture } = useScene();
  const cache = useQueryClient();
  const show = useShowVersion();
  const ref = editor.getState().workflow;
  const name = `v${row.number}`;
  const refresh = () => cache.invalidateQueries({ queryKey: keys.workflows(ref) });
  /** False when it did not work, which is told. */
  const attempt = async (what: string, act: () => Promise<unknown>) => {
    try {
      await act();
      return true;
    } catch (error) {
      gesture.getState().tell(what, problemOf(error).message);
      return false;
    }
  };
  return {
    show: () => show(row),
    restore: () => restoreAsDraft(editor, gesture, { version: row.id }, name),
    publish: () =>
      attempt(`${name} was not published.`, async () => {
        await publishVersion(ref, row.id);
        await refresh();
        gesture.getState().tell(`${name} is published.`, 'Callers who name no version get it now.');
      }),
    describe: (words: { name: string; note: string }) =>
      attempt(`${name} keeps its name and note.`, async () => {
        await changeVersion(ref, row.id, words);
        await refresh();
      }),
  };
}
