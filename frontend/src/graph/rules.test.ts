import { describe, expect, it } from 'vitest';
import { copyNodes, parseNodes, pasteNodes } from './clipboard';
import { findLoops, topologicalOrder, wouldLoop } from './cycles';
import { setParam } from './document';
import { emptyHistory, record, redo, undo } from './history';
import { fits, phrase, signature } from './kinds';
import { freePlace, withPlaces } from './layout';
import { lineagesOf } from './lineage';
import { checkParams, formatSummary, whyBad } from './params';
import { catalogue, graph, node, plates, port } from './sample';
import { byGroup, joinable, searchOperators } from './search';
import { staleNodes } from './stale';

describe('kinds', () => {
  it('fit when they share one, or either is any', () => {
    expect(fits(['regions'], ['regions', 'concepts'])).toBe(true);
    expect(fits(['image'], ['any'])).toBe(true);
    expect(fits(['any'], ['image'])).toBe(true);
    expect(fits(['image'], ['text'])).toBe(false);
  });
  it('are said as words', () => {
    expect(phrase(['image'])).toBe('an image');
    expect(phrase(['regions', 'concepts'])).toBe('regions or concepts');
  });
  it('make the hint of the palette', () => {
    expect(
      signature([port('i', 'image'), port('r', 'regions')], [port('o', 'image', { each: true })]),
    ).toBe('image + regions → images');
  });
});

describe('order', () => {
  it('puts every node after what it waits for', () => {
    const reversed = { ...plates, nodes: [...plates.nodes].reverse() };
    expect(topologicalOrder(reversed).order).toEqual(['find', 'widen', 'crop', 'read']);
  });
  it('finds loops, and wires that would close one', () => {
    const loop = graph(
      node('a', 'region-offset', { regions: 'b.regions' }),
      node('b', 'region-offset', { regions: 'a.regions' }),
    );
    expect(findLoops(loop)).toEqual([['a', 'b']]);
    expect(wouldLoop(plates, 'read', 'find')).toBe(true);
    expect(wouldLoop(plates, 'find', 'read')).toBe(false);
  });
});

it('follows a fan-out through the nodes after it, and back where it is gathered', () => {
  const gathered = graph(...plates.nodes, node('join', 'join', { text: 'read.text' }));
  const { nodes } = lineagesOf(gathered, catalogue);
  expect(nodes.get('crop')).toEqual(['IN']);
  expect(nodes.get('read')).toEqual(['IN', 'crop']);
  expect(nodes.get('join')).toEqual(['IN']);
});

describe('history', () => {
  it('goes back and forth', () => {
    const one = record(emptyHistory<string>(), 'a', null, 0);
    const back = undo(one, 'b');
    expect(back?.present).toBe('a');
    expect(back && redo(back.history, back.present)?.present).toBe('b');
    expect(undo(emptyHistory(), 'a')).toBeNull();
  });
  it('makes one step of a slider drag and two of two drags', () => {
    let history = emptyHistory<number>();
    history = record(history, 0, 'slider', 0);
    history = record(history, 1, 'slider', 200);
    history = record(history, 2, 'slider', 400);
    expect(history.past).toEqual([0]);
    expect(record(history, 3, 'slider', 5000).past).toEqual([0, 3]);
    expect(record(history, 3, 'other', 500).past).toEqual([0, 3]);
  });
  it('forgets what was undone once something else is done', () => {
    const back = undo(record(emptyHistory<string>(), 'a', null, 0), 'b');
    expect(back && record(back.history, 'a', null, 9).future).toEqual([]);
  });
});

