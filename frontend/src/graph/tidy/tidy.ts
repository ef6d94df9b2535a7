/** Places for every node: columns along the wires, and in them heights at which no wire runs behind a card. Pure. */
import type { Catalogue, GraphDocument } from '../../api/types';
import { dependenciesOf, topologicalOrder } from '../cycles';
import type { Point } from '../document';
import type { Size } from '../layout';
import { IN, wiresOf } from '../ports';
import { type Box, costOf, isBehind, over, type Strand } from './cost';
import { type Shape, shapeOf } from './shapes';

const COLUMN_GAP = 72;
const ROW_GAP = 28;
const AIR = 14;
const MOST_ROUNDS = 14;
const NUDGES = [-320, -120, -40, -12, 12, 40, 120, 320];

/** The column of each node: right of all that it waits for, and no further left than it needs to be. */
function columnsOf(graph: GraphDocument): Map<string, number> {
  const columns = new Map<string, number>([[IN, 0]]);
  const { order, looped } = topologicalOrder(graph);
  const needs = new Map(graph.nodes.map((node) => [node.id, dependenciesOf(node)]));
  for (const id of [...order, ...looped]) {
    const before = (needs.get(id) ?? []).map((other) => columns.get(other) ?? 0);
    columns.set(id, 1 + Math.max(0, ...before));
  }
  // Whoever only waits for the inputs stands beside the first that takes its result.
  for (const id of [...order].reverse().filter((each) => needs.get(each)?.length === 0)) {
    const users = order.filter((other) => needs.get(other)?.includes(id));
    const soonest = Math.min(...users.map((other) => columns.get(other) ?? Infinity));
    if (Number.isFinite(soonest)) columns.set(id, Math.max(columns.get(id) ?? 1, soonest - 1));
  }
  return columns;
}

/** Boxes in their columns, each as high as what feeds it. */
function firstPlaces(
  graph: GraphDocument,
  shapes: ReadonlyMap<string, Shape>,
): { boxes: Box[]; strands: Strand[] } {
  const columns = columnsOf(graph);
  const last = Math.max(...columns.values());
  const boxes = new Map<string, Box>();
  let left = 0;
  for (let column = 0; column <= last; column += 1) {
    const ids = [...columns].filter(([, at]) => at === column).map(([id]) => id);
    const width = Math.max(0, ...ids.map((id) => shapes.get(id)?.width ?? 0));
    let top = 0;
    for (const id of ids) {
      const { width: own = 0, height = 0 } = shapes.get(id) ?? {};
      boxes.set(id, { id, column, left, right: left + own, top, height });
      top += height + ROW_GAP;
    }
    left += width + COLUMN_GAP;
  }
  const strands = wiresOf(graph).flatMap(({ source, target }) => {
    const [from, to] = [boxes.get(source.node), boxes.get(target.node)];
    if (!from || !to) return [];
    return [
      {
        from,
        to,
        out: shapes.get(source.node)?.port('out', source.port) ?? 0,
        in: shapes.get(target.node)?.port('in', target.port) ?? 0,
      },
    ];
  });
  return { boxes: [...boxes.values()], strands };
}

/** Put a card at a height and push the others of its column away, up or down. */
function put(box: Box, top: number, column: readonly Box[]): void {
  const middle = (each: Box) => each.top + each.height / 2;
  const order = column.filter((each) => each !== box).sort((a, b) => middle(a) - middle(b));
  box.top = top;
  let floor = top + box.height + ROW_GAP;
  for (const each of order.filter((other) => middle(other) >= middle(box))) {
    each.top = Math.max(each.top, floor);
    floor = each.top + each.height + ROW_GAP;
  }
  let ceiling = top - ROW_GAP;
  for (const each of order.filter((other) => middle(other) < middle(box)).reverse()) {
    each.top = Math.min(each.top, ceiling - each.height);
    ceiling = each.top - ROW_GAP;
  }
}

/** Heights worth trying: level with its wires, clear of those behind it, past its neighbours, a little off. */
function heightsFor(box: Box, column: readonly Box[], strands: readonly Strand[]): number[] {
  const level = strands.flatMap((strand) => {
    if (strand.to === box) return [strand.from.top + strand.out - strand.in];
    return strand.from === box ? [strand.to.top + strand.in - strand.out] : [];
  });
  const clear = strands
    .filter((strand) => isBehind(strand, box))
    .flatMap((strand) => {
      const [low, high] = over(strand, box);
      return [high + AIR, low - AIR - box.height];
    });
  const past = column
    .filter((each) => each !== box)
    .flatMap((each) => [each.top + each.height + ROW_GAP, each.top - ROW_GAP - box.height]);
  return [...level, ...clear, ...past, ...NUDGES.map((by) => box.top + by)];
}

/** Move one card after the other to where the drawing is tidiest, until nothing gets better. */
function settle(boxes: readonly Box[], strands: readonly Strand[]): number {
  const columnOf = (box: Box) => boxes.filter(({ column }) => column === box.column);
  for (const box of boxes) put(box, box.top, columnOf(box));
  let best = costOf(boxes, strands);
  const tops = () => boxes.map(({ top }) => top);
  const restore = (kept: readonly number[]) => {
    boxes.forEach((box, index) => {
      box.top = kept[index] ?? box.top;
    });
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = best;
    for (const box of boxes) {
      const column = columnOf(box);
      let kept = tops();
      const start = kept;
      for (const height of heightsFor(box, column, strands)) {
        restore(start);
        put(box, height, column);
        const cost = costOf(boxes, strands);
        if (cost < best - 0.5) {
          best = cost;
          kept = tops();
        }
      }
      restore(kept);
    }
    if (best > before - 1) break;
  }
  return best;
}

/** Where the search begins: columns from one line downwards, upwards, like stairs. The best end counts. */
const STARTS: readonly ((top: number, box: Box) => number)[] = [
  (top) => top,
  (top) => -top,
  (top, { column }) => top + 120 * column,
  (top, { column }) => -top - 120 * column,
  (top, { column }) => top - 120 * column,
  (top, { column }) => -top + 120 * column,
  (top, { column }) => top + (column % 2) * 240,
  (top, { column }) => -top - (column % 2) * 240,
];
/** As many are tried in any case; the others only while some wire still runs behind a card. */
const FEWEST = 3;

/** A place for every node, from left to right; `sizes` are those on screen, where there are some. */
export function tidy(
  graph: GraphDocument,
  catalogue: Catalogue,
  sizes: ReadonlyMap<string, Size> = new Map(),
): Record<string, Point> {
  const ids = [IN, ...graph.nodes.map(({ id }) => id)];
  const shapes = new Map(ids.map((id) => [id, shapeOf(graph, catalogue, id, sizes.get(id))]));
  const { boxes, strands } = firstPlaces(graph, shapes);
  const first = boxes.map(({ top }) => top);
  let best = Infinity;
  let hidden = true;
  let tops: number[] = first;
  for (const [tried, start] of STARTS.entries()) {
    if (tried >= FEWEST && !hidden) break;
    boxes.forEach((box, index) => {
      box.top = start(first[index] ?? 0, box);
    });
    const cost = settle(boxes, strands);
    if (cost < best) {
      best = cost;
      tops = boxes.map((box) => box.top);
      hidden = strands.some((strand) => boxes.some((box) => isBehind(strand, box)));
    }
  }
  boxes.forEach((box, index) => {
    box.top = tops[index] ?? 0;
  });
  const top = Math.min(...boxes.map((box) => box.top));
  return Object.fromEntries(
    boxes.map((box) => [box.id, { x: Math.round(box.left), y: Math.round(box.top - top) }]),
  );
}
