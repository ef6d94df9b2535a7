/** Places for nodes that have none; `tidy/` finds them for a whole graph. */
import type { GraphDocument, Layout } from '../api/types';
import { dependenciesOf, topologicalOrder } from './cycles';
import type { Point } from './document';
import { IN } from './ports';

export interface Size {
  width: number;
  height: number;
}

const NODE_SIZE: Size = { width: 220, height: 190 };
const COLUMN_GAP = 60;
const ROW_GAP = 28;

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
