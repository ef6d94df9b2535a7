/**
 * The state of a run is the fold of its events. Pure: no clock, no network.
 *
 * Untouched nodes keep their identity, so a component that selects one node draws again only when
 * that node changed.
 */
import type { ApiProblem, NodeState, PortOutputs, Run, RunEvent, RunStatus } from '../api/types';

export interface Folded {
  run: Run;
  /** a later event came before this number: ask again from `run.seq` */
  gap: boolean;
}

export const QUEUED: NodeState = {
  status: 'queued',
  ms: null,
  queue_ms: null,
  cached: false,
  pinned: false,
  progress: null,
  error: null,
  started_at: null,
  provider: null,
};

const RUN_STATUS: Partial<Record<RunEvent['type'], RunStatus>> = {
  queued: 'queued',
  attempt_started: 'running',
  succeeded: 'succeeded',
  partially_succeeded: 'partially_succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  dead: 'dead',
};

const ENDED: readonly RunStatus[] = [
  'succeeded',
  'partially_succeeded',
  'failed',
  'cancelled',
  'dead',
];

export function hasEnded(status: RunStatus): boolean {
  return ENDED.includes(status);
}

export function isRunning(run: Run | undefined): boolean {
  return run !== undefined && !hasEnded(run.status);
}

/** It ended with something left undone, which the same input may bring further. */
export function canRerun(run: Run | undefined): boolean {
  return run !== undefined && hasEnded(run.status) && run.status !== 'succeeded';
}

const numberOr = (value: unknown, otherwise: number | null) =>
  typeof value === 'number' ? value : otherwise;
const problemOr = (value: unknown): ApiProblem | null =>
  typeof value === 'object' && value !== null && 'message' in value ? (value as ApiProblem) : null;

function nodeAfter(before: NodeState, { type, data, at }: RunEvent): NodeState {
  switch (type) {
    case 'node_started':
      return {
        ...before,
        status: 'running',
        queue_ms: numberOr(data.queue_ms, null),
        started_at: at,
      };
    case 'node_progress':
      return {
        ...before,
        progress: [numberOr(data.done, 0) ?? 0, numberOr(data.total, 0) ?? 0],
      };
    case 'node_succeeded':
      return {
        ...before,
        status: 'succeeded',
        ms: numberOr(data.ms, null),
        cached: data.cached === true,
        pinned: data.pinned === true,
        provider: typeof data.provider === 'string' ? data.provider : null,
      };
    case 'node_failed':
      return {
        ...before,
        status: 'failed',
        ms: numberOr(data.ms, null),
        error: problemOr(data.error),
      };
    case 'node_skipped':
      return { ...before, status: 'skipped', error: problemOr(data.error) };
    default:
      return before;
  }
}

function outputsAfter(run: Run, event: RunEvent): Run['outputs'] {
  const outputs = event.data.outputs;
  if (event.node === null || !Array.isArray(outputs)) return run.outputs;
  return { ...run.outputs, [event.node]: outputs as PortOutputs[] };
}

/** The run after its next event. The caller has checked the number. */
function after(run: Run, event: RunEvent): Run {
  const seq = event.seq;
  if (event.node !== null) {
    const before = run.nodes[event.node] ?? QUEUED;
    const nodes = { ...run.nodes, [event.node]: nodeAfter(before, event) };
    return { ...run, seq, nodes, outputs: outputsAfter(run, event) };
  }
  const status = RUN_STATUS[event.type] ?? run.status;
  if (!hasEnded(status)) return { ...run, seq, status };
  const ms = Math.max(0, Date.parse(event.at) - Date.parse(run.created_at));
  return { ...run, seq, status, ms: run.ms ?? ms, error: problemOr(event.data.error) };
}

/** Events may come twice or out of order: old ones are left out, and the fold stops at a gap. */
export function fold(run: Run, events: readonly RunEvent[]): Folded {
  let folded = run;
  let gap = false;
  for (const event of [...events].sort((a, b) => a.seq - b.seq)) {
    if (event.run !== run.id || event.seq <= folded.seq) continue;
    if (event.seq > folded.seq + 1) {
      gap = true;
      break;
    }
    folded = after(folded, event);
  }
  return { run: folded, gap };
}

/** Nodes that finished but whose outputs were too large to ride along. */
export function nodesLackingOutputs(run: Run): string[] {
  return Object.entries(run.nodes)
    .filter(([node, state]) => state.status === 'succeeded' && run.outputs[node] === undefined)
    .map(([node]) => node);
}
