import { describe, expect, it } from 'vitest';
import { FIT, pan, zoomAt, zoomed } from './zoom';

const FRAME = { width: 200, height: 100 };
const PICTURE = { x: 50, y: 0, width: 100, height: 100 };

describe('zooming a picture', () => {
  it('keeps the point under the pointer', () => {
    const point = { x: 120, y: 40 };
    const zoom = zoomAt(FIT, 2, point, FRAME);
    const place = zoomed(PICTURE, zoom);
    // 70 % across and 40 % down, before and after
    expect((point.x - place.x) / place.width).toBeCloseTo(0.7);
    expect((point.y - place.y) / place.height).toBeCloseTo(0.4);
  });

  it('never goes smaller than the frame, nor beyond its edges', () => {
    expect(zoomAt(FIT, 0.2, { x: 0, y: 0 }, FRAME)).toEqual(FIT);
    const zoom = zoomAt(FIT, 2, { x: 0, y: 0 }, FRAME);
    expect(pan(zoom, 500, 500, FRAME)).toMatchObject({ x: 0, y: 0 });
    expect(pan(zoom, -500, -500, FRAME)).toMatchObject({ x: -200, y: -100 });
  });
});
