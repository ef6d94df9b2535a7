import { describe, expect, it } from 'vitest';
import { isAddress } from '../../graph/files';
import { takesOf } from './takes';

const graph = (...types: string[]) => ({
  schema: 1 as const,
  inputs: types.map((type) => ({ name: type, type })),
  nodes: [],
});

describe('what a workflow takes', () => {
  it('offers the media of its graph', () => {
    expect(takesOf(graph('image', 'number'))).toEqual({
      offered: ['image'],
      files: ['image'],
      text: false,
    });
    expect(takesOf(graph('video', 'text'))).toMatchObject({ files: ['video'], text: true });
  });

  it('tells an address from a text', () => {
    expect(isAddress(' https://example.org/street.jpg ')).toBe(true);
    expect(isAddress('see https://example.org')).toBe(false);
    expect(isAddress('javascript:alert(1)')).toBe(false);
  });
});
