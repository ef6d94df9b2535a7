import { expect, it } from 'vitest';
import { asking, readCondition, writeCondition } from './conditions';

const row = {
  name: 'cars',
  aspect: 'count' as const,
  asks: '(Number) >',
  right: { value: 2 },
  negate: false,
};

it('reads what it wrote', () => {
  const condition = {
    joined: 'and' as const,
    rows: [
      row,
      { ...row, aspect: 'itself' as const, right: { name: 'most' }, negate: true },
      asking(row, 'Exists'),
    ],
  };
  expect(readCondition(writeCondition(condition))).toEqual(condition);
});

it('takes the condition that always holds for none, and leaves nested ones alone', () => {
  const always = {
    type: 'UnaryStatement',
    operand: { type: 'StaticOperand', value: true },
    operator: { type: '(Boolean) is True' },
  };
  const group = (...statements: unknown[]) => ({ type: 'StatementGroup', statements });
  expect(readCondition(group(always))).toEqual({ joined: 'and', rows: [] });
  expect(writeCondition({ joined: 'and', rows: [] })).toBeUndefined();
  expect(readCondition(group(group(always), always))).toBeNull();
});

it('gives a comparison its right side back', () => {
  expect(asking(asking(row, 'Exists'), '==').right).toEqual({ value: 0 });
});
