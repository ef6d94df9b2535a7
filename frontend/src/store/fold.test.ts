import { describe, expect, it } from 'vitest';
import type { NodeState, Run, RunEvent } from '../api/types';
import { fold, nodesLackingOutputs } from './fold';

const QUEUED: NodeState = {
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

function newRun(): Run {
  return {
    id: 'r1',
    number: 41,
    status: 'queued',
    version: 'v',
    version_number: 7,
    origin: 'page',
    input_count: 1,
    created_at: '2026-01-01T00:00:00.000Z',
    ms: null,
    error: null,
    targets: [],
    pinned: [],
    user: 'local',
    app: 'parking',
    workflow: 'plates',
    graph: { schema: 1, inputs: [{ name: 'image', type: 'image' }], nodes: [] },
    layout: { nodes: {} },
    inputs: [],
    seq: 0,
    nodes: { find: QUEUED, read: QUEUED },
    outputs: {},
  };
}

function event(
  seq: number,
  type: RunEvent['type'],
  node: string | null = null,
  data: RunEvent['data'] = {},
): RunEvent {
  return { run: 'r1', seq, type, node, at: `2026-01-01T00:00:0${seq}.000Z`, data };
}

const OUTPUTS = [{ regions: { kind: 'regions', items: [] } }];
const STORY = [
  event(1, 'queued'),
  event(2, 'attempt_started'),
  event(3, 'node_started', 'find', { queue_ms: 4 }),
  event(4, 'node_progress', 'find', { done: 1, total: 2 }),
  event(5, 'node_succeeded', 'find', { ms: 41, cached: false, provider: 'CPU', outputs: OUTPUTS }),
  event(6, 'node_failed', 'read', { ms: 3, error: { code: 'broken', message: 'It broke.' } }),
  event(7, 'partially_succeeded'),
];

describe('the fold of a run', () => {
  it('equals what the server answers for the same events', () => {
    const { run, gap } = fold(newRun(), STORY);
    expect(gap).toBe(false);
    expect(run).toEqual({
      ...newRun(),
      seq: 7,
      status: 'partially_succeeded',
      ms: 7000,
      nodes: {
        find: {
          ...QUEUED,
          status: 'succeeded',
          ms: 41,
          queue_ms: 4,
          progress: [1, 2],
          started_at: '2026-01-01T00:00:03.000Z',
          provider: 'CPU',
        },
        read: {
          ...QUEUED,
          status: 'failed',
          ms: 3,
          error: { code: 'broken', message: 'It broke.' },
        },
      },
      outputs: { find: OUTPUTS },
    });
  });

  it('is the same one event at a time, all at once, and in any order', () => {
    const once = fold(newRun(), STORY).run;
    const stepwise = STORY.reduce((run, each) => fold(run, [each]).run, newRun());
    expect(stepwise).toEqual(once);
    expect(fold(newRun(), [...STORY].reverse()).run).toEqual(once);
  });

  it('ignores events that came before and those of other runs', () => {
    const half = fold(newRun(), STORY.slice(0, 5)).run;
    expect(fold(half, STORY.slice(0, 5)).run).toBe(half);
    expect(fold(half, [{ ...event(6, 'failed'), run: 'other' }]).run).toBe(half);
  });

  it('stops at a gap and says so', () => {
    const { run, gap } = fold(newRun(), [event(1, 'queued'), event(3, 'failed')]);
    expect(gap).toBe(true);
    expect(run.seq).toBe(1);
  });

  it('leaves nodes that did not change as they were', () => {
    const before = newRun();
    const { run } = fold(before, STORY.slice(0, 3));
    expect(run.nodes.read).toBe(before.nodes.read);
  });

  it('names the nodes whose outputs were too large to come along', () => {
    const story = [event(1, 'node_succeeded', 'find', { ms: 1, cached: true, outputs: null })];
    expect(nodesLackingOutputs(fold(newRun(), story).run)).toEqual(['find']);
  });
});
