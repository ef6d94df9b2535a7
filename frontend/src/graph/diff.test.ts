import { describe, expect, it } from 'vitest';
import type { GraphDocument, GraphNode } from '../api/types';
import { diff, OUTPUTS } from './diff';
import { mergeDocuments } from './merge';
import { summarise } from './summarise';

const DETECT: GraphNode = {
  id: 'detect',
  operator: 'visual-detector',
  model: { id: 'plates' },
  params: { min_value: 0.4 },
  inputs: { image: ['IN.image'] },
};
const WIDEN: GraphNode = {
  id: 'widen',
  operator: 'region-offset',
  params: { width: 10 },
  inputs: { regions: ['detect.regions'] },
};
const CROP: GraphNode = {
  id: 'crop',
  operator: 'image-crop',
  inputs: { image: ['IN.image'], regions: ['widen.regions'] },
};

function graph(...nodes: GraphNode[]): GraphDocument {
  return { schema: 1, inputs: [{ name: 'image', type: 'image' }], nodes };
}
const PLATES = graph(DETECT, WIDEN, CROP);

/** "changed detect: param min_value", one line a change. */
function told(before: GraphDocument, after: GraphDocument): string[] {
  return diff(before, after).changes.map(({ id, sign, fields }) => {
    const names = fields.map(({ field, name }) => (field === name ? name : `${field} ${name}`));
    return [`${sign} ${id}`, ...(names.length > 0 ? [names.join(', ')] : [])].join(': ');
  });
}

describe('the difference of two graphs', () => {
  it('is nothing for the same graph, whatever the order of its keys', () => {
    const turned = { ...DETECT, model: { id: 'plates' }, params: { min_value: 0.4 } };
    expect(told(PLATES, graph(turned, WIDEN, CROP))).toEqual([]);
    expect(summarise(diff(PLATES, PLATES))).toBe('');
  });

  it('tells nodes that came and went', () => {
    const read: GraphNode = {
      id: 'read',
      operator: 'optical-character-recognizer',
      inputs: { image: ['crop.images'] },
    };
    expect(told(PLATES, graph(DETECT, WIDEN, CROP, read))).toEqual(['added read']);
    expect(told(graph(DETECT, WIDEN, CROP, read), PLATES)).toEqual(['removed read']);
    expect(summarise(diff(graph(DETECT, WIDEN, CROP, read), PLATES))).toBe('-1 node');
  });

  it('tells parameters, model and operator field by field', () => {
    const after = graph(
      { ...DETECT, model: { id: 'cars' }, params: { min_value: 0.5, classes: ['plate'] } },
      { ...WIDEN, operator: 'region-thresholder' },
      CROP,
    );
    expect(told(PLATES, after)).toEqual([
      'changed detect: model, param min_value, param classes',
      'changed widen: operator',
    ]);
    const [first] = diff(PLATES, after).changes;
    expect(first?.fields[1]).toEqual({
      field: 'param',
      name: 'min_value',
      before: 0.4,
      after: 0.5,
    });
  });

  it('sets a model version apart from another model', () => {
    const pinned = (version: string) => ({ ...DETECT, model: { id: 'plates', version } });
    const changes = diff(graph(pinned('a')), graph(pinned('b')));
    expect(summarise(changes)).toBe('1 model version');
  });

  it('takes a draft that names no model version for the same model', () => {
    const pinned = { ...DETECT, model: { id: 'plates', user: 'local', app: 'main', version: 'a' } };
    expect(told(graph(pinned), graph(DETECT))).toEqual([]);
  });

  it('tells wires, with what a port took before and after', () => {
    const straight = { ...CROP, inputs: { ...CROP.inputs, regions: ['detect.regions'] } };
    const changes = diff(PLATES, graph(DETECT, WIDEN, straight));
    expect(changes.changes).toEqual([
      {
        id: 'crop',
        sign: 'changed',
        fields: [
          { field: 'input', name: 'regions', before: ['widen.regions'], after: ['detect.regions'] },
        ],
      },
    ]);
    expect(changes.wiresAdded.map((wire) => wire.id)).toEqual(['detect.regions>crop.regions']);
    expect(changes.wiresRemoved.map((wire) => wire.id)).toEqual(['widen.regions>crop.regions']);
    expect(summarise(changes)).toBe('2 wires');
  });

  it('finds a renamed node by its operator and neighbours', () => {
    const finder = { ...DETECT, id: 'finder' };
    const after = graph(finder, { ...WIDEN, inputs: { regions: ['finder.regions'] } }, CROP);
    expect(told(PLATES, after)).toEqual(['changed finder: id']);
    expect(summarise(diff(PLATES, after))).toBe('1 renamed');
  });

  it('finds a chain that was pasted anew, link by link from IN on', () => {
    const pasted = graph(
      { ...DETECT, id: 'detect-2' },
      { ...WIDEN, id: 'widen-2', inputs: { regions: ['detect-2.regions'] } },
      {
        ...CROP,
        id: 'crop-2',
        inputs: { image: ['IN.image'], regions: ['widen-2.regions'] },
      },
    );
    expect([...diff(PLATES, pasted).matches]).toEqual([
      ['detect-2', 'detect'],
      ['widen-2', 'widen'],
      ['crop-2', 'crop'],
    ]);
  });

  it('does not take another node of the same operator for a renamed one', () => {
    const apart = { ...WIDEN, id: 'apart', inputs: {} };
    expect(told(graph(DETECT, WIDEN), graph(DETECT, apart))).toEqual([
      'added apart',
      'removed widen',
    ]);
  });

  it('follows references in parameters through a renaming', () => {
    const refers = (to: string): GraphNode => ({
      ...WIDEN,
      params: { width: { $ref: `${to}.count` } },
      inputs: { regions: [`${to}.regions`] },
    });
    const after = graph({ ...DETECT, id: 'finder' }, refers('finder'));
    expect(told(graph(DETECT, refers('detect')), after)).toEqual(['changed finder: id']);
  });

  it("tells the workflow's inputs first and its outputs last", () => {
    const after: GraphDocument = {
      ...PLATES,
      inputs: [...PLATES.inputs, { name: 'least', type: 'number', default: 0.4 }],
      outputs: [{ name: 'plates', source: 'detect.regions' }],
    };
    expect(told(PLATES, after)).toEqual([
      'changed IN: definition least',
      `changed ${OUTPUTS}: definition plates`,
    ]);
    expect(summarise(diff(PLATES, after))).toBe('inputs, outputs');
  });
});

