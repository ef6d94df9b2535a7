import { useQueryClient } from '@tanstack/react-query';
import { getVersion } from '../api/client';
import { problemOf } from '../api/problem';
import { keys } from '../api/queries';
import type { VersionRow } from '../api/types';
import { useScene } from '../commands/scene';

/** Puts a version on the canvas, read only. False when it did not load, which is told. */
export function useShowVersion(): (row: VersionRow) => Promise<boolean> {
  const { editor, gesture } = useScene();
  const cache = useQueryClient();
  return async (row) => {
    const ref = editor.getState().workflow;
    try {
      const version = await cache.query({
        queryKey: keys.version(ref, row.id),
        queryFn: () => getVersion(ref, row.id),
        staleTime: Infinity,
      });
      editor.getState().view(version);
      return true;
    } catch (error) {
      gesture.getState().tell(`Version ${row.number} did not load.`, problemOf(error).message);
      return false;
    }
  };
}
