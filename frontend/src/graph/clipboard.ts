/** Nodes as text on the clipboard, and back: pasting works across workflows and windows. */
import type { GraphNode, Layout } from '../api/types';
import { addGroup, addNote, type Group, type Note } from './annotations';
import { freeId, type Point, type WorkflowDocument } from './document';
import { IN, parseRef } from './ports';
import { isRecord, readAnnotations, readPlaces } from './readLayout';

export interface Fragment {
  weft: 'nodes';
  nodes: GraphNode[];
  layout: Layout['nodes'];
  notes?: Note[];
  groups?: Group[];
}

export function copyNodes(
  document: WorkflowDocument,
  ids: Iterable<string>,
  annotations: ReadonlySet<string> = new Set(),
): string | null {
  const chosen = new Set(ids);
  const { layout } = document;
  const nodes = document.graph.nodes.filter((node) => chosen.has(node.id));
  const notes = (layout.notes ?? []).filter(({ id }) => annotations.has(id));
  const groups = (layout.groups ?? []).filter(({ id }) => annotations.has(id));
  if (nodes.length + notes.length + groups.length === 0) return null;
  const places = Object.entries(layout.nodes).filter(([id]) =>
    nodes.some((node) => node.id === id),
  );
  const fragment: Fragment = {
    weft: 'nodes',
    nodes,
    layout: Object.fromEntries(places),
    ...(notes.length > 0 ? { notes } : {}),
    ...(groups.length > 0 ? { groups } : {}),
  };
  return JSON.stringify(fragment, null, 2);
}

function isGraphNode(value: unknown): value is GraphNode {
  if (!isRecord(value) || typeof value.id !== 'string' || typeof value.operator !== 'string')
    return false;
  const { inputs = {}, params = {}, when = [] } = value;
  if (!isRecord(params) || !isRecord(inputs) || !Array.isArray(when)) return false;
  return Object.values(inputs).every(Array.isArray);
}

/** The nodes in a text; null when it holds none. */
export function parseNodes(text: string): Fragment | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.weft !== 'nodes' || !Array.isArray(value.nodes)) return null;
    const nodes: unknown[] = value.nodes;
    if (!nodes.every(isGraphNode)) return null;
    const { notes, groups } = readAnnotations(value);
    return {
      weft: 'nodes',
      nodes,
      layout: readPlaces(value.layout),
      ...(notes ? { notes } : {}),
      ...(groups ? { groups } : {}),
    };
  } catch {
    return null;
  }
}

/**
 * Add copied nodes under free ids. Wires among them are kept, and wires from nodes that exist here too, so a
 * duplicate is wired like its original.
 */
export function pasteNodes(
  document: WorkflowDocument,
  fragment: Fragment,
  offset: Point,
): [WorkflowDocument, string[]] {
  const taken = document.graph.nodes.map((node) => node.id);
  const renamed = new Map<string, string>();
  for (const node of fragment.nodes) {
    const bare = node.id.replace(/-\d+$/, '');
    const id = freeId(taken, taken.includes(bare) ? bare : node.id);
    taken.push(id);
    renamed.set(node.id, id);
  }
  const inputNames = document.graph.inputs.map((input) => input.name);
  const known = new Set(document.graph.nodes.map((node) => node.id));
  const rewire = (text: string): string[] => {
    const source = parseRef(text);
    if (!source) return [];
    const id = renamed.get(source.node);
    if (id) return [`${id}.${source.port}`];
    const exists = source.node === IN ? inputNames.includes(source.port) : known.has(source.node);
    return exists ? [text] : [];
  };
  const nodes = fragment.nodes.map((node) => {
    const wired = Object.entries(node.inputs ?? {}).map(
      ([port, sources]) => [port, sources.flatMap(rewire)] as const,
    );
    const inputs = Object.fromEntries(wired.filter(([, sources]) => sources.length > 0));
    const when = node.when ? { when: node.when.flatMap(rewire) } : {};
    return { ...node, id: renamed.get(node.id) ?? node.id, inputs, ...when };
  });
  const places = { ...document.layout.nodes };
  for (const [from, to] of renamed) {
    const place = fragment.layout[from] ?? { x: 0, y: 0 };
    places[to] = { ...place, x: place.x + offset.x, y: place.y + offset.y };
  }
  const added = [...renamed.values()];
  let layout: Layout = { ...document.layout, nodes: places };
  const move = ({ x, y }: Point) => ({ x: x + offset.x, y: y + offset.y });
  for (const note of fragment.notes ?? []) {
    const [after, id] = addNote(layout, move(note), note);
    layout = after;
    added.push(id);
  }
  for (const group of fragment.groups ?? []) {
    const [after, id] = addGroup(layout, { ...group, ...move(group) }, group.title);
    layout = after;
    added.push(id);
  }
  return [
    { graph: { ...document.graph, nodes: [...document.graph.nodes, ...nodes] }, layout },
    added,
  ];
}
