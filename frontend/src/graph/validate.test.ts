import { describe, expect, it } from 'vitest';
import { catalogue, graph, node, plates } from './sample';
import { validate } from './validate';

const codes = (document = plates) => validate(document, catalogue).map((problem) => problem.code);

describe('validate', () => {
  it('finds nothing in a sound graph', () => {
    expect(validate(plates, catalogue)).toEqual([]);
  });
  it('reports everything at once, each with node, port and cure', () => {
    const broken = graph(
      node('find', 'visual-detector', {}, { params: { min_value: 3, colour: 'red' } }),
      node('crop', 'image-crop', { image: 'find.regions', regions: 'gone.regions' }),
      node('odd', 'no-such-operator'),
    );
    const found = validate(broken, catalogue);
    expect(found.map(({ node: id, port, code }) => [id, port, code])).toEqual([
      ['find', 'min_value', 'bad_params'],
      ['find', 'colour', 'bad_params'],
      ['find', 'image', 'missing_input'],
      ['crop', 'image', 'wrong_type'],
      ['crop', 'regions', 'dangling_edge'],
      ['odd', null, 'unknown_operator'],
    ]);
    expect(found.every((problem) => problem.cure.endsWith('.'))).toBe(true);
  });
  const finds = node('find', 'visual-detector', { image: 'IN.image' });
  it.each([
    ['no_nodes', graph()],
    ['unknown_port', graph({ ...finds, inputs: { image: ['IN.image'], mask: ['IN.image'] } })],
    ['several_sources', graph({ ...finds, inputs: { image: ['IN.image', 'IN.image'] } })],
    [
      'missing_model',
      graph({ id: 'find', operator: 'visual-detector', inputs: { image: ['IN.image'] } }),
    ],
    [
      'needless_model',
      graph(node('read', 'reader', { image: 'IN.image' }, { model: { id: 'x' } })),
    ],
    ['duplicate_node', graph(finds, finds)],
    ['unknown_reference', graph({ ...finds, params: { min_value: { $ref: 'IN.limit' } } })],
    [
      'cycle',
      graph(
        node('a', 'region-offset', { regions: 'b.regions' }),
        node('b', 'region-offset', { regions: 'a.regions' }),
      ),
    ],
    [
      'lineage_clash',
      graph(
        node('read', 'reader', { image: 'IN.image' }),
        node('join', 'join', { text: 'read.text' }),
      ),
    ],
    ['dangling_output', { ...graph(finds), outputs: [{ name: 'boxes', source: 'find.masks' }] }],
  ])('reports %s', (code, document) => {
    expect(codes(document)).toEqual([code]);
  });
  it('asks for a required parameter and says why a node cannot run here', () => {
    const two = graph(
      node('read', 'reader', { image: 'IN.image' }),
      node('ask', 'prompter', { text: 'read.text' }),
      node('say', 'translate', { text: 'ask.text' }),
    );
    expect(codes(two)).toEqual(['bad_params', 'operator_unavailable']);
  });
  it('counts the nodes over the limit', () => {
    const many = graph(
      ...Array.from({ length: 21 }, (_, index) =>
        node(`n${index}`, 'visual-detector', { image: 'IN.image' }),
      ),
    );
    expect(codes(many)).toEqual(['too_many_nodes']);
  });
  it('speaks of nodes by their labels', () => {
    const found = validate(graph(node('find', 'visual-detector')), catalogue, {
      nodes: { find: { x: 0, y: 0, label: 'Find plates' } },
    });
    expect(found[0]?.message).toBe('Find plates has nothing on its input image.');
  });
});
