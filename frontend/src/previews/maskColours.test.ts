import { describe, expect, it } from 'vitest';
import { paint, sharesOf } from './maskColours';

const NAMES = ['background', 'road'];

describe('a mask', () => {
  it('tells the share of each class but the background', () => {
    expect(sharesOf(new Uint8Array([0, 1, 1, 1]), NAMES)).toEqual([{ name: 'road', share: 0.75 }]);
    expect(sharesOf(new Uint8Array([7]), NAMES)).toEqual([{ name: 'class 7', share: 1 }]);
  });

  it('leaves the background clear, fills at 35 % and outlines', () => {
    const classes = new Uint8Array(25).fill(1);
    classes[0] = 0;
    const pixels = paint(classes, 5, NAMES);
    expect(pixels[3]).toBe(0);
    expect(pixels[12 * 4 + 3]).toBe(89);
    expect(pixels[1 * 4 + 3]).toBe(242);
  });
});
