import { useState } from 'react';
import type { RunSource, WorkflowRef } from '../../api/client';
import { ApiError } from '../../api/problem';
import { startRun } from '../../store/run';
import { count } from '../../ui/format';

const MOST_FILES = 32;

function tooMany(files: File[]): ApiError {
  return new ApiError(0, {
    code: 'too_many_inputs',
    message: `${files.length} files were given and one run takes up to ${MOST_FILES}. Choose fewer files.`,
  });
}

function wordsFor(source: RunSource): string {
  return 'files' in source ? `Sending ${count(source.files.length, 'file')}` : 'Starting the run';
}

/** Starts runs of one version and says what is happening until the run exists. */
export function useTry(at: WorkflowRef, version: string, onRun: (run: string) => void) {
  const [starting, setStarting] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const start = async (source: RunSource) => {
    if ('files' in source && source.files.length === 0) return;
    setError(null);
    if ('files' in source && source.files.length > MOST_FILES) {
      setError(tooMany(source.files));
      return;
    }
    setStarting(wordsFor(source));
    try {
      onRun((await startRun(at, { version }, source)).id);
    } catch (caught) {
      setError(caught);
    } finally {
      setStarting(null);
    }
  };
  return { start, starting, error };
}
