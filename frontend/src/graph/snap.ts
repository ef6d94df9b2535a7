/** Lining up while moving: the nearest edge or middle of another node draws the moved one to it. */
import type { Box } from './annotations';

export interface Guide {
  /** "x": a line from top to bottom at this x */
  axis: 'x' | 'y';
  at: number;
  from: number;
  to: number;
}
export interface Snapped {
  dx: number;
  dy: number;
  guides: Guide[];
}

const spanX = ({ x, width }: Box): [number, number, number] => [x, x + width / 2, x + width];
const spanY = ({ y, height }: Box): [number, number, number] => [y, y + height / 2, y + height];

interface Hit {
  shift: number;
  at: number;
  other: Box;
}

function nearest(
  moving: Box,
  others: readonly Box[],
  span: (box: Box) => [number, number, number],
  within: number,
): Hit | null {
  let best: Hit | null = null;
  for (const other of others) {
    for (const at of span(other)) {
      for (const own of span(moving)) {
        const shift = at - own;
        if (Math.abs(shift) <= within && (!best || Math.abs(shift) < Math.abs(best.shift)))
          best = { shift, at, other };
      }
    }
  }
  return best;
}

/** How far to shift a box so that it lines up with others no further than `within`, and the lines to show. */
export function snap(moving: Box, others: readonly Box[], within: number): Snapped {
  const hitX = nearest(moving, others, spanX, within);
  const hitY = nearest(moving, others, spanY, within);
  const [dx, dy] = [hitX?.shift ?? 0, hitY?.shift ?? 0];
  const placed = { ...moving, x: moving.x + dx, y: moving.y + dy };
  const guides: Guide[] = [];
  if (hitX) {
    const ends = [...spanY(placed), ...spanY(hitX.other)];
    guides.push({ axis: 'x', at: hitX.at, from: Math.min(...ends), to: Math.max(...ends) });
  }
  if (hitY) {
    const ends = [...spanX(placed), ...spanX(hitY.other)];
    guides.push({ axis: 'y', at: hitY.at, from: Math.min(...ends), to: Math.max(...ends) });
  }
  return { dx, dy, guides };
}

/** The box round several. */
export function boundsOf(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
