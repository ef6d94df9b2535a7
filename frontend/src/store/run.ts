/**
 * Live runs, keyed by run id. One of the three stores: server data is in api/queries.ts, the
 * document being edited in store/editor.ts, and what a run is doing right now is here.
 *
 *   const run = useRun(runId);                // Run | undefined; loads it and follows it live
 *   const node = useNodeRun(runId, nodeId);   // { state, outputs }; changes only with that node
 *   const link = useRunLink(runId);           // 'loading' | 'live' | 'polling' | 'ended' | error
 *   const run = await startRun(ref, { version }, { files });   // or { graph, layout }
 *   await stopRun(runId);
 *
 * `runId` may be null: the hooks then answer undefined. `useNodeRun` does not follow by itself; one
 * `useRun` (or `followRun`) above it does. Socket messages are folded once per animation frame.
 * Outputs that were too large for an event are fetched by themselves.
 */
import { useEffect } from 'react';
import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import {
  cancelRun,
  createRun,
  getNodeOutputs,
  getRun,
  type RunSource,
  type RunTarget,
  type WorkflowRef,
} from '../api/client';
import { liveEvents } from '../api/live';
import type { NodeState, PortOutputs, Run, RunEvent } from '../api/types';
import { fold, hasEnded, nodesLackingOutputs } from './fold';

export type RunLink = 'loading' | 'live' | 'polling' | 'ended' | { error: unknown };
interface Entry {
  run?: Run;
  link: RunLink;
}
interface RunStore {
  entries: Record<string, Entry>;
}
export interface NodeRun {
  state: NodeState | undefined;
  /** one entry per input, in input order; undefined until the node finished */
  outputs: PortOutputs[] | undefined;
}

export const useRunStore = create<RunStore>(() => ({ entries: {} }));

function change(id: string, patch: Partial<Entry>): void {
  useRunStore.setState(({ entries }) => {
    const before: Entry = entries[id] ?? { link: 'loading' };
    return { entries: { ...entries, [id]: { ...before, ...patch } } };
  });
}

function entryOf(id: string): Entry | undefined {
  return useRunStore.getState().entries[id];
}

// --- from socket to store, once a frame ------------------------------------------------------
const waiting = new Map<string, RunEvent[]>();
let scheduled = false;

function scheduleFlush(): void {
  if (scheduled) return;
  scheduled = true;
  // A hidden tab gets no animation frames.
  if (document.visibilityState === 'visible') requestAnimationFrame(flush);
  else setTimeout(flush, 100);
}

function flush(): void {
  scheduled = false;
  for (const [id, events] of waiting) {
    const before = entryOf(id)?.run;
    if (!before) continue;
    const { run } = fold(before, events);
    change(id, { run });
    fetchLackingOutputs(run);
  }
  waiting.clear();
}

function receive(event: RunEvent): void {
  const events = waiting.get(event.run);
  if (events) events.push(event);
  else waiting.set(event.run, [event]);
  scheduleFlush();
}

const fetching = new Set<string>();

function fetchLackingOutputs(run: Run): void {
  for (const node of nodesLackingOutputs(run)) {
    const key = `${run.id}/${node}`;
    if (fetching.has(key)) continue;
    fetching.add(key);
    getNodeOutputs(run.id, node)
      .then((outputs) => {
        const now = entryOf(run.id)?.run;
        if (now) change(run.id, { run: { ...now, outputs: { ...now.outputs, [node]: outputs } } });
      })
      .catch(() => undefined) // asked again with the next event or visit
      .finally(() => fetching.delete(key));
  }
}

// --- following ---------------------------------------------------------------------------------
interface Following {
  readers: number;
  stop: () => void;
}
const followed = new Map<string, Following>();

/** Puts a run that was just read or made into the store. Never goes back in time. */
export function putRun(run: Run): void {
  const before = entryOf(run.id)?.run;
  if (before && before.seq > run.seq) return;
  change(run.id, { run, link: hasEnded(run.status) ? 'ended' : (entryOf(run.id)?.link ?? 'live') });
  fetchLackingOutputs(run);
}

function listen(run: Run): () => void {
  return liveEvents.subscribe(run.id, run.seq, {
    onEvent: receive,
    onLink: (link) => {
      change(run.id, { link });
    },
    onDone: () => {
      flush();
      change(run.id, { link: 'ended' });
      // The server's own fold has the last word: exact times, and outputs of nodes that failed in part.
      getRun(run.id).then(putRun, () => undefined);
    },
  });
}

async function begin(id: string, following: Following): Promise<void> {
  try {
    const known = entryOf(id)?.run;
    const run = known ?? (await getRun(id));
    if (!known) putRun(run);
    if (followed.get(id) !== following || hasEnded(run.status)) return;
    following.stop = listen(run);
  } catch (error) {
    change(id, { link: { error } });
  }
}

/** Loads the run and keeps it fresh until the answer is called. Many may follow the same run. */
export function followRun(id: string): () => void {
  const before = followed.get(id);
  const following: Following = before ?? { readers: 0, stop: () => undefined };
  following.readers += 1;
  if (!before) {
    followed.set(id, following);
    void begin(id, following);
  }
  return () => {
    following.readers -= 1;
    if (following.readers > 0) return;
    following.stop();
    followed.delete(id);
  };
}

/** Tries again after the run did not load. */
export function retryRun(id: string): void {
  change(id, { link: 'loading' });
  const following = followed.get(id);
  if (following) void begin(id, following);
}

export async function startRun(
  ref: WorkflowRef,
  target: RunTarget,
  source: RunSource,
): Promise<Run> {
  const run = await createRun(ref, target, source);
  putRun(run);
  return run;
}

export async function stopRun(id: string): Promise<void> {
  putRun(await cancelRun(id));
}

// --- hooks -------------------------------------------------------------------------------------
export function useRun(id: string | null | undefined): Run | undefined {
  useEffect(() => (id ? followRun(id) : undefined), [id]);
  return useRunStore((store) => (id ? store.entries[id]?.run : undefined));
}

export function useRunLink(id: string | null | undefined): RunLink | undefined {
  return useRunStore((store) => (id ? store.entries[id]?.link : undefined));
}

export function useNodeRun(id: string | null | undefined, node: string): NodeRun {
  return useRunStore(
    useShallow((store) => {
      const run = id ? store.entries[id]?.run : undefined;
      return { state: run?.nodes[node], outputs: run?.outputs[node] };
    }),
  );
}
