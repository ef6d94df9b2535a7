import { describe, expect, it } from 'vitest';
import { matchingInput, sourcesFor, targetsFor, whyNoMoreNodes, whyNot } from './connect';
import { catalogue, graph, node, plates, port, ref } from './sample';

const why = (source: string, target: string, document = plates) =>
  whyNot(document, catalogue, ref(source), ref(target));

describe('whyNot', () => {
  it('lets a wire join ports of one kind', () => {
    expect(why('find.regions', 'crop.regions')).toBeNull();
    expect(why('IN.image', 'read.image')).toBeNull();
  });
  it('names what is needed and what is given, and the port that fits', () => {
    expect(why('find.regions', 'crop.image')).toEqual({
      code: 'wrong_type',
      message: 'Crop needs an image here; Detect gives regions.',
      cure: 'Drop on its regions port.',
      fix: {
        kind: 'ports',
        label: 'Connect to regions',
        source: ref('find.regions'),
        target: ref('crop.regions'),
      },
    });
  });
  it('uses the label people gave a node', () => {
    const layout = { nodes: { find: { x: 0, y: 0, label: 'Find plates' } } };
    const refusal = whyNot(plates, catalogue, ref('find.regions'), ref('crop.image'), layout);
    expect(refusal?.message).toBe('Crop needs an image here; Find plates gives regions.');
  });
  it('points at the other output that would do', () => {
    const two = graph(node('read', 'reader'), node('ask', 'prompter'));
    expect(why('read.regions', 'ask.text', two)?.cure).toBe('Take the text output of Read.');
  });
  it('offers a node to put between', () => {
    const two = graph(node('find', 'visual-detector'), node('read', 'reader'));
    expect(why('find.regions', 'read.image', two)).toMatchObject({
      cure: 'Put Crop between them.',
      fix: { kind: 'between', label: 'Insert Crop', operator: 'image-crop' },
    });
  });
  it('refuses a loop through any number of nodes', () => {
    const loop = graph(
      node('a', 'region-offset'),
      node('b', 'region-offset', { regions: 'a.regions' }),
    );
    expect(why('b.regions', 'a.regions', loop)).toMatchObject({ code: 'cycle' });
  });
  it('refuses a node as its own source', () => {
    expect(why('widen.regions', 'widen.regions')).toMatchObject({ code: 'self' });
  });
  it('says when the wire is there already', () => {
    expect(why('find.regions', 'widen.regions')).toMatchObject({ code: 'already_connected' });
  });
  it('names a port that does not exist', () => {
    expect(why('find.masks', 'crop.regions')?.message).toBe('Detect has no output named masks.');
    expect(why('find.regions', 'crop.mask')?.message).toBe('Crop has no input named mask.');
  });
  it('refuses to pair lists of different splits', () => {
    const split = graph(
      node('find', 'visual-detector', { image: 'IN.image' }),
      node('one', 'image-crop', { image: 'IN.image', regions: 'find.regions' }),
      node('two', 'image-crop', { image: 'IN.image', regions: 'find.regions' }),
      node('same', 'compare', { a: 'one.image' }),
    );
    expect(why('two.image', 'same.b', split)).toMatchObject({ code: 'lineage_clash' });
    expect(why('IN.image', 'same.b', split)).toBeNull();
  });
  it('refuses one value where a list is gathered', () => {
    const one = graph(node('read', 'reader', { image: 'IN.image' }), node('join', 'join'));
    expect(why('read.text', 'join.text', one)).toMatchObject({ code: 'lineage_clash' });
  });
});

describe('the lists of the keyboard', () => {
  it('hold every input an output may feed', () => {
    expect(targetsFor(plates, catalogue, ref('find.regions'))).toEqual([ref('crop.regions')]);
  });
  it('hold every output an input may take', () => {
    expect(sourcesFor(plates, catalogue, ref('read.image'))).toEqual([ref('IN.image')]);
  });
});

it('finds the input by which a picked node is wired, an exact kind before one that takes anything', () => {
  expect(matchingInput(catalogue, 'image-crop', port('regions', 'regions'))?.name).toBe('regions');
  expect(matchingInput(catalogue, 'compare', port('regions', 'regions'))?.name).toBe('a');
  expect(matchingInput(catalogue, 'reader', port('text', 'text'))).toBeUndefined();
});

it('stops at twenty nodes', () => {
  const full = graph(
    ...Array.from({ length: 20 }, (_, index) => node(`n${index}`, 'region-offset')),
  );
  expect(whyNoMoreNodes(full, catalogue)).toMatchObject({ code: 'too_many_nodes' });
  expect(whyNoMoreNodes(plates, catalogue, 16)).toBeNull();
  expect(whyNoMoreNodes(plates, catalogue, 17)).not.toBeNull();
});
