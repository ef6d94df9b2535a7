import { describe, expect, it } from 'vitest';
import { align } from './align';
import { removeAndHeal } from './heal';
import { insertLoose } from './insert';
import { wiresOf } from './ports';
import { makeRoom } from './room';
import { catalogue, graph, node, plates } from './sample';
import { snap } from './snap';

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height });

describe('snapping', () => {
  it('draws an edge to the nearest edge or middle within reach', () => {
    const { dx, dy, guides } = snap(box(103, 204), [box(0, 200), box(400, 0)], 6);
    expect([dx, dy]).toEqual([-3, -4]);
    expect(guides.map(({ axis, at }) => [axis, at])).toEqual([
      ['x', 100],
      ['y', 200],
    ]);
  });
  it('lets go beyond its reach', () => {
    expect(snap(box(110, 220), [box(0, 0, 80, 30)], 6)).toEqual({ dx: 0, dy: 0, guides: [] });
  });
});

describe('aligning', () => {
  const boxes = new Map([
    ['a', box(0, 0)],
    ['b', box(50, 90, 200)],
    ['c', box(400, 300)],
  ]);
  it('lines up edges and middles', () => {
    expect(Object.values(align(boxes, 'left')).map(({ x }) => x)).toEqual([0, 0, 0]);
    expect(align(boxes, 'right').b).toEqual({ x: 300, y: 90 });
    expect(align(boxes, 'centre').a).toEqual({ x: 200, y: 0 });
    expect(align(boxes, 'middle').c).toEqual({ x: 400, y: 150 });
  });
  it('spreads with equal gaps, the outermost stay', () => {
    const places = align(boxes, 'across');
    expect([places.a?.x, places.b?.x, places.c?.x]).toEqual([0, 150, 400]);
  });
});

describe('healing', () => {
  it('joins what stood before to what stood after, through several removed nodes', () => {
    const document = { graph: plates, layout: { nodes: {} } };
    const { graph: healed } = removeAndHeal(document, catalogue, ['widen']);
    expect(wiresOf(healed).map(({ id }) => id)).toContain('find.regions>crop.regions');
  });
  it('leaves a port open that nothing before fits', () => {
    const document = { graph: plates, layout: { nodes: {} } };
    const { graph: healed } = removeAndHeal(document, catalogue, ['find']);
    expect(wiresOf(healed).some(({ target }) => target.node === 'widen')).toBe(false);
  });
});

describe('a node put into a wire', () => {
  const places = { find: { x: 0, y: 0 }, read: { x: 300, y: 0 }, cut: { x: 150, y: 0 } };
  const document = {
    graph: graph(
      node('find', 'visual-detector', { image: 'IN.image' }),
      node('crop', 'image-crop', { image: 'IN.image', regions: 'find.regions' }),
      node('widen', 'region-offset'),
    ),
    layout: { nodes: places },
  };
  const wire = {
    source: { node: 'find', port: 'regions' },
    target: { node: 'crop', port: 'regions' },
  };
  it('must have no wires of its own', () => {
    expect(insertLoose(document, catalogue, 'crop', wire)).toBeNull();
    const after = insertLoose(document, catalogue, 'widen', wire);
    expect(wiresOf(after?.graph ?? document.graph).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['find.regions>widen.regions', 'widen.regions>crop.regions']),
    );
  });
  it('pushes what runs after it to the right, and no further than needed', () => {
    const layout = { nodes: { a: { x: 0, y: 0 }, b: { x: 100, y: 0 }, c: { x: 500, y: 0 } } };
    const chain = graph(
      node('a', 'region-offset'),
      node('b', 'region-offset', { regions: 'a.regions' }),
      node('c', 'region-offset', { regions: 'b.regions' }),
    );
    expect(makeRoom({ graph: chain, layout }, 'a').nodes).toEqual({
      a: { x: 0, y: 0 },
      b: { x: 260, y: 0 },
      c: { x: 660, y: 0 },
    });
    expect(makeRoom({ graph: chain, layout }, 'b')).toBe(layout);
  });
});
