/** How a graph is shown whole, clear of what floats over the canvas. Pure. */
export interface Area {
  width: number;
  height: number;
}
export interface Bounds extends Area {
  x: number;
  y: number;
}
export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}
interface Margins {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const LEAST_ZOOM = 0.1;
const MOST_ZOOM = 1;
export const MARGIN = 16;

/** The largest view that has all of the bounds within the margins. */
function within(bounds: Bounds, area: Area, margins: Margins): Viewport {
  const width = Math.max(1, area.width - margins.left - margins.right);
  const height = Math.max(1, area.height - margins.top - margins.bottom);
  const fitting = Math.min(width / Math.max(1, bounds.width), height / Math.max(1, bounds.height));
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, fitting));
  return {
    x: margins.left + (width - bounds.width * zoom) / 2 - bounds.x * zoom,
    y: margins.top + (height - bounds.height * zoom) / 2 - bounds.y * zoom,
    zoom,
  };
}

/** Whether a node comes under something that floats over the canvas. */
function covers({ x, y, zoom }: Viewport, node: Bounds, floating: Bounds): boolean {
  return (
    node.x * zoom + x < floating.x + floating.width &&
    (node.x + node.width) * zoom + x > floating.x &&
    node.y * zoom + y < floating.y + floating.height &&
    (node.y + node.height) * zoom + y > floating.y
  );
}

/** The margins that keep clear of something altogether: beside it, and above or below it. */
function marginsBeside(floating: Bounds, area: Area): Partial<Margins>[] {
  const isLeft = floating.x + floating.width / 2 < area.width / 2;
  const isTop = floating.y + floating.height / 2 < area.height / 2;
  return [
    isLeft ? { left: floating.x + floating.width } : { right: area.width - floating.x },
    isTop ? { top: floating.y + floating.height } : { bottom: area.height - floating.y },
  ];
}

/**
 * The view that shows the whole graph, as large as can be with no node under anything that floats. The
 * whole canvas is used when nothing is in the way there.
 */
export function fittedView(
  bounds: Bounds,
  nodes: readonly Bounds[],
  area: Area,
  floating: readonly Bounds[],
): Viewport {
  const plain: Margins = { left: MARGIN, right: MARGIN, top: MARGIN, bottom: MARGIN };
  const choices = floating.reduce<Margins[]>(
    (all, each) => [
      ...all,
      ...all.flatMap((base) =>
        marginsBeside(each, area).map((margins) => ({ ...base, ...margins })),
      ),
    ],
    [plain],
  );
  const views = choices
    .map((margins) => within(bounds, area, margins))
    .sort((a, b) => b.zoom - a.zoom);
  const isClear = (view: Viewport) =>
    !floating.some((each) => nodes.some((node) => covers(view, node, each)));
  return views.find(isClear) ?? within(bounds, area, plain);
}
