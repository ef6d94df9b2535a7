/** Chains of operations: what is in hand at each place, and which operations suit it. Pure. */
import { isRecord } from '../readLayout';
import { type Flow, OPERATIONS, type OperationSpec, PROPERTIES } from './operationTable';

export type Part = Record<string, unknown>;

const BY_TYPE = new Map(OPERATIONS.map((spec) => [spec.type, spec]));

export const specOf = (part: Part): OperationSpec | undefined =>
  typeof part.type === 'string' ? BY_TYPE.get(part.type) : undefined;

export const partsOf = (value: unknown): Part[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** What comes out of an operation on what is in hand. */
export function after(part: Part, flow: Flow): Flow {
  const spec = specOf(part);
  if (!spec) return null;
  const property =
    typeof part.property_name === 'string' ? PROPERTIES[part.property_name] : undefined;
  if (spec.type === 'ExtractDetectionProperty') return property?.gives ?? null;
  if (spec.type === 'SequenceAggregate' && flow === 'regions') return 'regions';
  return spec.gives;
}

/** What is in hand before each operation, and after the last. */
export function flowsOf(parts: readonly Part[], start: Flow): Flow[] {
  const flows: Flow[] = [start];
  for (const part of parts) flows.push(after(part, flows.at(-1) ?? null));
  return flows;
}

/** The operations that suit what is in hand; with `end`, only those that leave it what it has to be. */
export function fitting(flow: Flow, end: Flow): OperationSpec[] {
  return OPERATIONS.filter(
    (spec) =>
      (flow === null || spec.takes.length === 0 || spec.takes.includes(flow)) &&
      (end === null || spec.gives === end || after({ type: spec.type }, flow) === end),
  );
}

/** A new operation as the table starts it. */
export const newPart = ({ type, fields }: OperationSpec): Part => ({
  type,
  ...Object.fromEntries(fields.map(({ name, start }) => [name, start])),
});

/** What the chain inside an operation starts with. */
export const innerFlow = (flow: Flow): Flow => (flow === 'regions' ? 'region' : null);
