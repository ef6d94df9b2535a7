/** Runs, their events and their history. */

import type { Catalogue } from './catalogue';
import type { GraphDocument, Layout } from './graph';
import type { ApiProblem } from './problems';
import type { PortOutputs, StoredValue } from './values';

export type RunStatus =
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'partially_succeeded'
  | 'failed'
  | 'cancelled'
  | 'dead';
export type NodeStatus = 'queued' | 'running' | 'succeeded' | 'failed' | 'skipped';
export interface RunRow {
  id: string;
  number: number;
  status: RunStatus;
  version: string | null;
  version_number: number | null;
  /** "api", "model", "editor", "page", "retry", or "try": a stranger on the public page. Others' runs of a public workflow are in no list */
  origin: string;
  input_count: number;
  created_at: string;
  ms: number | null;
  error: ApiProblem | null;
  /** the nodes it ran to; none: all of them */
  targets: string[];
  /** nodes whose pinned outputs stood in for them */
  pinned: string[];
}
/** An output that stands in for its node when the draft runs; no version and no API run knows of it. */
export interface Pin {
  node: string;
  /** the node's type when it was pinned */
  operator: string;
  /** edited by hand */
  mocked: boolean;
  run_number: number;
  outputs: PortOutputs[];
  modified_at: string;
}
/** A line of the history. */
export interface RunLine extends RunRow {
  workflow: string;
  workflow_name: string;
  /** it ran one model by itself, so there is no workflow to open */
  of_model?: boolean;
  /** of its first input; a text has none */
  input_name: string;
}
export interface RunPage {
  runs: RunLine[];
  /** ask for `before` this to go on; null at the end */
  next: string | null;
}
/** A read-only link to one run. */
export interface Share {
  code: string;
  created_at: string;
}
/** What the link shows: ids are "shared", the catalogue has only what the graph uses. */
export interface SharedRun {
  run: Run;
  catalogue: Catalogue;
}
export interface RunInput {
  index: number;
  kind: string;
  name: string;
  blob: string | null;
  text: string | null;
  media_type: string | null;
  width: number | null;
  height: number | null;
  /** of video and audio */
  duration_ms?: number | null;
  /** every value by the workflow's input that takes it; the fields above tell of the first */
  values?: Record<string, StoredValue>;
}
export interface NodeState {
  status: NodeStatus;
  ms: number | null;
  queue_ms: number | null;
  cached: boolean;
  /** a pinned output stood in for it */
  pinned: boolean;
  progress: [number, number] | null;
  error: ApiProblem | null;
  started_at: string | null;
  provider: string | null;
}
/** An input of a batch that could not be read; the others run without it. */
export interface RefusedInput {
  /** among all inputs that were given, from 0 */
  place: number;
  name: string;
  error: ApiProblem;
}
/** GET /runs/{id}: the fold of all events up to `seq`. */
export interface Run extends RunRow {
  user: string;
  app: string;
  workflow: string;
  /** it ran one model by itself, so there is no workflow to open */
  of_model?: boolean;
  /** not told by a link that shows the run */
  created_by?: string;
  started_at?: string | null;
  graph: GraphDocument;
  layout: Layout;
  inputs: RunInput[];
  refused?: RefusedInput[];
  seq: number;
  nodes: Record<string, NodeState>;
  /** node -> one entry per input, in input order; absent until the node finished */
  outputs: Record<string, PortOutputs[]>;
}
export type EventType =
  | 'queued'
  | 'attempt_started'
  | 'node_started'
  | 'node_progress'
  | 'node_succeeded'
  | 'node_failed'
  | 'node_skipped'
  | 'cancel_requested'
  | 'retry_scheduled'
  | 'succeeded'
  | 'partially_succeeded'
  | 'failed'
  | 'cancelled'
  | 'dead';
export const TERMINAL_EVENTS: readonly EventType[] = [
  'succeeded',
  'partially_succeeded',
  'failed',
  'cancelled',
  'dead',
];
export interface RunEvent {
  run: string;
  seq: number;
  type: EventType;
  node: string | null;
  at: string;
  /**
   * node_started: {queue_ms}; node_progress: {done, total};
   * node_succeeded: {ms, cached, pinned?, provider, outputs: PortOutputs[] | null} (null = too large, GET the run's node outputs);
   * node_failed: {ms, error}; node_skipped: {because: node id, error}; failed/dead: {error}
   */
  data: Record<string, unknown>;
}
/** What a node has said so far, while it speaks; the newest one replaces those before. */
export interface LiveText {
  run: string;
  node: string;
  /** the element it is about, such as "0" or "0.2" */
  place: string;
  text: string;
}
