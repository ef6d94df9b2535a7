/** Where something that floats goes beside what it belongs to, in pixels of the window. Pure. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}
export type Side = 'top' | 'right' | 'bottom' | 'left';
export type Align = 'start' | 'center' | 'end';

interface Wanted {
  side: Side;
  align: Align;
  gap: number;
}

const MARGIN = 8;

function along(align: Align, start: number, length: number, size: number): number {
  if (align === 'start') return start;
  return align === 'end' ? start + length - size : start + (length - size) / 2;
}

function within(value: number, size: number, room: number): number {
  return Math.round(Math.max(MARGIN, Math.min(value, room - size - MARGIN)));
}

/** On the wanted side; on the other when there is no room there; never outside the window. */
export function floatingPlace(
  anchor: Box,
  size: Pick<Box, 'width' | 'height'>,
  room: Pick<Box, 'width' | 'height'>,
  { side, align, gap }: Wanted,
): Pick<Box, 'left' | 'top'> {
  const spots = {
    top: anchor.top - gap - size.height,
    bottom: anchor.top + anchor.height + gap,
    left: anchor.left - gap - size.width,
    right: anchor.left + anchor.width + gap,
  };
  if (side === 'top' || side === 'bottom') {
    const fitsBelow = spots.bottom + size.height <= room.height - MARGIN;
    const fitsAbove = spots.top >= MARGIN;
    const below = side === 'bottom' ? fitsBelow || !fitsAbove : !fitsAbove;
    const left = along(align, anchor.left, anchor.width, size.width);
    return {
      left: within(left, size.width, room.width),
      top: within(below ? spots.bottom : spots.top, size.height, room.height),
    };
  }
  const fitsRight = spots.right + size.width <= room.width - MARGIN;
  const fitsLeft = spots.left >= MARGIN;
  const atRight = side === 'right' ? fitsRight || !fitsLeft : !fitsLeft;
  const top = along(align, anchor.top, anchor.height, size.height);
  return {
    left: within(atRight ? spots.right : spots.left, size.width, room.width),
    top: within(top, size.height, room.height),
  };
}
