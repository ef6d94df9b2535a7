import { describe, expect, it } from 'vitest';
import type { StoredValue } from '../api/types';
import { filesIn, onlyValues, readable, valueOf, valuesIn } from './within';

const PICTURE: StoredValue = {
  kind: 'image',
  blob: 'p',
  media_type: 'image/png',
  width: 4,
  height: 3,
};
const FOUND: StoredValue = { kind: 'regions', items: [{ id: 'r1', box: [0, 0, 1, 1] }] };
const held = (value: StoredValue) => ({ $value: value });

describe('values within JSON', () => {
  it('are found in reading order, at any depth', () => {
    const json = { a: [held(PICTURE), { b: held(FOUND) }], c: 1 };
    expect(valuesIn(json)).toEqual([PICTURE, FOUND]);
    expect(valuesIn(held(PICTURE))).toEqual([PICTURE]);
    expect(valuesIn([1, 'a', null])).toEqual([]);
  });

  it('are told from JSON that only looks like one', () => {
    expect(valueOf({ $value: 5 })).toBeNull();
    expect(valueOf({ $value: PICTURE, more: 1 })).toBeNull();
    expect(valuesIn({ $plain: { $value: { kind: 'image', blob: 'x' } } })).toEqual([]);
  });

  it('make a list of values when nothing else stands in it', () => {
    expect(onlyValues([held(PICTURE), held(FOUND)])).toEqual([PICTURE, FOUND]);
    expect(onlyValues([held(PICTURE), 1])).toBeNull();
    expect(onlyValues([])).toBeNull();
  });

  it('are told from files that a node kept', () => {
    const file = { name: 'a/events.tar.gz', blob: 'e'.repeat(64), bytes: 12 };
    expect(filesIn(file)).toEqual([file]);
    expect(filesIn({ first: [file, { ...file, blob: '../x' }], picture: held(PICTURE) })).toEqual([
      file,
    ]);
    expect(filesIn([null, 1, 'blob', { blob: file.blob }])).toEqual([]);
  });

  it('read as words', () => {
    expect(
      readable({
        picture: held(PICTURE),
        found: [held(FOUND), held({ kind: 'text', raw: 'AB 12' })],
        count: held({ kind: 'number', value: 2 }),
        inner: held({ kind: 'list', value: [held(PICTURE)] }),
        own: { $plain: { $value: 1 } },
      }),
    ).toEqual({
      picture: 'image, 4 by 3 pixels',
      found: ['1 region', 'AB 12'],
      count: 2,
      inner: ['image, 4 by 3 pixels'],
      own: { $value: 1 },
    });
  });
});
