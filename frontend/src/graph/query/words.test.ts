import { expect, it } from 'vitest';
import { sayQuery } from './words';

const LENGTH = { type: 'SequenceLength' };
const named = (operand_name: string, ...operations: unknown[]) => ({
  type: 'DynamicOperand',
  operand_name,
  operations,
});
const more = {
  type: 'BinaryStatement',
  left_operand: named('cars', LENGTH),
  comparator: { type: '(Number) >' },
  right_operand: { type: 'StaticOperand', value: 2 },
};
const yes = {
  type: 'UnaryStatement',
  operand: named('gate'),
  operator: { type: '(Boolean) is True' },
};

it('says conditions, groups of them, and what is negated', () => {
  const group = {
    type: 'StatementGroup',
    operator: 'and',
    statements: [more, { ...yes, negate: true }],
  };
  expect(sayQuery('statement', group)).toEqual([
    'count of cars is more than 2 and not (gate is yes)',
  ]);
  expect(sayQuery('statement', { type: 'Odd' })).toEqual(['an unknown condition']);
});

it('says operations in their order, with what a filter keeps', () => {
  const sure = {
    type: 'BinaryStatement',
    left_operand: named('_', { type: 'ExtractDetectionProperty', property_name: 'confidence' }),
    comparator: { type: '(Number) >=' },
    right_operand: { type: 'StaticOperand', value: 0.4 },
  };
  const filter = {
    type: 'DetectionsFilter',
    filter_operation: { type: 'StatementGroup', statements: [sure] },
  };
  expect(sayQuery('operations', [filter, LENGTH])).toEqual([
    'those where confidence of it is at least 0.4, then count',
  ]);
  expect(sayQuery('operations', [])).toEqual(['nothing is changed']);
  expect(sayQuery('operations-by-name', { cars: [LENGTH] })).toEqual(['cars: count']);
});

it('says cases and their default', () => {
  const cases = {
    type: 'CasesDefinition',
    cases: [{ condition: more, result: { type: 'StaticCaseResult', value: 'PASS' } }],
    default: { type: 'DynamicCaseResult', parameter_name: 'other' },
  };
  expect(sayQuery('cases', cases)).toEqual([
    '"PASS" where count of cars is more than 2',
    'other otherwise',
  ]);
});
