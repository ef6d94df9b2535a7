import { describe, expect, it } from 'vitest';
import type { NodeState, PortOutputs, Run } from '../api/types';
import { deltasOf, pairNodes, sameOutputs, verdictOf } from './outputDiff';
import { graph, node } from './sample';

const region = (id: string, score: number) => ({
  id,
  box: [0, 0, 1, 1] as [number, number, number, number],
  concepts: [{ id: 'plate', name: 'plate', value: score }],
});
const found = (...scores: number[]): PortOutputs => ({
  regions: { kind: 'regions', items: scores.map((score, at) => region(`r${at}`, score)) },
});

function run(status: NodeState['status'], outputs?: PortOutputs): Run {
  const state = { status } as NodeState;
  return { ...({} as Run), nodes: { find: state }, outputs: outputs ? { find: [outputs] } : {} };
}
const FIND = { before: 'find', after: 'find' };

describe('nodes of two runs', () => {
  it('are paired in the order of the newer graph', () => {
    const before = graph(
      node('find', 'visual-detector', { image: 'IN.image' }),
      node('widen', 'region-offset', { regions: 'find.regions' }),
    );
    const after = graph(
      node('look', 'visual-detector', { image: 'IN.image' }),
      node('crop', 'image-crop', { image: 'IN.image', regions: 'look.regions' }),
    );
    expect(pairNodes(before, after)).toEqual([
      { before: 'find', after: 'look' },
      { before: null, after: 'crop' },
      { before: 'widen', after: null },
    ]);
  });

  it('differ when their values do, not in the last digit of a float', () => {
    expect(sameOutputs(found(0.5), found(0.5 + 1e-9))).toBe(true);
    expect(sameOutputs(found(0.5), found(0.6))).toBe(false);
    expect(sameOutputs(found(0.5), found(0.5, 0.4))).toBe(false);
    expect(sameOutputs({ text: null }, {})).toBe(false);
    expect(sameOutputs([], {})).toBe(false);
  });

  it('are judged once both have ended', () => {
    const done = run('succeeded', found(0.5));
    expect(verdictOf(FIND, done, run('running'), 0)).toBe('waiting');
    expect(verdictOf(FIND, done, done, 0)).toBe('same');
    expect(verdictOf(FIND, done, run('succeeded', found(0.7)), 0)).toBe('differs');
    expect(verdictOf(FIND, done, run('failed'), 0)).toBe('differs');
    expect(verdictOf(FIND, run('failed'), run('failed'), 0)).toBe('same');
    expect(verdictOf({ before: null, after: 'find' }, done, done, 0)).toBe('one');
  });
});

describe('the measures of an output', () => {
  it('count regions and mean their scores', () => {
    expect(deltasOf(found(0.9, 0.7), found(0.8))).toEqual([
      { name: 'regions', before: 2, after: 1 },
      { name: 'mean score', before: 0.8, after: 0.8 },
    ]);
  });

  it('name concepts, and what only one side has', () => {
    const seen = (name: string, value: number): PortOutputs => ({
      concepts: { kind: 'concepts', items: [{ id: name, name, value }] },
    });
    expect(deltasOf(seen('street', 0.9), seen('harbour', 0.6))).toEqual([
      { name: 'street', before: 0.9, after: null },
      { name: 'harbour', before: null, after: 0.6 },
    ]);
    expect(deltasOf(undefined, { text: { kind: 'text', raw: 'KT52' } })).toEqual([]);
  });
});
