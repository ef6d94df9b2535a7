import { describe, expect, it } from 'vitest';
import { contain, LABEL_HEIGHT, labelPlace } from './labelPlace';

const PICTURE = { x: 10, y: 5, width: 200, height: 100 };

describe('a label', () => {
  it('stands above its box where there is room', () => {
    const box = { x: 50, y: 60, width: 40, height: 20 };
    expect(labelPlace(box, 60, PICTURE)).toEqual({ x: 49, y: 60 - LABEL_HEIGHT });
  });

  it.each([
    ['top left', { x: 10, y: 5, width: 20, height: 20 }],
    ['top right', { x: 195, y: 6, width: 15, height: 20 }],
    ['bottom right', { x: 200, y: 100, width: 10, height: 5 }],
    ['everywhere', { x: 10, y: 5, width: 200, height: 100 }],
  ])('never leaves the picture at the %s', (_where, box) => {
    const { x, y } = labelPlace(box, 80, PICTURE);
    expect(x).toBeGreaterThanOrEqual(PICTURE.x);
    expect(y).toBeGreaterThanOrEqual(PICTURE.y);
    expect(x + 80).toBeLessThanOrEqual(PICTURE.x + PICTURE.width);
    expect(y + LABEL_HEIGHT).toBeLessThanOrEqual(PICTURE.y + PICTURE.height);
  });
});

describe('a picture shown whole', () => {
  it('is centred in its frame', () => {
    expect(contain({ width: 200, height: 100 }, 1)).toEqual({
      x: 50,
      y: 0,
      width: 100,
      height: 100,
    });
  });
});
