/** Which samples make up the one batch that a workflow page offers. Pure. */
import type { Sample } from '../../api/types';

/** Those that came with the workflow's template, or else all that fit it; none when it is one. */
export function wholeBatch(fitting: readonly Sample[], most: number): string[] {
  const own = fitting.filter((sample) => sample.own);
  const batch = (own.length > 0 ? own : fitting).slice(0, most);
  return batch.length > 1 ? batch.map((sample) => sample.id) : [];
}

export const batchWords = (count: number) =>
  count === 2 ? 'Run both samples' : `Run all ${count} samples`;
