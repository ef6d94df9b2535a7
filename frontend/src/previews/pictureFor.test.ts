import { describe, expect, it } from 'vitest';
import type { GraphDocument, PortOutputs, RunInput } from '../api/types';
import { pictureFor } from './pictureFor';
import type { StoredImage } from './tree';

const GRAPH: GraphDocument = {
  schema: 1,
  inputs: [{ name: 'image', type: 'image' }],
  nodes: [
    { id: 'find', operator: 'visual-detector', inputs: { image: ['IN.image'] } },
    { id: 'widen', operator: 'region-offset', inputs: { regions: ['find.regions'] } },
    {
      id: 'crop',
      operator: 'image-crop',
      inputs: { image: ['IN.image'], regions: ['widen.regions'] },
    },
    { id: 'inner', operator: 'visual-detector', inputs: { image: ['crop.image'] } },
    { id: 'keep', operator: 'region-thresholder', inputs: { regions: ['inner.regions'] } },
    { id: 'merge', operator: 'region-merge', inputs: { regions: ['inner.regions'] } },
  ],
};
const INPUTS: RunInput[] = ['a', 'b'].map((blob, index) => ({
  index,
  kind: 'image',
  name: blob,
  blob,
  text: null,
  media_type: 'image/png',
  width: 4,
  height: 3,
}));
const image = (blob: string): StoredImage => ({
  kind: 'image',
  blob,
  media_type: 'image/png',
  width: 2,
  height: 1,
});
const none = { kind: 'regions' as const, items: [] };
const fan = <T>(...values: T[]) => ({ each: values.map((value) => ({ anchor: {}, value })) });

function outputsWith(more: Record<string, PortOutputs[]> = {}): Record<string, PortOutputs[]> {
  return {
    find: [{ regions: none }, { regions: none }],
    crop: [{ image: fan(image('c1'), image('c2')) }, { image: fan() }],
    inner: [{ regions: fan(none, none) }, { regions: fan() }],
    keep: [{ regions: fan(none, none) }, { regions: fan() }],
    merge: [{ regions: none }, { regions: none }],
    ...more,
  };
}

describe('the picture for a node', () => {
  it('is its own image input', () => {
    expect(pictureFor(GRAPH, outputsWith(), INPUTS, 'find', 1)).toMatchObject({
      blob: 'b',
      width: 4,
    });
  });

  it("is the nearest ancestor's when it takes none", () => {
    expect(pictureFor(GRAPH, outputsWith(), INPUTS, 'widen', 0)).toMatchObject({ blob: 'a' });
  });

  it('is one picture a branch after a fan-out', () => {
    const crops = fan(image('c1'), image('c2'));
    expect(pictureFor(GRAPH, outputsWith(), INPUTS, 'inner', 0)).toEqual(crops);
    expect(pictureFor(GRAPH, outputsWith(), INPUTS, 'keep', 0)).toEqual(crops);
  });

  it('is the whole picture again once the fan-out was gathered', () => {
    expect(pictureFor(GRAPH, outputsWith(), INPUTS, 'merge', 0)).toMatchObject({ blob: 'a' });
  });

  it('is missing when the workflow started from a text', () => {
    const text: RunInput[] = [
      {
        index: 0,
        kind: 'text',
        name: '',
        blob: null,
        text: 'hi',
        media_type: null,
        width: null,
        height: null,
      },
    ];
    expect(pictureFor(GRAPH, {}, text, 'find', 0)).toBeNull();
  });
});
