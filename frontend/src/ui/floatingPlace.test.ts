import { expect, it } from 'vitest';
import { floatingPlace } from './floatingPlace';

const room = { width: 400, height: 300 };
const size = { width: 100, height: 80 };
const below = { side: 'bottom', align: 'start', gap: 6 } as const;

it('stands on the wanted side', () => {
  const anchor = { left: 50, top: 20, width: 40, height: 20 };
  expect(floatingPlace(anchor, size, room, below)).toEqual({ left: 50, top: 46 });
});

it('goes to the other side when there is no room', () => {
  const anchor = { left: 50, top: 260, width: 40, height: 20 };
  expect(floatingPlace(anchor, size, room, below)).toEqual({ left: 50, top: 174 });
});

it('ends where its anchor ends', () => {
  const anchor = { left: 300, top: 20, width: 40, height: 20 };
  expect(floatingPlace(anchor, size, room, { ...below, align: 'end' }).left).toBe(240);
});

it('never leaves the window', () => {
  const anchor = { left: 380, top: 20, width: 20, height: 20 };
  expect(floatingPlace(anchor, size, room, below).left).toBe(292);
});
