/** Lining up what is selected, and spreading it evenly. */
import type { Box } from './annotations';
import type { Point } from './document';
import { boundsOf } from './snap';

export type Alignment =
  | 'left'
  | 'centre'
  | 'right'
  | 'top'
  | 'middle'
  | 'bottom'
  | 'across'
  | 'down';

type Boxes = ReadonlyMap<string, Box>;
type Places = Record<string, Point>;

/** Equal gaps between the outermost two; overlapping boxes get a small gap of their own. */
function spread(boxes: Boxes, side: 'x' | 'y', length: 'width' | 'height'): Places {
  const sorted = [...boxes].sort(([, a], [, b]) => a[side] - b[side]);
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (!first || !last) return {};
  const filled = sorted.reduce((sum, [, box]) => sum + box[length], 0);
  const room = last[side] + last[length] - first[side] - filled;
  const gap = Math.max(LEAST_GAP, room / (sorted.length - 1));
  let at = first[side];
  return Object.fromEntries(
    sorted.map(([id, box]) => {
      const place = { x: box.x, y: box.y, [side]: Math.round(at) };
      at += box[length] + gap;
      return [id, place];
    }),
  );
}

const LEAST_GAP = 16;

/** New places for the boxes; a box that stays is among them too. */
export function align(boxes: Boxes, how: Alignment): Places {
  const all = boundsOf([...boxes.values()]);
  if (!all) return {};
  if (how === 'across') return spread(boxes, 'x', 'width');
  if (how === 'down') return spread(boxes, 'y', 'height');
  const place = (box: Box): Point => {
    switch (how) {
      case 'left':
        return { x: all.x, y: box.y };
      case 'centre':
        return { x: Math.round(all.x + (all.width - box.width) / 2), y: box.y };
      case 'right':
        return { x: all.x + all.width - box.width, y: box.y };
      case 'top':
        return { x: box.x, y: all.y };
      case 'middle':
        return { x: box.x, y: Math.round(all.y + (all.height - box.height) / 2) };
      case 'bottom':
        return { x: box.x, y: all.y + all.height - box.height };
    }
  };
  return Object.fromEntries([...boxes].map(([id, box]) => [id, place(box)]));
}
