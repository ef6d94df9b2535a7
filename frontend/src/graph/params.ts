/** Checks parameters against an operator's JSON schema: the restricted kind that our operators write. */
import type { JsonSchema } from '../api/types';
import { referenceOf } from './cycles';

/** The schema with its `$ref` followed and `X | null` reduced to X. */
export function resolveSchema(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref) {
    const target = root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
    return target ? { ...resolveSchema(target, root), ...withoutRef(schema) } : withoutRef(schema);
  }
  const real = schema.anyOf?.filter((option) => option.type !== 'null');
  const [only] = real ?? [];
  if (real?.length !== 1 || !only) return schema;
  const rest = { ...schema };
  delete rest.anyOf;
  return { ...resolveSchema(only, root), ...rest };
}

function withoutRef(schema: JsonSchema): JsonSchema {
  const rest = { ...schema };
  delete rest.$ref;
  return rest;
}

export function isNullable(schema: JsonSchema): boolean {
  return schema.anyOf?.some((option) => option.type === 'null') ?? false;
}

/** A choice as people read it: its own label, else its name without the dress of a constant. */
export function choiceWords(choice: unknown, schema: JsonSchema): string {
  const name = String(choice);
  const label = schema.labels?.[name];
  if (label !== undefined) return label;
  const words = name.replaceAll('_', ' ');
  return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name) ? words.toLowerCase() : words;
}

/** What is wrong with a value, as the end of a sentence that starts with its name; null when nothing is. */
export function whyBad(
  value: unknown,
  schema: JsonSchema,
  root: JsonSchema = schema,
): string | null {
  if (value === null && isNullable(schema)) return null;
  const real = resolveSchema(schema, root);
  if (real.const !== undefined && value !== real.const)
    return `is always ${JSON.stringify(real.const)}`;
  if (real.enum) {
    const words = real.enum.map((choice) => choiceWords(choice, real));
    return real.enum.includes(value) ? null : `is one of ${words.join(', ')}`;
  }
  switch (real.type) {
    case 'integer':
      return Number.isInteger(value) ? outOfBounds(value as number, real) : 'is a whole number';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? outOfBounds(value, real)
        : 'is a number';
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is on or off';
    case 'string':
      return typeof value === 'string' ? badLength(value, real) : 'is text';
    case 'array':
      return Array.isArray(value) ? badItem(value, real, root) : 'is a list';
    default:
      return null;
  }
}

function outOfBounds(value: number, schema: JsonSchema): string | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && maximum !== undefined && (value < minimum || value > maximum)) {
    return `lies between ${minimum} and ${maximum}`;
  }
  if (minimum !== undefined && value < minimum) return `is at least ${minimum}`;
  if (maximum !== undefined && value > maximum) return `is at most ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return `is over ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return `is under ${exclusiveMaximum}`;
  return null;
}

function badLength(value: string, { minLength, maxLength }: JsonSchema): string | null {
  if (minLength !== undefined && value.length < minLength) {
    return minLength === 1 ? 'cannot be empty' : `has at least ${minLength} characters`;
  }
  return maxLength !== undefined && value.length > maxLength
    ? `has at most ${maxLength} characters`
    : null;
}

function badItem(values: unknown[], schema: JsonSchema, root: JsonSchema): string | null {
  const { items } = schema;
  if (!items) return null;
  for (const value of values) {
    const reason = whyBad(value, items, root);
    if (reason) return `holds an entry that should be otherwise: each ${reason}`;
  }
  return null;
}

export interface ParamProblem {
  name: string;
  kind: 'unknown' | 'missing' | 'bad';
  reason: string;
}

/** Everything wrong with a node's parameters; references are left to who knows the graph. */
export function checkParams(params: Record<string, unknown>, schema: JsonSchema): ParamProblem[] {
  const known = schema.properties ?? {};
  const found: ParamProblem[] = [];
  for (const [name, value] of Object.entries(params)) {
    const property = known[name];
    if (!property) found.push({ name, kind: 'unknown', reason: 'is not a setting of this node' });
    else if (referenceOf(value) === null) {
      const reason = whyBad(value, property, schema);
      if (reason) found.push({ name, kind: 'bad', reason });
    }
  }
  for (const name of schema.required ?? []) {
    if (!(name in params)) found.push({ name, kind: 'missing', reason: 'has to be set' });
  }
  return found;
}

/** The setting's name as people read it. */
export function paramTitle(name: string, schema: JsonSchema | undefined): string {
  const text = schema?.title ?? name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

/** A parameter's value as people read it. */
function shown(value: unknown, schema: JsonSchema): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : value.toFixed(2);
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'all';
  if (value === null || value === undefined || value === '') return '–';
  if (schema.enum?.includes(value)) return choiceWords(value, schema);
  return referenceOf(value) ?? (typeof value === 'string' ? value : JSON.stringify(value));
}

/** A card's summary with the parameters filled in: "score over {min_value}" becomes "score over 0.40". */
export function formatSummary(
  summary: string,
  params: Record<string, unknown>,
  schema: JsonSchema,
): string {
  return summary.replace(/\{(\w+)(?:[:!][^}]*)?\}/g, (_whole, name: string) => {
    const property = resolveSchema(schema.properties?.[name] ?? {}, schema);
    return shown(params[name] ?? property.default, property);
  });
}
