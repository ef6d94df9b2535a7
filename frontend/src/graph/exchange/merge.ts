/** Adding an imported workflow to the one on the canvas: its nodes under free ids, its inputs where they lack. */
import type { Layout } from '../../api/types';
import { addGroup, addNote } from '../annotations';
import { referenceOf } from '../cycles';
import { freeId, type Point, type WorkflowDocument } from '../document';
import { formatRef, IN, parseRef } from '../ports';

/** The document with the other beside it, and the ids of what came. Wires that lead nowhere are kept. */
export function mergeInto(
  document: WorkflowDocument,
  other: WorkflowDocument,
  offset: Point,
): [WorkflowDocument, string[]] {
  const taken = document.graph.nodes.map(({ id }) => id);
  const renamed = new Map<string, string>();
  for (const { id } of other.graph.nodes) {
    const free = freeId(taken, id);
    taken.push(free);
    renamed.set(id, free);
  }
  const rename = (text: string): string => {
    const ref = parseRef(text);
    if (!ref || ref.node === IN) return text;
    return formatRef({ ...ref, node: renamed.get(ref.node) ?? ref.node });
  };
  const renameParam = (value: unknown) => {
    const ref = referenceOf(value);
    return ref === null ? value : { $ref: rename(ref) };
  };
  const mapped = <A, B>(record: Record<string, A>, change: (value: A) => B) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
  const nodes = other.graph.nodes.map((node) => ({
    ...node,
    id: renamed.get(node.id) ?? node.id,
    ...(node.inputs ? { inputs: mapped(node.inputs, (list) => list.map(rename)) } : {}),
    ...(node.params ? { params: mapped(node.params, renameParam) } : {}),
    ...(node.when ? { when: node.when.map(rename) } : {}),
  }));
  const known = new Set(document.graph.inputs.map(({ name }) => name));
  const inputs = [
    ...document.graph.inputs,
    ...other.graph.inputs.filter(({ name }) => !known.has(name)),
  ];
  const places = { ...document.layout.nodes };
  for (const [from, to] of renamed) {
    const place = other.layout.nodes[from] ?? { x: 0, y: 0 };
    places[to] = { ...place, x: place.x + offset.x, y: place.y + offset.y };
  }
  let layout: Layout = { ...document.layout, nodes: places };
  const moved = ({ x, y }: Point) => ({ x: x + offset.x, y: y + offset.y });
  for (const note of other.layout.notes ?? []) [layout] = addNote(layout, moved(note), note);
  for (const group of other.layout.groups ?? [])
    [layout] = addGroup(layout, { ...group, ...moved(group) }, group.title);
  const graph = { ...document.graph, inputs, nodes: [...document.graph.nodes, ...nodes] };
  return [{ graph, layout }, [...renamed.values()]];
}
