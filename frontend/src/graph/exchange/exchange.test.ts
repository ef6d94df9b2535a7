import { describe, expect, it } from 'vitest';
import { catalogue, plates } from '../sample';
import { mergeInto } from './merge';
import { crc32, textOf, withText } from './pngText';
import { readSource } from './registry';
import { workflowText } from './weftJson';
import { shortened, wrapped } from './wrapped';

/** One transparent pixel. */
const PIXEL = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  ),
  (sign) => sign.charCodeAt(0),
);
const bytes = (text: string) => new TextEncoder().encode(text);
const here = () => catalogue;
const notThere = () => Promise.reject(new Error('The server is not asked.'));
const layout = { nodes: { find: { x: 10, y: 20 } } };
const text = workflowText({ name: 'Plates', document: { graph: plates, layout } });

describe('text in a picture', () => {
  it('comes back as it went in, whatever its letters', () => {
    const made = withText(PIXEL, 'weft', 'Größe ✓');
    expect(textOf(made, 'weft')).toBe('Größe ✓');
    expect(textOf(made, 'other')).toBeNull();
    expect(textOf(PIXEL, 'weft')).toBeNull();
  });
  it('carries the checksum that viewers ask for', () => {
    expect(crc32(bytes('IEND')).toString(16)).toBe('ae426082');
  });
  it('survives a picture that ends early', () => {
    expect(textOf(withText(PIXEL, 'weft', 'x').subarray(0, 60), 'weft')).toBeNull();
  });
});

