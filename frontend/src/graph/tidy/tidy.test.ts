import { expect, it } from 'vitest';
import type { GraphDocument } from '../../api/types';
import { IN, wiresOf } from '../ports';
import { catalogue, graph, node, plates } from '../sample';
import { type Box, isBehind, type Strand } from './cost';
import { shapeOf } from './shapes';
import { tidy } from './tidy';

/** The drawing as the canvas shows it: cards on one another, and wires that run behind cards. */
function faults(drawn: GraphDocument) {
  const places = tidy(drawn, catalogue);
  const shapes = new Map(
    [IN, ...drawn.nodes.map(({ id }) => id)].map((id) => [id, shapeOf(drawn, catalogue, id)]),
  );
  const boxes: Box[] = [...shapes].map(([id, { width, height }]) => {
    const { x = 0, y = 0 } = places[id] ?? {};
    return { id, column: x, left: x, right: x + width, top: y, height };
  });
  const strands: Strand[] = wiresOf(drawn).flatMap(({ source, target }) => {
    const from = boxes.find(({ id }) => id === source.node);
    const to = boxes.find(({ id }) => id === target.node);
    const out = shapes.get(source.node)?.port('out', source.port) ?? 0;
    const into = shapes.get(target.node)?.port('in', target.port) ?? 0;
    return from && to ? [{ from, to, out, in: into }] : [];
  });
  const overlaps = boxes.filter((a) =>
    boxes.some(
      (b) =>
        a !== b &&
        a.left < b.right &&
        b.left < a.right &&
        a.top < b.top + b.height &&
        b.top < a.top + a.height,
    ),
  );
  const hidden = strands.filter((strand) => boxes.some((each) => isBehind(strand, each)));
  const back = strands.filter(({ from, to }) => to.left < from.right);
  return { overlaps: overlaps.length, hidden: hidden.length, back: back.length };
}
const NONE = { overlaps: 0, hidden: 0, back: 0 };

it('draws a chain whose picture is needed again further on without a wire behind a card', () => {
  expect(faults(plates)).toEqual(NONE);
});

it('finds a lane for nearly every wire over many columns', () => {
  const offsets = Array.from({ length: 6 }, (_, index) =>
    node(`o${index}`, 'region-offset', {
      regions: index === 0 ? 'find.regions' : `o${index - 1}.regions`,
    }),
  );
  const crops = offsets.map(({ id }, index) =>
    node(`c${index}`, 'image-crop', { image: 'IN.image', regions: `${id}.regions` }),
  );
  const texts = crops.map(({ id }, index) =>
    node(`t${index}`, 'optical-character-recognizer', { image: `${id}.images` }),
  );
  const find = node('find', 'visual-detector', { image: 'IN.image' });
  const { hidden, ...others } = faults(graph(find, ...offsets, ...crops, ...texts));
  expect(others).toEqual({ overlaps: 0, back: 0 });
  expect(hidden).toBeLessThanOrEqual(1);
});

it('stays where it is when it is arranged again', () => {
  expect(tidy(plates, catalogue)).toEqual(tidy(plates, catalogue));
});
