/** Conditions of the simple sort that a form can hold: rows of operand, comparator, operand. Pure. */
import { QUESTIONS } from './queryWords';
import { isRecord } from './readLayout';

type Part = Record<string, unknown>;

/** How the left operand is looked at. */
export type Aspect = 'itself' | 'count';

export interface Row {
  name: string;
  aspect: Aspect;
  /** a comparator, or a question about one operand */
  asks: string;
  /** null for a question */
  right: { name: string } | { value: unknown } | null;
  negate: boolean;
}
export interface Condition {
  joined: 'and' | 'or';
  rows: Row[];
}

const COUNT = { type: 'SequenceLength' };

function aspectOf(operations: unknown): Aspect | null {
  if (operations === undefined || (Array.isArray(operations) && operations.length === 0))
    return 'itself';
  const [only, ...more] = Array.isArray(operations) ? (operations as unknown[]) : [];
  return more.length === 0 && isRecord(only) && only.type === 'SequenceLength' ? 'count' : null;
}

function leftOf(operand: unknown): Pick<Row, 'name' | 'aspect'> | null {
  if (!isRecord(operand) || operand.type !== 'DynamicOperand') return null;
  const aspect = aspectOf(operand.operations);
  const name = operand.operand_name ?? '_';
  return aspect && typeof name === 'string' ? { name, aspect } : null;
}

function rightOf(operand: unknown): Row['right'] {
  if (!isRecord(operand)) return null;
  if (aspectOf(operand.operations) !== 'itself') return null;
  if (operand.type === 'StaticOperand') return { value: operand.value };
  return typeof operand.operand_name === 'string' ? { name: operand.operand_name } : null;
}

function rowOf(part: unknown): Row | null {
  if (!isRecord(part)) return null;
  const negate = part.negate === true;
  const left = leftOf(part.type === 'UnaryStatement' ? part.operand : part.left_operand);
  const asked = part.type === 'UnaryStatement' ? part.operator : part.comparator;
  if (!left || !isRecord(asked) || typeof asked.type !== 'string') return null;
  if (part.type === 'UnaryStatement') return { ...left, asks: asked.type, right: null, negate };
  const right = part.type === 'BinaryStatement' ? rightOf(part.right_operand) : null;
  return right && { ...left, asks: asked.type, right, negate };
}

/** Whether it is what a new condition says: yes is yes. */
function isAlways(part: unknown): boolean {
  return isRecord(part) && isRecord(part.operand) && part.operand.type === 'StaticOperand';
}

/** The rows of a condition; null for one that rows cannot hold. */
export function readCondition(value: unknown): Condition | null {
  if (!isRecord(value)) return null;
  const group = value.type === 'StatementGroup';
  const parts: unknown[] = group
    ? Array.isArray(value.statements)
      ? value.statements
      : []
    : [value];
  const joined = value.operator === 'and' ? 'and' : 'or';
  if (group && value.negate === true) return null;
  if (parts.length === 1 && isAlways(parts[0])) return { joined: 'and', rows: [] };
  const rows = parts.map(rowOf);
  return rows.every((row) => row !== null) ? { joined, rows } : null;
}

const dynamic = (operand_name: string, aspect: Aspect): Part => ({
  type: 'DynamicOperand',
  operand_name,
  ...(aspect === 'count' ? { operations: [COUNT] } : {}),
});

function writeRow({ name, aspect, asks, right, negate }: Row): Part {
  const said = negate ? { negate } : {};
  if (right === null || asks in QUESTIONS)
    return {
      type: 'UnaryStatement',
      operand: dynamic(name, aspect),
      operator: { type: asks },
      ...said,
    };
  return {
    type: 'BinaryStatement',
    left_operand: dynamic(name, aspect),
    comparator: { type: asks },
    right_operand:
      'name' in right
        ? dynamic(right.name, 'itself')
        : { type: 'StaticOperand', value: right.value },
    ...said,
  };
}

/** The condition as the language writes it; undefined without a row, which is the default. */
export function writeCondition({ joined, rows }: Condition): unknown {
  if (rows.length === 0) return undefined;
  return { type: 'StatementGroup', operator: joined, statements: rows.map(writeRow) };
}

/** A row with another comparator: questions have no right side, comparisons have one. */
export function asking(row: Row, asks: string): Row {
  if (asks in QUESTIONS) return { ...row, asks, right: null };
  return { ...row, asks, right: row.right ?? { value: 0 } };
}
