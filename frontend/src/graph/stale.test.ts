import { describe, expect, it } from 'vitest';
import type { GraphDocument, GraphNode, ModelRef } from '../api/types';
import { type PinVerdict, staleNodes } from './stale';

const graph = (model: ModelRef, params: GraphNode['params'] = {}): GraphDocument => ({
  schema: 1,
  inputs: [{ name: 'image', type: 'image' }],
  nodes: [
    { id: 'find', operator: 'visual-detector', model, params, inputs: { image: ['IN.image'] } },
    { id: 'wider', operator: 'region-offset', inputs: { regions: ['find.regions'] } },
  ],
});
const PINNED: ModelRef = { id: 'plates', user: 'weft', app: 'models', version: 'v1' };

describe('stale nodes', () => {
  it('are none when the run only pinned the models that the draft names', () => {
    expect(staleNodes(graph(PINNED), graph({ id: 'plates' }))).toEqual(new Set());
  });

  it('are none when draft and run pin the same version', () => {
    expect(staleNodes(graph(PINNED), graph(PINNED))).toEqual(new Set());
  });

  it('include a node whose pinned version differs, and all after it', () => {
    const other = { ...PINNED, version: 'v2' };
    expect(staleNodes(graph(PINNED), graph(other))).toEqual(new Set(['find', 'wider']));
  });

  it('include a node with another model, and all after it', () => {
    expect(staleNodes(graph(PINNED), graph({ id: 'faces' }))).toEqual(new Set(['find', 'wider']));
  });

  it('include a node with another parameter, and all after it', () => {
    const changed = graph({ id: 'plates' }, { min_value: 0.3 });
    expect(staleNodes(graph(PINNED), changed)).toEqual(new Set(['find', 'wider']));
  });
});

describe('stale nodes around pins', () => {
  const now = graph({ id: 'plates' }, { min_value: 0.3 });
  const withPin = (verdict: PinVerdict) => (node: string) => (node === 'find' ? verdict : null);

  it('are none after a pin that the run had, whatever changed before it', () => {
    expect(staleNodes(graph(PINNED), now, withPin('same'))).toEqual(new Set());
  });

  it('begin at a pin that was edited, or taken away', () => {
    const same = graph({ id: 'plates' });
    for (const verdict of ['differs', 'gone'] as const)
      expect(staleNodes(graph(PINNED), same, withPin(verdict))).toEqual(new Set(['find', 'wider']));
  });
});
