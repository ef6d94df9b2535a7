import { expect, test } from 'vitest';
import type { TemplateCard } from '../../api/types';
import { familiesOf } from './families';

const template = (id: string, family: string, operator: string): TemplateCard => ({
  id,
  name: `Name of ${id}`,
  note: 'What it does.',
  family,
  takes: ['image'],
  thumbnail: {
    graph: { schema: 1, inputs: [], nodes: [{ id: 'n', operator }] },
    layout: { nodes: {} },
  },
  samples: 1,
  why_not: null,
});
const ALL = [
  template('a', 'Pictures', 'image-crop'),
  template('b', 'Sound', 'audio-to-text'),
  template('c', 'Pictures', 'ocr'),
];

test('templates stand by family in the order of the gallery', () => {
  expect(familiesOf(ALL, '').map(({ family, members }) => [family, members.length])).toEqual([
    ['Pictures', 2],
    ['Sound', 1],
  ]);
});

test('a search looks at names, families and operators, every word', () => {
  expect(familiesOf(ALL, 'sound').flatMap(({ members }) => members)).toEqual([ALL[1]]);
  expect(familiesOf(ALL, 'pictures crop').flatMap(({ members }) => members)).toEqual([ALL[0]]);
  expect(familiesOf(ALL, 'crop sound')).toEqual([]);
});
