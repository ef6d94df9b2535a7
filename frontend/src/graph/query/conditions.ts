/** Conditions as a form holds them: rows of operand, comparator, operand, and groups of them. Pure. */
import { isRecord } from '../readLayout';
import { type Part, partsOf } from './operations';
import { PROPERTIES } from './operationTable';
import { COMPARATORS, QUESTIONS } from './words';

/** What is judged in a filter. */
export const IN_HAND = '_';

/** Another value, perhaps worked on first, or one that is written down. */
export type Right = { name: string; operations: Part[] } | { value: unknown };

export interface Row {
  name: string;
  /** what the value is worked on with before it is compared */
  operations: Part[];
  /** a comparator, or a question about one operand */
  asks: string;
  /** null for a question */
  right: Right | null;
  negate: boolean;
}
/** What a row cannot hold: a group of conditions, or something that only JSON says. */
export interface Other {
  other: Part;
}
export interface Condition {
  joined: 'and' | 'or';
  rows: (Row | Other)[];
}

/** How the left operand is looked at: as it is, counted, one property of a region, or worked on. */
export type Aspect = 'itself' | 'count' | 'worked' | `is:${string}`;

export function aspectOf(operations: readonly Part[]): Aspect {
  const [only, ...more] = operations;
  if (!only) return 'itself';
  if (more.length > 0) return 'worked';
  if (only.type === 'SequenceLength') return 'count';
  const { type, property_name: property } = only;
  return type === 'ExtractDetectionProperty' && typeof property === 'string'
    ? `is:${property}`
    : 'worked';
}

/** The operations behind an aspect; to be worked on begins with what there was. */
export function lookedAt(aspect: Aspect, before: Part[]): Part[] {
  if (aspect === 'itself') return [];
  if (aspect === 'count') return [{ type: 'SequenceLength' }];
  if (aspect === 'worked') return before.length > 0 ? before : [{ type: 'ToString' }];
  return [{ type: 'ExtractDetectionProperty', property_name: aspect.slice(3) }];
}

function rightOf(operand: unknown): Right | null {
  if (!isRecord(operand)) return null;
  const operations = partsOf(operand.operations);
  if (operand.type === 'StaticOperand')
    return operations.length > 0 ? null : { value: operand.value };
  return { name: nameOf(operand), operations };
}

const nameOf = ({ operand_name: name }: Part): string =>
  typeof name === 'string' ? name : IN_HAND;

function rowOf(part: Part): Row | Other {
  const question = part.type === 'UnaryStatement';
  const left = question ? part.operand : part.left_operand;
  const asked = question ? part.operator : part.comparator;
  const right = part.type === 'BinaryStatement' ? rightOf(part.right_operand) : null;
  if (!isRecord(left) || left.type !== 'DynamicOperand' || (!question && !right))
    return { other: part };
  const asks = isRecord(asked) && typeof asked.type === 'string' ? asked.type : '';
  const operations = partsOf(left.operations);
  return { name: nameOf(left), operations, asks, right, negate: part.negate === true };
}

/** Whether it is what a new condition says: yes is yes. */
function isAlways(part: Part | undefined): boolean {
  return isRecord(part?.operand) && part.operand.type === 'StaticOperand';
}

export function readCondition(value: unknown): Condition {
  if (!isRecord(value)) return { joined: 'and', rows: [] };
  const group = value.type === 'StatementGroup';
  const parts = group ? partsOf(value.statements) : [value];
  if (parts.length === 1 && isAlways(parts[0])) return { joined: 'and', rows: [] };
  const joined = group && value.operator !== 'and' && parts.length > 1 ? 'or' : 'and';
  return { joined, rows: parts.map(rowOf) };
}

const dynamic = (operand_name: string, operations: Part[]): Part => ({
  type: 'DynamicOperand',
  operand_name,
  ...(operations.length > 0 ? { operations } : {}),
});

function writeRow(row: Row | Other): Part {
  if ('other' in row) return row.other;
  const { name, operations, asks, right, negate } = row;
  const said = negate ? { negate } : {};
  const left = dynamic(name, operations);
  if (right === null || asks in QUESTIONS)
    return { type: 'UnaryStatement', operand: left, operator: { type: asks }, ...said };
  return {
    type: 'BinaryStatement',
    left_operand: left,
    comparator: { type: asks },
    right_operand:
      'name' in right
        ? dynamic(right.name, right.operations)
        : { type: 'StaticOperand', value: right.value },
    ...said,
  };
}

/** The condition as the language writes it; undefined without a row, which is the default. */
export function writeCondition({ joined, rows }: Condition): Part | undefined {
  if (rows.length === 0) return undefined;
  return { type: 'StatementGroup', operator: joined, statements: rows.map(writeRow) };
}

/** Comparators whose right side is a list. */
export const LISTED = ['in (Sequence)', 'any in (Sequence)', 'all in (Sequence)'];
export const BETWEEN = '(Number) in range';

function suits(value: unknown, asks: string): boolean {
  if (asks === BETWEEN || LISTED.includes(asks)) return Array.isArray(value);
  if (asks.startsWith('(Number)')) return typeof value === 'number';
  if (asks.startsWith('(String)')) return typeof value === 'string';
  return !Array.isArray(value);
}

function startFor(asks: string): unknown {
  if (asks === BETWEEN) return [0, 1];
  if (LISTED.includes(asks)) return [];
  return asks.startsWith('(String)') || asks === '==' || asks === '!=' ? '' : 0;
}

/** A row with another comparator: questions have no right side, comparisons one that suits them. */
export function asking(row: Row, asks: string): Row {
  if (asks in QUESTIONS) return { ...row, asks, right: null };
  const { right } = row;
  if (right && ('name' in right || suits(right.value, asks))) return { ...row, asks };
  const one = right && 'value' in right && LISTED.includes(asks) && right.value;
  const value = typeof one === 'string' && one ? [one] : startFor(asks);
  return { ...row, asks, right: { value } };
}

/** Whether it is sure to be a number or a text. */
function givenBy(aspect: Aspect): 'number' | 'text' | null {
  const gives = aspect === 'count' ? 'number' : PROPERTIES[aspect.slice(3)]?.gives;
  return gives === 'number' || gives === 'text' ? gives : null;
}

/** Comparators that make sense for what an aspect gives; the one in use is among them. */
export function asksFor(aspect: Aspect, inUse: string): string[] {
  const all = [...Object.keys(COMPARATORS), ...Object.keys(QUESTIONS)];
  const gives = givenBy(aspect);
  if (gives === null) return all;
  const own = gives === 'number' ? '(Number)' : '(String)';
  return all.filter(
    (asks) =>
      asks === inUse ||
      asks.startsWith(own) ||
      asks === 'in (Sequence)' ||
      (gives === 'text' && (asks === '==' || asks === '!=')) ||
      (aspect !== 'count' && asks.includes('Exist')),
  );
}

/** A row that looks at its value another way, with a comparison that makes sense there. */
export function looking(row: Row, aspect: Aspect): Row {
  const next = { ...row, operations: lookedAt(aspect, row.operations) };
  const gives = givenBy(aspect);
  if (gives === null || gives === givenBy(aspectOf(row.operations))) return next;
  const right = row.right && 'name' in row.right ? row.right : null;
  const usual = gives === 'text' ? '==' : '(Number) >=';
  const asks = asksFor(aspect, '').includes(row.asks) ? row.asks : usual;
  return asking({ ...next, right }, asks);
}
