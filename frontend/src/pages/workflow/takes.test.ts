import { describe, expect, it } from 'vitest';
import { inWords, isAddress, misfit, takesOf } from './takes';

const graph = (...types: string[]) => ({
  schema: 1 as const,
  inputs: types.map((type) => ({ name: type, type })),
  nodes: [],
});

describe('what a workflow takes', () => {
  it('offers the media of its graph that can be read, and names the others', () => {
    expect(takesOf(graph('image', 'number'))).toEqual({ offered: ['image'], notYet: [] });
    expect(takesOf(graph('video', 'text'))).toEqual({ offered: ['text'], notYet: ['video'] });
  });

  it('says kinds as people do', () => {
    expect(inWords(['image'])).toBe('image');
    expect(inWords(['image', 'audio', 'text'])).toBe('image, audio or text');
  });

  it('refuses files of another kind before they are sent', () => {
    const takes = takesOf(graph('image', 'audio'));
    expect(misfit([{ name: 'a.jpg', type: 'image/jpeg' }], takes)).toBeNull();
    expect(misfit([{ name: 'unknown', type: '' }], takes)).toBeNull();
    expect(misfit([{ name: 'b.wav', type: 'audio/wav' }], takes)).toContain(
      'cannot be read here yet',
    );
    expect(misfit([{ name: 'c.mp4', type: 'video/mp4' }], takes)).toContain('takes image');
  });

  it('tells an address from a text', () => {
    expect(isAddress(' https://example.org/street.jpg ')).toBe(true);
    expect(isAddress('see https://example.org')).toBe(false);
    expect(isAddress('javascript:alert(1)')).toBe(false);
  });
});
