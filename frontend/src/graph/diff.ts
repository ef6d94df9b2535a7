/** What changed from one graph to another. Moving a node is not a change. */
import type { GraphDocument, GraphNode, ModelRef } from '../api/types';
import { referenceOf, topologicalOrder } from './cycles';
import { matchNodes, type NodeMatches, reversed, translated } from './match';
import { endsOf, findNode, IN, type Wire, wireId, wiresOf } from './ports';

export type Sign = 'added' | 'removed' | 'changed';
/** One field of a node, before and after; `undefined` where it was not set. */
export interface FieldChange {
  field: 'id' | 'operator' | 'model' | 'param' | 'input' | 'definition';
  name: string;
  before: unknown;
  after: unknown;
}
export interface NodeChange {
  /** the id in the newer graph, or the old one of a node that is gone; `IN`, or `OUTPUTS` */
  id: string;
  sign: Sign;
  fields: FieldChange[];
}
export interface GraphDiff {
  /** in graph order, the workflow's inputs first and its named outputs last */
  changes: NodeChange[];
  matches: NodeMatches;
  /** with the node ids of the newer graph */
  wiresAdded: Wire[];
  wiresRemoved: Wire[];
}

/** Stands for the workflow's named outputs; no node can be called so, with a space in front. */
export const OUTPUTS = ' outputs';

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, canonical(part)]));
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** A version pins user, app and version of a model; a draft that leaves one out means the same. */
function sameModel(a: ModelRef | undefined, b: ModelRef | undefined): boolean {
  if (!a || !b) return a === b;
  return (['id', 'user', 'app', 'version'] as const).every(
    (part) => a[part] === undefined || b[part] === undefined || a[part] === b[part],
  );
}

function keysOf(a: object | undefined, b: object | undefined): string[] {
  return [...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])];
}

type NewerOf = ReadonlyMap<string, string>;

function paramChanges(before: GraphNode, after: GraphNode, newerOf: NewerOf): FieldChange[] {
  const renamed = (value: unknown) => {
    const reference = referenceOf(value);
    return reference === null ? value : { $ref: translated(reference, newerOf) };
  };
  return keysOf(before.params, after.params)
    .map((name): FieldChange => {
      return { field: 'param', name, before: before.params?.[name], after: after.params?.[name] };
    })
    .filter((change) => !sameValue(renamed(change.before), change.after));
}

function inputChanges(before: GraphNode, after: GraphNode, newerOf: NewerOf): FieldChange[] {
  const [old, new_] = [before, after].map((node) => Object.fromEntries(endsOf(node)));
  return keysOf(old, new_).flatMap((name) => {
    const was = old?.[name] ?? [];
    const now = new_?.[name] ?? [];
    const same = sameValue(
      was.map((source) => translated(source, newerOf)),
      now,
    );
    return same ? [] : [{ field: 'input' as const, name, before: was, after: now }];
  });
}

function fieldsOf(before: GraphNode, after: GraphNode, newerOf: NewerOf): FieldChange[] {
  const fields: FieldChange[] = [];
  if (before.id !== after.id)
    fields.push({ field: 'id', name: 'id', before: before.id, after: after.id });
  if (before.operator !== after.operator)
    fields.push({
      field: 'operator',
      name: 'operator',
      before: before.operator,
      after: after.operator,
    });
  if (!sameModel(before.model, after.model))
    fields.push({ field: 'model', name: 'model', before: before.model, after: after.model });
  return [
    ...fields,
    ...paramChanges(before, after, newerOf),
    ...inputChanges(before, after, newerOf),
  ];
}

function named(items: readonly { name: string }[] | undefined) {
  return new Map(
    (items ?? []).map((item) => [item.name, Object.fromEntries(Object.entries(item))]),
  );
}

/** Changes of a named list: the workflow's inputs, or its outputs. */
function listChanges(
  before: readonly { name: string }[] | undefined,
  after: readonly { name: string }[] | undefined,
): FieldChange[] {
  const [old, now] = [named(before), named(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name): FieldChange => {
      return { field: 'definition', name, before: old.get(name), after: now.get(name) };
    })
    .filter((change) => !sameValue(change.before, change.after));
}

function changesOf(before: GraphDocument, after: GraphDocument, matches: NodeMatches) {
  const newerOf = reversed(matches);
  const changes: NodeChange[] = [];
  const inputs = listChanges(before.inputs, after.inputs);
  if (inputs.length > 0) changes.push({ id: IN, sign: 'changed', fields: inputs });
  const { order, looped } = topologicalOrder(after);
  for (const id of [...order, ...looped]) {
    const node = findNode(after, id);
    const earlier = findNode(before, matches.get(id) ?? '');
    if (!node) continue;
    if (!earlier) {
      changes.push({ id, sign: 'added', fields: [] });
      continue;
    }
    const fields = fieldsOf(earlier, node, newerOf);
    if (fields.length > 0) changes.push({ id, sign: 'changed', fields });
  }
  for (const { id } of before.nodes) {
    if (!newerOf.has(id)) changes.push({ id, sign: 'removed', fields: [] });
  }
  const renamed = before.outputs?.map((output) => ({
    ...output,
    source: translated(output.source, newerOf),
  }));
  const outputs = listChanges(renamed, after.outputs);
  if (outputs.length > 0) changes.push({ id: OUTPUTS, sign: 'changed', fields: outputs });
  return changes;
}

/** The wires of the older graph, written with the ids of the newer one. */
export function translatedWires(before: GraphDocument, matches: NodeMatches): Wire[] {
  const newerOf = reversed(matches);
  const now = (id: string) => newerOf.get(id) ?? id;
  return wiresOf(before).map((wire) => {
    const source = { ...wire.source, node: now(wire.source.node) };
    const target = { ...wire.target, node: now(wire.target.node) };
    return { id: wireId(source, target), source, target };
  });
}

export function diff(before: GraphDocument, after: GraphDocument): GraphDiff {
  const matches = matchNodes(before, after);
  const [old, now] = [translatedWires(before, matches), wiresOf(after)];
  const ids = (wires: Wire[]) => new Set(wires.map((wire) => wire.id));
  const [oldIds, nowIds] = [ids(old), ids(now)];
  return {
    changes: changesOf(before, after, matches),
    matches,
    wiresAdded: now.filter((wire) => !oldIds.has(wire.id)),
    wiresRemoved: old.filter((wire) => !nowIds.has(wire.id)),
  };
}
