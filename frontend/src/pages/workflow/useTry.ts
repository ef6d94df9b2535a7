import { useCallback, useRef, useState } from 'react';
import type { Files, GivenSource } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { MediaLimits } from '../../api/types';
import {
  areTogether,
  inWords,
  isAddress,
  joinFiles,
  whyNotFile,
  whyTooLong,
} from '../../graph/files';
import { count } from '../../ui/format';
import { mediaLength } from '../../ui/mediaLength';
import type { Takes } from './takes';

function refusal(code: string, message: string): ApiError {
  return new ApiError(0, { code, message });
}

function wordsFor(source: GivenSource): string {
  if ('files' in source) return `Sending ${count(source.files.length, 'file')}`;
  const fetches = 'inputs' in source && source.inputs.some((input) => 'url' in input);
  return fetches ? 'Fetching the file' : 'Starting the run';
}

/** What is wrong with these files before a byte of them is sent. */
async function filesProblem(
  files: readonly File[],
  { most, takes, limits }: Pick<TryOptions, 'most' | 'takes' | 'limits'>,
): Promise<ApiError | null> {
  if (files.length > most) {
    const given = `${files.length} files were given and one run takes up to ${most}.`;
    return refusal('too_many_inputs', `${given} Choose fewer files.`);
  }
  for (const file of files) {
    const seconds = await mediaLength(file);
    const wrong =
      whyNotFile(file, takes.offered, limits) ??
      (seconds === null ? null : whyTooLong(file, seconds, limits));
    if (wrong !== null) return refusal('invalid_inputs', wrong);
  }
  return null;
}

export interface TryOptions {
  takes: Takes;
  most: number;
  limits: MediaLimits;
  /** files by their address */
  urls: boolean;
  begin: (source: GivenSource) => Promise<unknown>;
}

/** Starts runs and says what is happening until the run exists. */
export function useTry({ takes, most, limits, urls, begin }: TryOptions) {
  const [starting, setStarting] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [text, showText] = useState('');
  /** files that wait for what goes with them */
  const [waiting, setWaiting] = useState<File[]>([]);
  const words = useRef('');
  const setText = useCallback((written: string) => {
    words.current = written;
    showText(written);
  }, []);

  const start = useCallback(
    async (source: GivenSource) => {
      if ('files' in source && source.files.length === 0) return;
      const problem =
        'files' in source ? await filesProblem(source.files, { most, takes, limits }) : null;
      setError(problem);
      if (problem) return;
      const said = wordsFor(source);
      setStarting(said);
      try {
        await begin(
          withWords(source, takes.text ? words.current : '', takes, (done, total) => {
            setStarting(`${said}, ${Math.round((100 * done) / Math.max(1, total))} %`);
          }),
        );
        setWaiting([]);
      } catch (caught) {
        setError(caught);
      } finally {
        setStarting(null);
      }
    },
    [begin, most, takes, limits],
  );
  /** A text that was pasted beside every field. */
  const paste = useCallback(
    (pasted: string) => {
      if (urls && takes.files.length > 0 && isAddress(pasted)) {
        void start({ inputs: [{ url: pasted.trim() }] });
      } else if (takes.text && takes.files.length > 0) {
        setText(pasted);
      } else if (takes.text) {
        void start({ text: pasted });
      } else {
        const way = urls ? 'Paste a file or its address.' : 'Paste a file.';
        setError(refusal('invalid_inputs', `This workflow takes no text. ${way}`));
      }
    },
    [start, takes, urls, setText],
  );
  /** Runs at once, unless something that goes with the files is still to come. */
  const onFiles = useCallback(
    (files: File[]) => {
      const held = files.length === 1 ? joinFiles(waiting, files) : files;
      const misses =
        (takes.text && words.current.trim() === '') ||
        (takes.files.length > 1 && held.length === 1);
      if (!misses || files.length === 0) {
        void start({ files: held });
        return;
      }
      void filesProblem(held, { most, takes, limits }).then((problem) => {
        setError(problem);
        if (!problem) setWaiting(held);
      });
    },
    [start, takes, most, limits, waiting],
  );
  return { start, paste, onFiles, starting, error, text, setText, waiting, setWaiting };
}

/** The same, with the text beside it, as one input when the files are of different kinds. */
function withWords(
  source: GivenSource,
  words: string,
  takes: Takes,
  onSent: Files['onSent'],
): GivenSource {
  const text = words.trim() ? { text: words } : {};
  if ('files' in source) {
    const together = areTogether(source.files, takes.files);
    return { ...source, ...text, ...(together && { together }), ...(onSent && { onSent }) };
  }
  if (!('inputs' in source)) return source;
  return {
    inputs: source.inputs.map((input) => ('text' in input ? input : { ...input, ...text })),
  };
}

/** What is still to come: "a text", "audio and a text". */
export function toCome(waiting: readonly File[], text: string, takes: Takes): string {
  const kinds = new Set(waiting.map((file) => file.type.split('/')[0]));
  const missing = takes.files.filter((kind) => !kinds.has(kind));
  return inWords([...missing, ...(takes.text && !text.trim() ? ['a text'] : [])], 'and');
}
