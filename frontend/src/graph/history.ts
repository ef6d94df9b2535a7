/** Undo and redo over whole snapshots; structural sharing keeps them small. */

const MAX_STEPS = 100;
/** Changes of one group within this time of each other are one step. */
const GROUP_MS = 1000;

export interface History<T> {
  past: readonly T[];
  future: readonly T[];
  group: { key: string; at: number } | null;
}

export function emptyHistory<T>(): History<T> {
  return { past: [], future: [], group: null };
}

/**
 * Note that `before` is about to change. Steps that share a `group` (one slider, one node moved by keys)
 * and follow each other quickly become one.
 */
export function record<T>(
  history: History<T>,
  before: T,
  group: string | null,
  now: number,
): History<T> {
  const last = history.group;
  const joins =
    group !== null && last?.key === group && now - last.at < GROUP_MS && history.past.length > 0;
  return {
    past: joins ? history.past : [...history.past, before].slice(-MAX_STEPS),
    future: [],
    group: group === null ? null : { key: group, at: now },
  };
}

/** The history and the present after one step back; null when there is none. */
export function undo<T>(
  history: History<T>,
  present: T,
): { history: History<T>; present: T } | null {
  const before = history.past.at(-1);
  if (before === undefined) return null;
  const past = history.past.slice(0, -1);
  return { history: { past, future: [present, ...history.future], group: null }, present: before };
}

export function redo<T>(
  history: History<T>,
  present: T,
): { history: History<T>; present: T } | null {
  const [after, ...future] = history.future;
  if (after === undefined) return null;
  return { history: { past: [...history.past, present], future, group: null }, present: after };
}
