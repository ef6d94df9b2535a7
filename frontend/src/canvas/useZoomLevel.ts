import { useStore } from '@xyflow/react';

/** From how far a graph is looked at; changes at two points only, so that zooming draws nothing again. */
export type ZoomLevel = 'near' | 'far' | 'farther';

const FAR = 0.6;
const FARTHER = 0.36;

function levelOf(zoom: number): ZoomLevel {
  if (zoom >= FAR) return 'near';
  return zoom >= FARTHER ? 'far' : 'farther';
}

/** Written on the canvas: its style sheet makes titles large where small words cannot be read. */
export function useZoomLevel(): ZoomLevel {
  return useStore((state) => levelOf(state.transform[2]));
}
