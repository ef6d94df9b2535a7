import { LEAST_ZOOM, MARGIN } from './fittedView';

/** The first view, before anything floats over the canvas; `CanvasView.fit` then makes it exact. */
export const FIT_OPTIONS = {
  padding: `${MARGIN}px`,
  minZoom: LEAST_ZOOM,
  maxZoom: 1,
} as const;
