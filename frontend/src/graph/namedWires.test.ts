import { expect, it } from 'vitest';
import { namedWires, renameWire, whyNotName } from './namedWires';
import { findNode } from './ports';
import { graph, node } from './sample';

const two = graph({
  ...node('ask', 'condition', { 'data.left': 'IN.a', 'data.right': 'IN.b' }),
  params: {
    statement: {
      type: 'StatementGroup',
      statements: [
        {
          type: 'BinaryStatement',
          left_operand: { type: 'DynamicOperand', operand_name: 'left' },
          right_operand: { type: 'StaticOperand', value: 'left' },
        },
      ],
    },
    data_operations: { left: [{ type: 'SequenceLength' }] },
  },
});

it('renames a wire in its place, and where settings speak of it', () => {
  const renamed = findNode(renameWire(two, 'ask', 'data', 'left', 'cars'), 'ask');
  expect(Object.keys(renamed?.inputs ?? {})).toEqual(['data.cars', 'data.right']);
  const said = JSON.stringify(renamed?.params);
  expect(said).toContain('"operand_name":"cars"');
  expect(said).toContain('"value":"left"');
  expect(said).toContain('{"cars":[');
});

it('refuses names that are taken or cannot be', () => {
  const ask = two.nodes[0] as never;
  expect(namedWires(ask, 'data').map(({ own }) => own)).toEqual(['left', 'right']);
  expect(whyNotName(ask, 'data', 'right')).toContain('Another wire');
  expect(whyNotName(ask, 'data', 'a b')).toBeNull();
  expect(whyNotName(ask, 'data', 'a\nb')).toContain('letters');
  expect(renameWire(two, 'ask', 'data', 'left', 'right')).toBe(two);
});
