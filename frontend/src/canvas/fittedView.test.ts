import { describe, expect, it } from 'vitest';
import { type Bounds, fittedView } from './fittedView';

const area = { width: 860, height: 680 };
const tools: Bounds = { x: 0, y: 0, width: 58, height: 250 };
const map: Bounds = { x: 710, y: 580, width: 150, height: 100 };

/** Rows of cards as they stand on a canvas. */
function cards(columns: number, rows: number): Bounds[] {
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: (index % columns) * 270,
    y: Math.floor(index / columns) * 260,
    width: 220,
    height: 220,
  }));
}

function boundsOf(nodes: Bounds[]): Bounds {
  const right = Math.max(...nodes.map((node) => node.x + node.width));
  const bottom = Math.max(...nodes.map((node) => node.y + node.height));
  return { x: 0, y: 0, width: right, height: bottom };
}

function drawn(nodes: Bounds[], floating: Bounds[]): Bounds[] {
  const { x, y, zoom } = fittedView(boundsOf(nodes), nodes, area, floating);
  return nodes.map((node) => ({
    x: node.x * zoom + x,
    y: node.y * zoom + y,
    width: node.width * zoom,
    height: node.height * zoom,
  }));
}

describe('the view that fits', () => {
  it.each([
    [1, 1],
    [5, 1],
    [5, 4],
    [4, 5],
    [2, 10],
    [20, 1],
  ])('shows %i by %i nodes whole and under nothing', (columns, rows) => {
    const places = drawn(cards(columns, rows), [tools, map]);
    for (const { x, y, width, height } of places) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(area.width);
      expect(y + height).toBeLessThanOrEqual(area.height);
      expect(x < 58 && y < 250).toBe(false);
      expect(x + width > 710 && y + height > 580).toBe(false);
    }
  });

  it('takes the whole width when nothing is in the way', () => {
    const row = cards(5, 1);
    expect(fittedView(boundsOf(row), row, area, [tools, map]).zoom).toBeCloseTo(
      fittedView(boundsOf(row), row, area, []).zoom,
    );
  });

  it('never enlarges', () => {
    const [one = { x: 0, y: 0, width: 1, height: 1 }] = cards(1, 1);
    expect(fittedView(one, [one], area, []).zoom).toBe(1);
  });
});
