/**
 * Live runs, keyed by run id. One of the three stores: server data is in api/queries.ts, the
 * document being edited in store/editor.ts, and what a run is doing right now is here.
 *
 *   const run = useRun(runId);                // Run | undefined; loads it and follows it live
 *   const node = useNodeRun(runId, nodeId);   // { state, outputs }; changes only with that node
 *   const link = useRunLink(runId);           // 'loading' | 'live' | 'polling' | 'ended' | error
 *   const run = await startRun(ref, { version }, { files });   // or { graph, layout, targets }
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
import { forgetTexts, showText } from './liveText';

export type RunLink = 'loading' | 'live' | 'polling' | 'ended' | { error: unknown };
export interface Entry {
  run?: Run;
  link: RunLink;
  /** the run the canvas showed before this one, while this one leaves nodes out */
  before?: string;
}
interface RunStore {
  entries: Record<string, Entry>;
}
export interface NodeRun {
  /** undefined for a node that no run on show knows */
  state: NodeState | undefined;
  /** its run ended before it came to this node, or was through with it */
  cutOff: boolean;
  /** the earlier run it comes from, when the newest left it out */
  kept: number | null;
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

const FRAME_MS = 16;
const HIDDEN_MS = 100;
let flushedAt = Number.NEGATIVE_INFINITY;

/** After a pause the first news is written at once, so that it is in the next frame; then one write a frame. */
function scheduleFlush(): void {
  if (scheduled) return;
  scheduled = true;
  if (performance.now() - flushedAt > FRAME_MS) queueMicrotask(flush);
  // A hidden tab gets no animation frames.
  else if (document.visibilityState === 'visible') requestAnimationFrame(flush);
  else setTimeout(flush, HIDDEN_MS);
}

/** One write for all events since the last frame, of whichever runs. */
function flush(): void {
  scheduled = false;
  flushedAt = performance.now();
  const folded: Record<string, Entry> = {};
  for (const [id, events] of waiting) {
    const entry = entryOf(id);
    if (entry?.run) folded[id] = { ...entry, run: fold(entry.run, events).run };
  }
  waiting.clear();
  const changed = Object.values(folded);
  if (changed.length === 0) return;
  useRunStore.setState(({ entries }) => ({ entries: { ...entries, ...folded } }));
  for (const { run } of changed) if (run) fetchLackingOutputs(run);
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
    onText: showText,
    onLink: (link) => {
      change(run.id, { link });
    },
    onDone: () => {
      flush();
      forgetTexts(run.id);
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

const SHOWN_WITHIN_MS = 5000;

/** Follows a run that was just started until the canvas does. */
function holdUntilShown(id: string): void {
  const release = followRun(id);
  setTimeout(release, SHOWN_WITHIN_MS);
}

/** Tries again after the run did not load. */
export function retryRun(id: string): void {
  change(id, { link: 'loading' });
  const following = followed.get(id);
  if (following) void begin(id, following);
}

/** `before` is the run on show until now: nodes that the new one leaves out keep its results. */
export async function startRun(
  ref: WorkflowRef,
  target: RunTarget,
  source: RunSource,
  before: string | null = null,
): Promise<Run> {
  const run = await createRun(ref, target, source);
  putRun(run);
  // Its events are asked for before the canvas has drawn that it began.
  if (!hasEnded(run.status)) holdUntilShown(run.id);
  const asked = 'graph' in target ? target.graph.nodes : run.graph.nodes;
  if (before && asked.some(({ id }) => !run.nodes[id])) change(run.id, { before });
  return run;
}

/** The run and those before it that the canvas still shows something of, newest first. */
export function runChain(entries: RunStore['entries'], id: string | null | undefined): Run[] {
  const chain: Run[] = [];
  for (let next = id; next; next = entries[next]?.before) {
    const run = entries[next]?.run;
    if (run) chain.push(run);
  }
  return chain;
}

/** The newest of them that has something of the node. */
export function runWithNode(
  entries: RunStore['entries'],
  id: string | null | undefined,
  node: string,
): Run | undefined {
  for (let next = id; next; next = entries[next]?.before) {
    const run = entries[next]?.run;
    if (run?.nodes[node]) return run;
  }
  return undefined;
}

export async function stopRun(id: string): Promise<void> {
  putRun(await cancelRun(id));
}

const FINAL: ReadonlySet<string> = new Set(['succeeded', 'failed', 'skipped']);

// --- hooks -------------------------------------------------------------------------------------
/** Has the socket open before the first run asks for its events. */
export function useWarmLink(): void {
  useEffect(() => {
    liveEvents.warm();
  }, []);
}

/** Keeps a run fresh without reading it: nothing draws again because of it. */
export function useFollowRun(id: string | null | undefined): void {
  useEffect(() => (id ? followRun(id) : undefined), [id]);
}

export function useRun(id: string | null | undefined): Run | undefined {
  useFollowRun(id);
  return useRunStore((store) => (id ? store.entries[id]?.run : undefined));
}

export function useRunLink(id: string | null | undefined): RunLink | undefined {
  return useRunStore((store) => (id ? store.entries[id]?.link : undefined));
}

export function useNodeRun(id: string | null | undefined, node: string): NodeRun {
  return useRunStore(
    useShallow((store) => {
      const run = runWithNode(store.entries, id, node);
      const state = run?.nodes[node];
      const ended = run !== undefined && hasEnded(run.status);
      return {
        state,
        cutOff: ended && state !== undefined && !FINAL.has(state.status),
        outputs: run?.outputs[node],
        kept: run && run.id !== id ? run.number : null,
      };
    }),
  );
}
