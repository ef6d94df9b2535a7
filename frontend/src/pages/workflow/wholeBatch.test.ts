import { expect, test } from 'vitest';
import type { Sample } from '../../api/types';
import { batchWords, wholeBatch } from './wholeBatch';

const sample = (id: string, own = false) => ({ id, own }) as Sample;

test("a template's own samples are the batch, whatever else the app has", () => {
  const fitting = [sample('a', true), sample('b', true), sample('c')];
  expect(wholeBatch(fitting, 32)).toEqual(['a', 'b']);
});

test('a workflow of no template takes what fits, no more than a run may have', () => {
  expect(wholeBatch([sample('a'), sample('b'), sample('c')], 2)).toEqual(['a', 'b']);
});

test('one sample is no batch', () => {
  expect(wholeBatch([sample('a', true), sample('b')], 32)).toEqual([]);
  expect(wholeBatch([], 32)).toEqual([]);
});

test('the button says how many it runs', () => {
  expect(batchWords(32)).toBe('Run all 32 samples');
  expect(batchWords(2)).toBe('Run both samples');
});
