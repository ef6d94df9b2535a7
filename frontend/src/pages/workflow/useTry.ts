import { useCallback, useState } from 'react';
import type { GivenSource } from '../../api/client';
import { ApiError } from '../../api/problem';
import { count } from '../../ui/format';
import { isAddress, misfit, type Takes } from './takes';

function refusal(code: string, message: string): ApiError {
  return new ApiError(0, { code, message });
}

function wordsFor(source: GivenSource): string {
  if ('files' in source) return `Sending ${count(source.files.length, 'file')}`;
  const fetches = 'inputs' in source && source.inputs.some((input) => 'url' in input);
  return fetches ? 'Fetching the picture' : 'Starting the run';
}

/** What is wrong with these files before a byte of them is sent. */
function filesProblem(files: readonly File[], most: number, takes: Takes): ApiError | null {
  if (files.length > most) {
    const given = `${files.length} files were given and one run takes up to ${most}.`;
    return refusal('too_many_inputs', `${given} Choose fewer files.`);
  }
  const wrong = misfit(files, takes);
  return wrong === null ? null : refusal('invalid_inputs', wrong);
}

interface TryOptions {
  takes: Takes;
  most: number;
  /** pictures by their address */
  urls: boolean;
  begin: (source: GivenSource) => Promise<unknown>;
}

/** Starts runs and says what is happening until the run exists. */
export function useTry({ takes, most, urls, begin }: TryOptions) {
  const [starting, setStarting] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const start = useCallback(
    async (source: GivenSource) => {
      if ('files' in source && source.files.length === 0) return;
      const problem = 'files' in source ? filesProblem(source.files, most, takes) : null;
      setError(problem);
      if (problem) return;
      setStarting(wordsFor(source));
      try {
        await begin(source);
      } catch (caught) {
        setError(caught);
      } finally {
        setStarting(null);
      }
    },
    [begin, most, takes],
  );
  /** A text that was pasted beside every field. */
  const paste = useCallback(
    (text: string) => {
      if (urls && takes.offered.includes('image') && isAddress(text)) {
        void start({ inputs: [{ url: text.trim() }] });
      } else if (takes.offered.includes('text')) {
        void start({ text });
      } else {
        const way = urls ? 'Paste a picture or its address.' : 'Paste a picture.';
        setError(refusal('invalid_inputs', `This workflow takes no text. ${way}`));
      }
    },
    [start, takes, urls],
  );
  const onFiles = useCallback((files: File[]) => void start({ files }), [start]);
  return { start, paste, onFiles, starting, error };
}
