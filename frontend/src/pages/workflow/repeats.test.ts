import { describe, expect, it } from 'vitest';
import type { GraphDocument, Run } from '../../api/types';
import { repeatWords } from './repeats';

const region = (id: string, left = 0) => ({
  id,
  box: [0, left, 1, 1] as [number, number, number, number],
});
const regions = (...items: ReturnType<typeof region>[]) => [
  { regions: { kind: 'regions' as const, items } },
];
const GRAPH: GraphDocument = {
  schema: 1,
  inputs: [{ name: 'image', type: 'image' }],
  nodes: [
    { id: 'find', operator: 'visual-detector', inputs: { image: ['IN.image'] } },
    { id: 'widen', operator: 'region-offset', inputs: { regions: ['find.regions'] } },
  ],
};

function words(
  before: ReturnType<typeof regions>,
  after: ReturnType<typeof regions>,
  node = 'widen',
) {
  const run = {
    inputs: [{ index: 0, kind: 'image', blob: 'b', name: 'a.jpg', width: 2, height: 1 }],
    outputs: { find: before, widen: after },
  } as unknown as Run;
  return repeatWords(run, GRAPH, ['find', 'widen'], node, 0, (id) => `“${id}”`);
}

describe('a picture that stands above already', () => {
  it('is drawn where it is first', () => {
    expect(words(regions(region('1')), regions(region('1')), 'find')).toBeNull();
  });

  it('is not drawn again for the same regions', () => {
    expect(words(regions(region('1')), regions(region('1')))).toBe('The same 1 region as “find”.');
  });

  it('is told by what became different', () => {
    const after = regions(region('1', 0.5), region('3'));
    expect(words(regions(region('1'), region('2')), after)).toBe(
      '2 regions on the same picture; against “find”: 1 changed, 1 added, 1 left out.',
    );
  });
});
