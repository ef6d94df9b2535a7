import { describe, expect, it } from 'vitest';
import type { Tree } from '../api/types';
import { elementsOf, followed, followedPicture, isSameElement, numberOf } from './followed';

const text = (raw: string): Tree => ({ kind: 'text', raw });
const anchor = (id: string) => ({
  region: { id, box: [0, 0, 1, 1] as [number, number, number, number] },
});
const READ: Tree = {
  each: [
    { anchor: anchor('r0'), value: text('one') },
    { anchor: anchor('r1'), value: text('two') },
  ],
};
const CROPS = ['IN', 'crop'];
const FOUND: Tree = { kind: 'regions', items: [] };

describe('following one crop', () => {
  const [, second] = elementsOf(READ, CROPS);
  if (!second) throw new Error('two elements were given');

  it('lists the elements of a fan-out with where they came from', () => {
    expect(elementsOf(READ, CROPS).map(numberOf)).toEqual(['1', '2']);
    expect(second).toEqual({ lineage: CROPS, path: [1], anchors: [anchor('r1')] });
    expect(elementsOf(FOUND, ['IN'])).toEqual([]);
  });

  it('shows its own value wherever it flows', () => {
    expect(followed(READ, CROPS, second)).toEqual({ tree: text('two'), own: true, region: null });
  });

  it('marks the region it came from before the fan-out', () => {
    expect(followed(FOUND, ['IN'], second)).toEqual({ tree: FOUND, own: false, region: 'r1' });
  });

  it('leaves another fan-out whole', () => {
    expect(followed(READ, ['IN', 'tile'], second)).toEqual({
      tree: READ,
      own: false,
      region: null,
    });
    expect(followed(READ, CROPS, null).tree).toBe(READ);
  });

  it('goes into deeper fan-outs as far as it reaches', () => {
    const lines: Tree = {
      each: [
        { anchor: {}, value: READ },
        { anchor: {}, value: null },
      ],
    };
    const [first] = elementsOf(READ, CROPS);
    expect(followed(lines, ['IN', 'crop', 'lines'], first ?? null).tree).toBe(READ);
    expect(elementsOf(lines, ['IN', 'crop', 'lines']).map(numberOf)).toEqual(['1.1', '1.2', '2']);
  });

  it('finds the picture of the same part', () => {
    const image = (blob: string) =>
      ({ kind: 'image', blob, media_type: 'image/png', width: 1, height: 1 }) as const;
    const pictures = {
      each: [
        { anchor: anchor('r0'), value: image('a') },
        { anchor: anchor('r1'), value: image('b') },
      ],
    };
    expect(followedPicture(pictures, CROPS, second)).toEqual(image('b'));
    expect(followedPicture(image('whole'), CROPS, second)).toEqual(image('whole'));
  });

  it('knows the same element again', () => {
    expect(isSameElement(second, { ...second })).toBe(true);
    expect(isSameElement(second, null)).toBe(false);
    expect(isSameElement(null, null)).toBe(true);
  });
});
