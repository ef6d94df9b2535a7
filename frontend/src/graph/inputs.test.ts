import { describe, expect, it } from 'vitest';
import { addInput, canAddInput, inputNameOf, removeInput, renameInput } from './inputs';
import { graph, node, plates } from './sample';

const document = { graph: plates, layout: { nodes: {} } };

describe('inputs of the workflow', () => {
  it('are added, each medium once', () => {
    const { graph: after } = addInput(document, 'audio');
    expect(after.inputs.map(({ type }) => type)).toEqual(['image', 'audio']);
    expect(canAddInput(after, 'audio')).toBe(false);
    expect(addInput(document, 'image')).toBe(document);
  });
  it('are settings as often as one likes, each with a default', () => {
    const twice = addInput(addInput(document, 'number'), 'number');
    expect(twice.graph.inputs.slice(1)).toEqual([
      { name: 'setting', type: 'number', default: 0 },
      { name: 'setting_2', type: 'number', default: 0 },
    ]);
  });
  it('leave with their wires', () => {
    const { graph: after } = removeInput(document, 'image');
    expect(after.inputs).toEqual([]);
    expect(JSON.stringify(after.nodes)).not.toContain('IN.image');
    expect(after.nodes[1]?.inputs).toEqual({ regions: ['find.regions'] });
  });
  it('take their wires and references to a new name', () => {
    const referring = {
      graph: graph(
        node(
          'find',
          'visual-detector',
          { image: 'IN.image' },
          { params: { min_value: { $ref: 'IN.image' } } },
        ),
      ),
      layout: { nodes: {} },
    };
    const [find] = renameInput(referring, 'image', 'The photo').graph.nodes;
    expect(find?.inputs).toEqual({ image: ['IN.the_photo'] });
    expect(find?.params).toEqual({ min_value: { $ref: 'IN.the_photo' } });
    expect(renameInput(referring, 'image', '!!')).toBe(referring);
  });
  it('have names that the server takes', () => {
    expect(inputNameOf(' Least score (%) ')).toBe('least_score');
    expect(inputNameOf('2nd')).toBe('nd');
    expect(inputNameOf('---')).toBeNull();
  });
});
