import { describe, expect, it } from 'vitest';
import type { NodeState, Run } from '../api/types';
import { QUEUED } from '../store/fold';
import { sayRun } from './sayRun';

const done: NodeState = { ...QUEUED, status: 'succeeded', ms: 3 };
const cached: NodeState = { ...done, cached: true };

function run(status: Run['status'], states: NodeState[]): Run {
  const nodes = Object.fromEntries(states.map((state, index) => [`n${index}`, state]));
  return { number: 7, status, nodes, ms: status === 'running' ? null : 1200 } as unknown as Run;
}

describe('a run in one line', () => {
  it('counts while it goes', () => {
    expect(sayRun(run('running', [done, QUEUED]))).toBe('Run 7 · 1 of 2 done');
  });
  it('says what was kept and what was run', () => {
    expect(sayRun(run('succeeded', [cached, done, { ...done, pinned: true }]))).toBe(
      'Run 7 · 1 pinned, 1 cached, 1 run · 1.2 s',
    );
  });
  it('says what failed, and that it was stopped', () => {
    const failed: NodeState = { ...QUEUED, status: 'failed' };
    expect(sayRun(run('failed', [failed, { ...QUEUED, status: 'skipped' }]))).toBe(
      'Run 7 · 1 failed, 1 skipped · 1.2 s',
    );
    expect(sayRun(run('cancelled', [QUEUED]))).toBe('Run 7 · stopped · 1.2 s');
  });
});
