/** The canvas as it stands on screen, measured for fitting a graph into it. */
import type { Node, ReactFlowInstance } from '@xyflow/react';
import { type Bounds, fittedView, type Viewport } from './fittedView';

const FLOATING = '.canvas-tools, .react-flow__minimap, .read-tools';
const AIR = 12;

/** What lies over the canvas, with air around it. */
function floatingOver(canvas: Element, area: DOMRect): Bounds[] {
  return [...canvas.querySelectorAll(FLOATING)]
    .map((each) => each.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map((box) => ({
      x: box.x - area.x - AIR,
      y: box.y - area.y - AIR,
      width: box.width + 2 * AIR,
      height: box.height + 2 * AIR,
    }));
}

/** The view that shows these nodes whole; null while nothing can be measured. */
export function viewOf(
  flow: Pick<ReactFlowInstance, 'getNodesBounds'>,
  nodes: readonly Node[],
  pane: Element | null,
): Viewport | null {
  const canvas = pane?.parentElement;
  const area = pane?.getBoundingClientRect();
  if (!canvas || !area || area.width === 0 || nodes.length === 0) return null;
  return fittedView(
    flow.getNodesBounds([...nodes]),
    nodes.map((node) => flow.getNodesBounds([node])),
    area,
    floatingOver(canvas, area),
  );
}
