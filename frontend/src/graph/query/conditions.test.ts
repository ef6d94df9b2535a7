import { expect, it } from 'vitest';
import {
  asking,
  asksFor,
  aspectOf,
  looking,
  type Row,
  readCondition,
  writeCondition,
} from './conditions';

const COUNT = { type: 'SequenceLength' };
const row: Row = {
  name: 'cars',
  operations: [COUNT],
  asks: '(Number) >',
  right: { value: 2 },
  negate: false,
};
const always = {
  type: 'UnaryStatement',
  operand: { type: 'StaticOperand', value: true },
  operator: { type: '(Boolean) is True' },
};
const group = (...statements: unknown[]) => ({ type: 'StatementGroup', statements });

it('reads what it wrote', () => {
  const condition = {
    joined: 'and' as const,
    rows: [
      row,
      { ...row, operations: [], right: { name: 'most', operations: [COUNT] }, negate: true },
      { ...row, operations: [{ type: 'StringToLowerCase' }, COUNT] },
      asking(row, 'Exists'),
    ],
  };
  expect(readCondition(writeCondition(condition))).toEqual(condition);
});

it('takes the condition that always holds for none', () => {
  expect(readCondition(group(always))).toEqual({ joined: 'and', rows: [] });
  expect(writeCondition({ joined: 'and', rows: [] })).toBeUndefined();
});

it('leaves what a row cannot hold as it is', () => {
  const nested = group(group(always), always);
  expect(writeCondition(readCondition(nested))).toEqual({ ...nested, operator: 'or' });
});

it('gives a comparison a right side that suits it', () => {
  expect(asking(asking(row, 'Exists'), '==').right).toEqual({ value: '' });
  expect(asking(row, '(Number) in range').right).toEqual({ value: [0, 1] });
  const named = { ...row, operations: [], asks: '==', right: { value: 'car' } };
  expect(asking(named, 'in (Sequence)').right).toEqual({ value: ['car'] });
  expect(asking(row, '(Number) <').right).toEqual({ value: 2 });
});

it('looks at a region by a property, with the comparisons that make sense for it', () => {
  const region: Row = { ...row, name: '_', operations: [] };
  const sure = looking(region, 'is:confidence');
  expect(aspectOf(sure.operations)).toBe('is:confidence');
  expect(sure.asks).toBe('(Number) >');
  const named = looking(sure, 'is:class_name');
  expect(named).toMatchObject({ asks: '==', right: { value: '' } });
  expect(asksFor('is:class_name', '')).not.toContain('(Number) >');
  expect(asksFor('itself', '')).toContain('(Detection) in zone');
});
