/** Values that stand within lists and JSON, such as pictures in a list. Pure. */
import type { StoredValue } from '../api/types';
import { describe } from './tree';

const VALUE = '$value';
const PLAIN = '$plain';

/** What the only key of an object holds, when it is this key. */
function only(part: unknown, key: string): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return undefined;
  const entries = Object.entries(part);
  return entries.length === 1 && entries[0]?.[0] === key ? entries[0][1] : undefined;
}

function isStored(value: unknown): value is StoredValue {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
  );
}

export function valueOf(part: unknown): StoredValue | null {
  const value = only(part, VALUE);
  return isStored(value) ? value : null;
}

function partsOf(part: unknown): unknown[] {
  return typeof part === 'object' && part !== null ? Object.values(part) : [];
}

/** Every value within, in reading order; not what stands within those in turn. */
export function valuesIn(part: unknown): StoredValue[] {
  const value = valueOf(part);
  if (value) return [value];
  return partsOf(only(part, PLAIN) ?? part).flatMap(valuesIn);
}

/** A file that a node kept for people to fetch. */
export interface KeptFile {
  name: string;
  blob: string;
  bytes: number;
}

function isFile(part: unknown): part is KeptFile {
  const { name, blob, bytes } = (part ?? {}) as Partial<Record<keyof KeptFile, unknown>>;
  const named = typeof name === 'string' && typeof bytes === 'number';
  return named && typeof blob === 'string' && /^[0-9a-f]{64}$/.test(blob);
}

/** Every kept file within, in reading order; not those of the values within. */
export function filesIn(part: unknown): KeptFile[] {
  if (isFile(part)) return [part];
  return valueOf(part) ? [] : partsOf(part).flatMap(filesIn);
}

/** The values of a list that holds nothing else. */
export function onlyValues(part: unknown): StoredValue[] | null {
  if (!Array.isArray(part) || part.length === 0) return null;
  const values = part.map(valueOf);
  return values.every((value) => value !== null) ? values : null;
}

/** A value in JSON as people read it: short ones as they are, others in words. */
function inWords(value: StoredValue): unknown {
  switch (value.kind) {
    case 'text':
      return value.raw;
    case 'string':
    case 'number':
    case 'boolean':
      return value.value;
    case 'list':
    case 'json':
      return readable(value.value);
    case 'image':
      return `image, ${value.width} by ${value.height} pixels`;
    default:
      return describe(value);
  }
}

/** The same JSON without values: what they are stands in their place. */
export function readable(part: unknown): unknown {
  const value = valueOf(part);
  if (value) return inWords(value);
  const plain = only(part, PLAIN) ?? part;
  if (Array.isArray(plain)) return plain.map(readable);
  if (typeof plain !== 'object' || plain === null) return plain;
  return Object.fromEntries(Object.entries(plain).map(([key, item]) => [key, readable(item)]));
}