describe('two graphs as one', () => {
  const before = {
    graph: PLATES,
    layout: {
      nodes: {
        IN: { x: 0, y: 0 },
        detect: { x: 300, y: 0 },
        widen: { x: 600, y: 0 },
        crop: { x: 900, y: 0 },
      },
    },
  };
  const after = {
    graph: graph(DETECT, { ...CROP, inputs: { image: ['IN.image'], regions: ['detect.regions'] } }),
    layout: {
      nodes: { IN: { x: 0, y: 0 }, detect: { x: 300, y: 0 }, crop: { x: 600, y: 0, label: 'Cut' } },
    },
  };
  const merged = mergeDocuments(before, after, diff(before.graph, after.graph));

  it('stands where the newer one stands, what is gone beside it', () => {
    expect(merged.layout.nodes.detect).toEqual({ x: 300, y: 0 });
    expect(merged.layout.nodes.crop).toEqual({ x: 600, y: 0, label: 'Cut' });
    const gone = merged.layout.nodes.widen;
    expect(gone && Math.abs(gone.x - 600) >= 220).toBe(true);
  });

  it('stands where the older one stands when that is the newer layout', () => {
    const back = mergeDocuments(after, before, diff(after.graph, before.graph), 'before');
    expect(back.layout.nodes.crop).toEqual({ x: 600, y: 0, label: 'Cut' });
    expect(back.graph.nodes.map((each) => each.id)).toEqual(['detect', 'widen', 'crop']);
  });

  it('has the wires of both', () => {
    const [crop, widen] = merged.graph.nodes.slice(1);
    expect(crop?.inputs?.regions).toEqual(['detect.regions', 'widen.regions']);
    expect(widen?.inputs?.regions).toEqual(['detect.regions']);
  });
});