describe('parameters', () => {
  const schema = catalogue.operators[0]?.params ?? {};
  it('say what is wrong with a value', () => {
    expect(whyBad(3, { type: 'number', minimum: 0, maximum: 1 })).toBe('lies between 0 and 1');
    expect(whyBad(0.5, { type: 'integer' })).toBe('is a whole number');
    expect(whyBad('x', { enum: ['a', 'b'] })).toBe('is one of a, b');
    expect(whyBad(null, { anyOf: [{ type: 'number' }, { type: 'null' }] })).toBeNull();
    expect(whyBad(['a', 1], { type: 'array', items: { type: 'string' } })).toContain(
      'each is text',
    );
  });
  it('leave references to who knows the graph', () => {
    expect(checkParams({ min_value: { $ref: 'IN.limit' } }, schema)).toEqual([]);
  });
  it('fill the line on the node, with defaults for what is not set', () => {
    expect(formatSummary('score over {min_value}', {}, schema)).toBe('score over 0.40');
    expect(formatSummary('{max_regions} of {classes}', { max_regions: 5 }, schema)).toBe(
      '5 of all',
    );
  });
  it('say choices as words: by their label, else by their name', () => {
    const choices = {
      type: 'object',
      properties: {
        is: { enum: ['GREATER_THAN', 'LESS_THAN'], labels: { GREATER_THAN: 'over' } },
        how: { enum: ['adaptive_mean', 'A4'], default: 'adaptive_mean' },
      },
    };
    expect(formatSummary('{is} {value}', { is: 'GREATER_THAN', value: 0.1 }, choices)).toBe(
      'over 0.10',
    );
    expect(formatSummary('{is}, {how}', { is: 'LESS_THAN' }, choices)).toBe(
      'less than, adaptive mean',
    );
    expect(formatSummary('{how}', { how: 'A4' }, choices)).toBe('A4');
    expect(whyBad('x', choices.properties.is)).toBe('is one of over, less than');
  });
});

describe('the clipboard', () => {
  const start = { graph: plates, layout: { nodes: { crop: { x: 10, y: 10 } } } };
  it('gives free ids and keeps wires from nodes that exist', () => {
    const fragment = parseNodes(copyNodes(start, ['crop', 'read']) ?? '');
    if (!fragment) throw new Error('nothing was copied');
    const [after, ids] = pasteNodes(start, fragment, { x: 5, y: 5 });
    expect(ids).toEqual(['crop-2', 'read-2']);
    expect(after.graph.nodes.at(-1)?.inputs).toEqual({ image: ['crop-2.image'] });
    expect(after.graph.nodes.at(-2)?.inputs).toEqual({
      image: ['IN.image'],
      regions: ['widen.regions'],
    });
    expect(after.layout.nodes['crop-2']).toEqual({ x: 15, y: 15 });
    const elsewhere = { graph: graph(), layout: { nodes: {} } };
    expect(pasteNodes(elsewhere, fragment, { x: 0, y: 0 })[0].graph.nodes[0]?.inputs).toEqual({
      image: ['IN.image'],
    });
  });
  it('reads nothing from other text', () => {
    expect(parseNodes('hello')).toBeNull();
    expect(parseNodes('{"weft":"nodes","nodes":[{"id":1}]}')).toBeNull();
  });
});

it('marks a changed node and all after it as stale', () => {
  expect([...staleNodes(plates, setParam(plates, 'widen', 'width', 4))]).toEqual([
    'widen',
    'crop',
    'read',
  ]);
  expect(staleNodes(plates, structuredClone(plates)).size).toBe(0);
});

describe('places', () => {
  it('are found for nodes that have none, and kept for those that have', () => {
    const layout = withPlaces(plates, { nodes: { find: { x: 7, y: 7 } } });
    expect(layout.nodes.find).toEqual({ x: 7, y: 7 });
    expect(Object.keys(layout.nodes)).toHaveLength(5);
    expect(withPlaces(plates, layout)).toBe(layout);
  });
  it('are never on top of each other', () => {
    const taken = [{ x: 0, y: 0 }];
    expect(freePlace(taken, { x: 10, y: 10 }).x).toBeGreaterThan(230);
    expect(freePlace(taken, { x: 500, y: 10 })).toEqual({ x: 500, y: 10 });
  });
});

describe('search', () => {
  it('finds by title, alias and kind, what can run first', () => {
    expect(searchOperators(catalogue, 'detect')[0]?.id).toBe('visual-detector');
    expect(searchOperators(catalogue, 'text').at(-1)?.id).toBe('translate');
    expect(searchOperators(catalogue, 'zebra')).toEqual([]);
  });
  it('offers for a dropped wire only what it can feed, exact kinds first', () => {
    const fitting = joinable(catalogue.operators, port('regions', 'regions'), 'source').map(
      (each) => each.id,
    );
    expect(fitting).toEqual(['image-crop', 'region-offset', 'compare']);
  });
  it('keeps groups in order', () => {
    expect(byGroup(catalogue.operators)).toHaveLength(1);
  });
});