describe('reading a source', () => {
  it('knows our JSON, a bare graph document, and a picture that holds one', async () => {
    for (const source of [
      bytes(text),
      bytes(JSON.stringify(plates)),
      withText(PIXEL, 'weft', text),
    ]) {
      const found = await readSource('it', source, notThere, here);
      expect(found.kind === 'read' && found.reading.document.graph).toEqual(plates);
    }
  });
  it('keeps layout and name, and gives nodes without a place one', async () => {
    const found = await readSource('it', bytes(text), notThere, here);
    if (found.kind !== 'read') throw new Error(found.message);
    expect(found.reading.name).toBe('Plates');
    expect(found.reading.document.layout.nodes.find).toEqual({ x: 10, y: 20 });
    expect(found.reading.document.layout.nodes.read).toBeDefined();
  });
  it('names every malformed place', async () => {
    const broken = {
      nodes: [{ id: 'a ', operator: 'x' }, 7, { id: 'c', operator: 'y', inputs: 3 }],
    };
    const found = await readSource('it', bytes(JSON.stringify(broken)), notThere, here);
    expect(found).toMatchObject({
      kind: 'refused',
      faults: [
        'nodes[0] has no usable id.',
        'nodes[1] is no node.',
        'nodes[2].inputs must name a source for each port.',
      ],
    });
  });
  it('has the server read Clarifai’s files, in YAML, in JSON, or under their ending', async () => {
    const asked: string[] = [];
    const there = (told: string) => {
      asked.push(told);
      return Promise.resolve({ graph: plates, layout, name: 'plates', notes: ['meant otherwise'] });
    };
    const texts = ['# mine\nworkflow:\n  id: a', '{ "workflow": {} }', '---\nworkflow: {}'];
    for (const told of texts) {
      const found = await readSource('clipboard', bytes(told), there, here);
      expect(found).toMatchObject({
        format: 'Clarifai YAML',
        reading: { name: 'plates', remarks: ['meant otherwise'] },
      });
    }
    await readSource('plates.YML', bytes('nodes: []'), there, here);
    expect(asked).toEqual([...texts, 'nodes: []']);
  });
  it('has the server read definitions of Roboflow, also broken ones, and no graph of ours', async () => {
    const asked: unknown[] = [];
    const there = (_told: string, format?: string) => {
      asked.push(format);
      return Promise.resolve({ graph: plates, layout, name: '', notes: [] });
    };
    const texts = ['{"version": "1.0", "steps": []}', '{"steps": [', '{"specification": {}}'];
    for (const told of texts) {
      const found = await readSource('clipboard', bytes(told), there, here);
      expect(found).toMatchObject({ format: 'Roboflow definition', reading: { name: null } });
    }
    expect(asked).toEqual(['roboflow', 'roboflow', 'roboflow']);
    const ours = { ...plates, nodes: [{ id: 'a', operator: 'x', params: { steps: 4 } }] };
    const found = await readSource('it', bytes(JSON.stringify(ours)), notThere, here);
    expect(found).toMatchObject({ format: 'Weft JSON' });
  });
  it('keeps what would mend a definition', async () => {
    const problem = { node: 'a', port: 'model_id', code: 'x', message: 'No b/2.', cure: 'Choose.' };
    const unknown_models = [{ id: 'b/2', task: 'detect', step: 'a' }];
    const refused = { code: 'invalid_graph', message: 'Odd.', problems: [problem], unknown_models };
    const found = await readSource(
      'a',
      bytes('{"steps":[]}'),
      () => Promise.resolve({ refused }),
      here,
    );
    expect(found).toMatchObject({
      kind: 'refused',
      trouble: { text: '{"steps":[]}', problems: [problem], unknownModels: unknown_models },
    });
  });
  it('keeps gates, levels and coordinates', async () => {
    const graph = {
      schema: 1,
      inputs: [{ name: 'pages', type: 'image', levels: 2 }],
      nodes: [{ id: 'a', operator: 'x', when: ['IN.pages'] }],
      outputs: [{ name: 'all', source: 'a.*', coordinates: 'own' }],
    };
    const found = await readSource('it', bytes(JSON.stringify(graph)), notThere, here);
    expect(found.kind === 'read' && found.reading.document.graph).toEqual(graph);
  });
  it('says what the server finds wrong, place by place', async () => {
    const problem = {
      node: 'a',
      port: null,
      code: 'x',
      message: 'Line 3 is odd.',
      cure: 'Mend it.',
    };
    const refused = { code: 'invalid_graph', message: 'Much is odd.', problems: [problem] };
    const found = await readSource(
      'a.yaml',
      bytes('a: 1'),
      () => Promise.resolve({ refused }),
      here,
    );
    expect(found).toMatchObject({ kind: 'refused', faults: ['Line 3 is odd. Mend it.'] });
  });
  it.each([
    ['an unreadable JSON', bytes('{"nodes": ['), 'It is not valid JSON.'],
    ['a picture without a workflow', PIXEL, 'This picture holds no workflow.'],
    ['anything else', Uint8Array.of(1, 2, 255), 'No format that can be read'],
    ['another schema', bytes('{"schema": 9, "nodes": []}'), 'The graph in it is malformed.'],
  ])('refuses %s', async (_name, source, message) => {
    const found = await readSource('it', source, notThere, here);
    expect(found.kind === 'refused' && found.message).toContain(message);
  });
});

it('adds a workflow beside another under free ids, its wires among themselves', () => {
  const document = { graph: plates, layout: { nodes: { find: { x: 0, y: 0 } } } };
  const [{ graph, layout: placed }, ids] = mergeInto(document, document, { x: 0, y: 100 });
  expect(ids).toEqual(['find-2', 'widen-2', 'crop-2', 'read-2']);
  expect(graph.nodes[5]?.inputs).toEqual({ regions: ['find-2.regions'] });
  expect(graph.nodes[4]?.inputs).toEqual({ image: ['IN.image'] });
  expect(graph.inputs).toEqual(plates.inputs);
  expect(placed.nodes['find-2']).toEqual({ x: 0, y: 100 });
});

it('wraps a text at words and keeps its lines', () => {
  expect(wrapped('one two three\nfour', 8, (words) => words.length)).toEqual([
    'one two',
    'three',
    'four',
  ]);
});

it('shortens a text that is too wide, and no other', () => {
  const measure = (text: string) => text.length;
  expect(shortened('Region offset', 8, measure)).toBe('Region…');
  expect(shortened('Crop', 8, measure)).toBe('Crop');
});
