import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { forgetTexts, showText, useLiveText } from './liveText';

const say = (run: string, text: string) => {
  showText({ run, node: 'ask', place: '0', text });
};
const heard = (run: string) => renderHook(() => useLiveText(run, 'ask')).result.current?.text;

it('keeps the newest text of each node until its run ends', () => {
  say('r1', 'Once');
  say('r1', 'Once upon');
  say('r2', 'Other');
  expect([heard('r1'), heard('r2')]).toEqual(['Once upon', 'Other']);
  forgetTexts('r1');
  expect([heard('r1'), heard('r2')]).toEqual([undefined, 'Other']);
});
