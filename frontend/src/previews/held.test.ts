import { expect, it } from 'vitest';
import { heldIn, picturesHeld, plain } from './held';

const picture = (blob: string) => ({
  $value: { kind: 'image', blob, media_type: 'image/png', width: 4, height: 3 },
});

it('finds the pictures within JSON, as many as are asked for', () => {
  const value = { first: picture('a'), more: [picture('b'), 7, { deep: picture('c') }] };
  expect(picturesHeld(value, 4).map(({ blob }) => blob)).toEqual(['a', 'b', 'c']);
  expect(picturesHeld(value, 2)).toHaveLength(2);
});

it('takes no object of somebody’s own for a value', () => {
  const own = { $plain: { $value: { kind: 'image' } } };
  expect(heldIn(own)).toBeNull();
  expect(plain(own)).toEqual({ $value: { kind: 'image' } });
  expect(picturesHeld({ $value: 'text' }, 4)).toEqual([]);
});
