import { describe, expect, it } from 'vitest';
import type { NodeState, Run } from '../api/types';
import { QUEUED } from '../store/fold';
import { announceRun } from './announceRun';

const done: NodeState = { ...QUEUED, status: 'succeeded', ms: 3 };
const failed: NodeState = {
  ...QUEUED,
  status: 'failed',
  error: { code: 'x', message: 'There is no text in it.' },
};

function run(status: Run['status'], states: NodeState[]): Run {
  const ids = states.map((_, index) => `n${index}`);
  return {
    number: 7,
    status,
    graph: { nodes: ids.map((id) => ({ id })) },
    nodes: Object.fromEntries(states.map((state, index) => [`n${index}`, state])),
  } as unknown as Run;
}

const nameOf = (id: string) => `Node ${id}`;

describe('what is said of a run', () => {
  it('does not change while nodes only finish', () => {
    const begun = announceRun(run('running', [QUEUED, QUEUED]), nameOf);
    expect(begun).toBe('Run 7 began.');
    expect(announceRun(run('running', [done, QUEUED]), nameOf)).toBe(begun);
  });

  it('names a failing node at once, and why', () => {
    expect(announceRun(run('running', [failed, QUEUED]), nameOf)).toBe(
      'Run 7 began. Node n0 failed: There is no text in it.',
    );
  });

  it('ends with what went how', () => {
    expect(announceRun(run('succeeded', [done, done]), nameOf)).toBe('Run 7 is done: 2 run.');
    expect(announceRun(run('failed', [failed]), nameOf)).toBe(
      'Run 7 failed: 1 failed. Node n0 failed: There is no text in it.',
    );
  });
});
