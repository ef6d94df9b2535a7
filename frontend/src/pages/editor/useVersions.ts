/** Saving versions from the editor: refused with the problems on their nodes while the graph is broken. */

import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { getDraft, saveVersion } from '../../api/client';
import { ApiError, problemOf } from '../../api/problem';
import { keys } from '../../api/queries';
import type { Version } from '../../api/types';
import { ours } from '../../graph/told';
import type { Autosave } from '../../store/autosave';
import type { EditorStore } from '../../store/editor';
import type { GestureStore } from '../../store/gesture';

export interface VersionWords {
  name?: string;
  note?: string;
}

export function useVersions(editor: EditorStore, gesture: GestureStore) {
  const cache = useQueryClient();
  return useMemo(() => {
    /** Whether the graph can be kept; tells the first reason when it cannot. */
    const isSound = () => {
      const problems = ours(editor.getState().problems);
      const [first] = problems;
      if (!first) return true;
      const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
      gesture.getState().tell(`Not saved: the graph has ${count}. ${first.message}`, first.cure);
      return false;
    };
    /** The version made, or null when the server refused. Waits for no autosave: the graph goes along. */
    const save = async (words: VersionWords): Promise<Version | null> => {
      const { workflow, document } = editor.getState();
      try {
        const version = await saveVersion(workflow, { ...document, ...words });
        const draft = await getDraft(workflow);
        editor.getState().setSave(editor.getState().save, draft);
        await cache.invalidateQueries({ queryKey: keys.workflows(workflow) });
        return version;
      } catch (error) {
        const problem = problemOf(error);
        if (problem.problems) editor.getState().setProblems(problem.problems);
        gesture.getState().tell(`Not saved: ${problem.message}`);
        if (!(error instanceof ApiError)) throw error;
        return null;
      }
    };
    /** Whether the draft differs from the version it started from. */
    const isChanged = async () => {
      const draft = await getDraft(editor.getState().workflow);
      return draft.changed || draft.based_on === null;
    };
    /** Saves what is on the canvas and says so; true when it was saved. */
    const saveAndTell = (autosave: Autosave) => async (words: VersionWords) => {
      await autosave.flush();
      const version = await save(words);
      if (!version) return false;
      const name = version.name ? ` ${version.name}` : '';
      gesture.getState().tell(`Saved v${version.number}${name}.`);
      return true;
    };
    return { isSound, save, saveAndTell, isChanged };
  }, [editor, gesture, cache]);
}
