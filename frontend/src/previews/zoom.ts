/** Zooming and panning a picture in its frame, in pixels of the frame. Pure. */
import type { Rect } from './labelPlace';

export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export const FIT: Zoom = { scale: 1, x: 0, y: 0 };
const MOST = 16;
export const ZOOM_STEP = 1.4;
export const PAN_STEP = 48;

interface Size {
  width: number;
  height: number;
}

/** Where the whole picture lands, given where it lands when it fits. */
export function zoomed(fit: Rect, { scale, x, y }: Zoom): Rect {
  return {
    x: fit.x * scale + x,
    y: fit.y * scale + y,
    width: fit.width * scale,
    height: fit.height * scale,
  };
}

const clamp = (value: number, least: number, most: number) =>
  Math.min(Math.max(value, least), Math.max(least, most));

/** Keeps the picture over its frame: no further out than it reaches. */
function held({ scale, x, y }: Zoom, frame: Size): Zoom {
  if (scale <= 1) return FIT;
  return {
    scale,
    x: clamp(x, frame.width * (1 - scale), 0),
    y: clamp(y, frame.height * (1 - scale), 0),
  };
}

/** Zoom by a factor so that the point stays where it is. */
export function zoomAt(
  zoom: Zoom,
  factor: number,
  point: { x: number; y: number },
  frame: Size,
): Zoom {
  const scale = clamp(zoom.scale * factor, 1, MOST);
  const by = scale / zoom.scale;
  return held(
    { scale, x: point.x - (point.x - zoom.x) * by, y: point.y - (point.y - zoom.y) * by },
    frame,
  );
}

export function pan(zoom: Zoom, dx: number, dy: number, frame: Size): Zoom {
  return held({ ...zoom, x: zoom.x + dx, y: zoom.y + dy }, frame);
}
