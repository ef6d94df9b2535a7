/** Where nodes stand: the arrange command, and places for nodes that have none. */
import type { GraphDocument, Layout } from '../api/types';
import { dependenciesOf, topologicalOrder } from './cycles';
import type { Point } from './document';
import { IN, wiresOf } from './ports';

export interface Size {
  width: number;
  height: number;
}

const NODE_SIZE: Size = { width: 220, height: 190 };
const COLUMN_GAP = 60;
const ROW_GAP = 28;

/**
 * Places for every node from left to right along the wires. The layout library comes with the first call.
 * `sizes` are those on screen; nodes without one count as a usual node.
 */
export async function arrange(
  graph: GraphDocument,
  sizes: ReadonlyMap<string, Size>,
): Promise<Record<string, Point>> {
  const { Graph, layout } = await import('@dagrejs/dagre');
  const drawing = new Graph();
  drawing.setGraph({
    rankdir: 'LR',
    nodesep: ROW_GAP,
    ranksep: COLUMN_GAP,
    marginx: 0,
    marginy: 0,
  });
  drawing.setDefaultEdgeLabel(() => ({}));
  const ids = [IN, ...graph.nodes.map((node) => node.id)];
  for (const id of ids) drawing.setNode(id, { ...(sizes.get(id) ?? NODE_SIZE) });
  for (const wire of wiresOf(graph)) {
    if (drawing.hasNode(wire.source.node)) drawing.setEdge(wire.source.node, wire.target.node);
  }
  layout(drawing);
  return Object.fromEntries(
    ids.map((id) => {
      const { x = 0, y = 0, width = 0, height = 0 } = drawing.node(id) as Partial<Point & Size>;
      return [id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }];
    }),
  );
}

/** How many nodes stand before each on its longest way from the inputs. */
function depths(graph: GraphDocument): Map<string, number> {
  const found = new Map<string, number>([[IN, 0]]);
  const { order, looped } = topologicalOrder(graph);
  for (const id of [...order, ...looped]) {
    const node = graph.nodes.find((other) => other.id === id);
    const before = node ? dependenciesOf(node).map((other) => found.get(other) ?? 0) : [];
    found.set(id, 1 + Math.max(0, ...before));
  }
  return found;
}

/** The layout with a place for every node: a graph that came over the API may have none. */
export function withPlaces(graph: GraphDocument, layout: Layout): Layout {
  const depth = depths(graph);
  const missing = [IN, ...graph.nodes.map((node) => node.id)].filter((id) => !layout.nodes[id]);
  if (missing.length === 0) return layout;
  const rows = new Map<number, number>();
  const nodes = { ...layout.nodes };
  for (const id of missing) {
    const column = depth.get(id) ?? 0;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    const place = {
      x: column * (NODE_SIZE.width + COLUMN_GAP),
      y: row * (NODE_SIZE.height + ROW_GAP),
    };
    nodes[id] = freePlace(Object.values(nodes), place);
  }
  return { ...layout, nodes };
}

const TRIES_TO_THE_RIGHT = 4;

/** The first place at `wanted`, right of it or in the rows below, where no other node stands. */
export function freePlace(taken: readonly Point[], wanted: Point): Point {
  const stepX = NODE_SIZE.width + COLUMN_GAP;
  const stepY = NODE_SIZE.height + ROW_GAP;
  const isFree = (point: Point) =>
    taken.every(
      (other) =>
        Math.abs(other.x - point.x) >= NODE_SIZE.width + ROW_GAP ||
        Math.abs(other.y - point.y) >= NODE_SIZE.height,
    );
  for (let row = 0; row <= taken.length; row += 1) {
    for (let column = 0; column < TRIES_TO_THE_RIGHT; column += 1) {
      const place = { x: wanted.x + column * stepX, y: wanted.y + row * stepY };
      if (isFree(place)) return place;
    }
  }
  return wanted;
}
