import { expect, it } from 'vitest';
import { fitting, flowsOf, newPart } from './operations';
import { OPERATIONS } from './operationTable';
import { listFrom, textFrom, valueFrom } from './values';

const types = (found: readonly { type: string }[]) => found.map(({ type }) => type);

it('follows what is in hand along a chain', () => {
  const chain = [
    { type: 'DetectionsFilter' },
    { type: 'DetectionsPropertyExtract', property_name: 'class_name' },
    { type: 'SequenceLength' },
  ];
  expect(flowsOf(chain, 'regions')).toEqual(['regions', 'regions', 'list', 'number']);
  expect(flowsOf([{ type: 'Odd' }], 'text')).toEqual(['text', null]);
  const one = { type: 'ExtractDetectionProperty', property_name: 'confidence' };
  expect(flowsOf([one], 'region')).toEqual(['region', 'number']);
});

it('offers what suits what is in hand, and what the chain has to end with', () => {
  expect(types(fitting('number', null))).toContain('Multiply');
  expect(types(fitting('number', null))).not.toContain('StringToLowerCase');
  expect(types(fitting('regions', 'regions'))).toEqual(
    expect.arrayContaining(['DetectionsFilter', 'SequenceAggregate']),
  );
  expect(types(fitting('regions', 'regions'))).not.toContain('SequenceLength');
  expect(fitting(null, null)).toHaveLength(OPERATIONS.length);
});

it('starts an operation with its fields filled in', () => {
  const offset = OPERATIONS.find(({ type }) => type === 'DetectionsOffset');
  expect(offset && newPart(offset)).toEqual({
    type: 'DetectionsOffset',
    offset_x: 0,
    offset_y: 0,
  });
});

it('reads values as people type them', () => {
  expect([valueFrom('3'), valueFrom('true'), valueFrom('car')]).toEqual([3, true, 'car']);
  expect([textFrom('3'), textFrom('car'), textFrom([1])]).toEqual(['"3"', 'car', '[1]']);
  expect(listFrom('car, 3, number plate')).toEqual(['car', 3, 'number plate']);
  expect(listFrom('["a,b"]')).toEqual(['a,b']);
});
