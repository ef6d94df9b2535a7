import { expect, it } from 'vitest';
import type { Tree } from '../api/types';
import { readTexts } from './readTexts';

const texts: Tree = { each: [{ anchor: {}, value: { kind: 'text', raw: 'KT52 LMR' } }] };
const lines: Tree = { each: [{ anchor: {}, value: { kind: 'regions', items: [] } }] };

it('draws the lines on the pictures of the texts that were read from them', () => {
  expect(readTexts({ regions: lines, text: texts })).toEqual([
    { port: 'text', tree: texts, marks: lines },
  ]);
});

it('shows every port by itself when nothing was split', () => {
  const text: Tree = { kind: 'text', raw: 'KT52 LMR' };
  const regions: Tree = { kind: 'regions', items: [] };
  expect(readTexts({ regions, text }).map(({ port }) => port)).toEqual(['regions', 'text']);
});

it('leaves out the regions of crops, which their pictures show', () => {
  const value: Tree = { kind: 'image', blob: 'a', media_type: 'image/png', width: 2, height: 1 };
  const crops: Tree = { each: [{ anchor: {}, value }] };
  expect(readTexts({ images: crops, regions: lines }).map(({ port }) => port)).toEqual(['images']);
});
