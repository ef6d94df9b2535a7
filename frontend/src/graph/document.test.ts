import { describe, expect, it } from 'vitest';
import {
  addNode,
  baseName,
  connect,
  disconnect,
  moveNodes,
  removeNodes,
  renameNode,
  setLabel,
  setModel,
  setParam,
  uniqueId,
} from './document';
import { catalogue, graph, node, plates, ref } from './sample';

const start = { graph: plates, layout: { nodes: { find: { x: 1, y: 2, label: 'Find plates' } } } };
const detector = catalogue.operators[0];

describe('ids', () => {
  it('come from the telling word of the operator', () => {
    const named = [
      'image-crop',
      'visual-detector',
      'draw-regions',
      'language-id-operator',
      'prompter',
    ].map(baseName);
    expect(named).toEqual(['crop', 'detector', 'draw', 'language', 'prompter']);
  });
  it('are numbered when taken', () => {
    expect(uniqueId(plates, 'image-crop')).toBe('crop-2');
    expect(uniqueId(graph(node('crop', 'x'), node('crop-2', 'x')), 'image-crop')).toBe('crop-3');
  });
});

describe('a change', () => {
  it('adds a node with the default model where the pointer was', () => {
    if (!detector) throw new Error('the sample catalogue is empty');
    const [after, id] = addNode(start, detector, { x: 10.4, y: 20.6 });
    expect(after.graph.nodes.at(-1)).toEqual({
      id: 'detector',
      operator: 'visual-detector',
      model: { id: 'plates' },
    });
    expect(after.layout.nodes[id]).toEqual({ x: 10, y: 21 });
  });
  it('leaves the document it started from alone', () => {
    const before = JSON.stringify(start);
    removeNodes(start, ['find']);
    renameNode(start, 'find', 'seek');
    setParam(plates, 'find', 'min_value', 0.5);
    expect(JSON.stringify(start)).toBe(before);
  });
  it('takes a node away with its wires and its place', () => {
    const after = removeNodes(start, ['find', 'IN']);
    expect(after.graph.nodes.map((each) => each.id)).toEqual(['widen', 'crop', 'read']);
    expect(after.graph.nodes[0]?.inputs).toEqual({});
    expect(after.layout.nodes).toEqual({});
  });
  it('renames a node wherever it is named', () => {
    const referring = {
      ...start,
      graph: setParam(plates, 'read', 'limit', { $ref: 'find.regions' }),
    };
    const after = renameNode(referring, 'find', 'seek');
    expect(after.graph.nodes[1]?.inputs).toEqual({ regions: ['seek.regions'] });
    expect(after.graph.nodes[3]?.params).toEqual({ limit: { $ref: 'seek.regions' } });
    expect(after.layout.nodes.seek?.label).toBe('Find plates');
  });
  it('does not rename onto a taken or reserved id', () => {
    expect(renameNode(start, 'find', 'crop')).toBe(start);
    expect(renameNode(start, 'find', 'IN')).toBe(start);
  });
  it('replaces the wire of a port, for a port takes one', () => {
    const after = connect(plates, ref('find.regions'), ref('crop.regions'));
    expect(after.nodes[2]?.inputs).toEqual({ image: ['IN.image'], regions: ['find.regions'] });
  });
  it('cuts one wire and keeps the others', () => {
    const after = disconnect(plates, ref('IN.image'), ref('crop.image'));
    expect(after.nodes[2]?.inputs).toEqual({ regions: ['widen.regions'] });
  });
  it('goes back to the default of a parameter or a model', () => {
    const set = setParam(plates, 'find', 'min_value', 0.7);
    expect(set.nodes[0]?.params).toEqual({ min_value: 0.7 });
    expect(setParam(set, 'find', 'min_value', undefined).nodes[0]?.params).toEqual({});
    expect(setModel(plates, 'find', undefined).nodes[0]).not.toHaveProperty('model');
  });
  it('moves nodes and keeps their labels', () => {
    expect(moveNodes(start.layout, { find: { x: 9, y: 9 } }).nodes.find).toEqual({
      x: 9,
      y: 9,
      label: 'Find plates',
    });
    expect(setLabel(start.layout, 'find', '  ').nodes.find).toEqual({ x: 1, y: 2 });
  });
});
