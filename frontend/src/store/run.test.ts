import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as client from '../api/client';
import { liveEvents, type Subscriber } from '../api/live';
import type { PortOutputs, Run, RunEvent } from '../api/types';
import { QUEUED } from './fold';
import { followRun, putRun, runChain, runWithNode, startRun, useNodeRun, useRunStore } from './run';

const OUTPUTS: PortOutputs[] = [{ text: { kind: 'text', raw: 'KT52 LMR' } }];

function newRun(patch: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    number: 1,
    status: 'queued',
    version: 'v',
    version_number: 1,
    origin: 'page',
    input_count: 1,
    created_at: '2026-01-01T00:00:00Z',
    ms: null,
    error: null,
    targets: [],
    pinned: [],
    user: 'local',
    app: 'parking',
    workflow: 'plates',
    graph: { schema: 1, inputs: [], nodes: [] },
    layout: { nodes: {} },
    inputs: [],
    seq: 0,
    nodes: {},
    outputs: {},
    ...patch,
  };
}

function event(seq: number, type: RunEvent['type'], data: RunEvent['data'] = {}): RunEvent {
  const node = type.startsWith('node') ? 'read' : null;
  return { run: 'r1', seq, type, node, at: '2026-01-01T00:00:01Z', data };
}

function storedRun(): Run | undefined {
  return useRunStore.getState().entries.r1?.run;
}

/** Follows r1 and hands out the door through which its events come. */
async function follow(first: Run) {
  let door: Subscriber | undefined;
  let after = -1;
  vi.spyOn(client, 'getRun').mockResolvedValue(first);
  vi.spyOn(liveEvents, 'subscribe').mockImplementation((_run, from, subscriber) => {
    door = subscriber;
    after = from;
    return () => undefined;
  });
  const stop = followRun('r1');
  await vi.waitFor(() => {
    expect(storedRun()).toBeDefined();
  });
  return { door, after, stop };
}

describe('the run store', () => {
  beforeEach(() => {
    useRunStore.setState({ entries: {} });
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('loads a run and listens from its last event', async () => {
    const { after, stop } = await follow(newRun({ seq: 4, status: 'running' }));
    expect(after).toBe(4);
    stop();
  });

  it('writes once for all events of a frame', async () => {
    const { door, stop } = await follow(newRun());
    const writes = vi.fn();
    const unsubscribe = useRunStore.subscribe(writes);
    door?.onEvent(event(1, 'attempt_started'));
    door?.onEvent(event(2, 'node_started'));
    door?.onEvent(event(3, 'node_progress', { done: 1, total: 2 }));
    await vi.waitFor(() => {
      expect(storedRun()?.seq).toBe(3);
    });
    expect(writes).toHaveBeenCalledOnce();
    unsubscribe();
    stop();
  });

  it('fetches outputs that were too large for their event', async () => {
    const fetched = vi.spyOn(client, 'getNodeOutputs').mockResolvedValue(OUTPUTS);
    const { door, stop } = await follow(newRun());
    door?.onEvent(event(1, 'node_succeeded', { ms: 1, cached: false, outputs: null }));
    await vi.waitFor(() => {
      expect(storedRun()?.outputs.read).toEqual(OUTPUTS);
    });
    expect(fetched).toHaveBeenCalledOnce();
    stop();
  });

  it('does not listen to a run that has ended', async () => {
    const { after, stop } = await follow(newRun({ seq: 9, status: 'succeeded' }));
    expect(after).toBe(-1);
    stop();
  });

  it('never goes back to an older answer', () => {
    putRun(newRun({ seq: 5, status: 'running' }));
    putRun(newRun({ seq: 2 }));
    expect(storedRun()?.seq).toBe(5);
  });

  it('keeps what an earlier run had of the nodes that a later one left out', async () => {
    const succeeded = { ...QUEUED, status: 'succeeded' as const };
    const graph = {
      schema: 1 as const,
      inputs: [],
      nodes: [
        { id: 'find', operator: 'a' },
        { id: 'read', operator: 'b' },
      ],
    };
    const ended = { status: 'succeeded' as const, graph };
    putRun(newRun({ ...ended, nodes: { find: succeeded, read: succeeded } }));
    const part = newRun({ ...ended, id: 'r2', number: 2, nodes: { find: succeeded } });
    vi.spyOn(client, 'createRun').mockResolvedValue(part);
    vi.spyOn(client, 'getNodeOutputs').mockResolvedValue([]);
    const ref = { user: 'u', app: 'a', workflow: 'w' };
    const target = { graph, layout: { nodes: {} }, targets: ['find'] };
    await startRun(ref, target, { again: 'r1' }, 'r1');
    const { entries } = useRunStore.getState();
    expect(runChain(entries, 'r2').map(({ id }) => id)).toEqual(['r2', 'r1']);
    expect(runWithNode(entries, 'r2', 'find')?.id).toBe('r2');
    expect(runWithNode(entries, 'r2', 'read')?.id).toBe('r1');
    const { result } = renderHook(() => useNodeRun('r2', 'read'));
    expect(result.current).toMatchObject({ state: succeeded, kept: 1 });
  });

  it('calls nothing queued that will not run any more', () => {
    putRun(newRun({ status: 'cancelled', nodes: { read: QUEUED } }));
    expect(renderHook(() => useNodeRun('r1', 'read')).result.current.cutOff).toBe(true);
  });
});
