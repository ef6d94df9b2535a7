import { expect, it } from 'vitest';
import { hasEnded } from './ended';

const anchor = { input: 0 } as never;

it('knows a path that ended, whole or in every branch', () => {
  expect(hasEnded([{ regions: null, count: null }])).toBe(true);
  expect(hasEnded([{ images: { each: [{ anchor, value: null }] } }])).toBe(true);
  expect(hasEnded([{ images: { each: [] } }])).toBe(false);
  expect(hasEnded([{ passed: null, stopped: { kind: 'boolean', value: true } }])).toBe(false);
  expect(hasEnded([{}])).toBe(false);
  expect(hasEnded(undefined)).toBe(false);
});
