/** Changing a document. Every function answers a new document and leaves the old one alone. */
import type { GraphDocument, GraphNode, Layout, ModelRef, OperatorCard } from '../api/types';
import { referenceOf } from './cycles';
import { findNode, formatRef, IN, type PortRef, parseRef, sourcesOf, WHEN } from './ports';

/** What undo, drafts and versions hold: the graph and where its nodes stand. */
export interface WorkflowDocument {
  graph: GraphDocument;
  layout: Layout;
}
export interface Point {
  x: number;
  y: number;
}

const TAIL_WORDS = new Set([
  'operator',
  'regions',
  'region',
  'text',
  'image',
  'images',
  'concepts',
  'id',
]);

/** The telling word of an operator id: `image-crop` is a `crop`, `draw-regions` a `draw`. */
export function baseName(operator: string): string {
  const words = operator.split('-').filter(Boolean);
  while (words.length > 1 && TAIL_WORDS.has(words.at(-1) ?? '')) words.pop();
  return words.at(-1) ?? 'node';
}

/** `wanted`, or `wanted-2`, `wanted-3`... when it is taken. */
export function freeId(taken: Iterable<string>, wanted: string): string {
  const used = new Set(taken);
  used.add(IN);
  if (!used.has(wanted)) return wanted;
  const short = Array.from(wanted).slice(0, 60).join('');
  let number = 2;
  while (used.has(`${short}-${number}`)) number += 1;
  return `${short}-${number}`;
}

export function uniqueId(graph: GraphDocument, operator: string): string {
  return freeId(
    graph.nodes.map((node) => node.id),
    baseName(operator),
  );
}

function mapNode(
  graph: GraphDocument,
  id: string,
  change: (node: GraphNode) => GraphNode,
): GraphDocument {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? change(node) : node)) };
}

function withoutKey<T>(record: Record<string, T>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** Place a new node of an operator, with the operator's default model when it needs one. */
export function addNode(
  document: WorkflowDocument,
  card: Pick<OperatorCard, 'id' | 'default_model'>,
  at: Point,
): [WorkflowDocument, string] {
  const id = uniqueId(document.graph, card.id);
  const node: GraphNode = { id, operator: card.id };
  if (card.default_model) node.model = { id: card.default_model };
  const added = {
    graph: { ...document.graph, nodes: [...document.graph.nodes, node] },
    layout: { ...document.layout, nodes: { ...document.layout.nodes, [id]: roundPoint(at) } },
  };
  return [added, id];
}

/** Take nodes away with every wire, reference and named output that used them. `IN` stays. */
export function removeNodes(document: WorkflowDocument, ids: Iterable<string>): WorkflowDocument {
  const gone = new Set(ids);
  gone.delete(IN);
  if (gone.size === 0) return document;
  const isGone = (text: string) => gone.has(parseRef(text)?.node ?? '');
  const nodes = document.graph.nodes
    .filter((node) => !gone.has(node.id))
    .map((node) => dropSources(node, isGone));
  const { outputs, ...rest } = document.graph;
  const kept = outputs?.filter((output) => !isGone(output.source));
  const places = Object.entries(document.layout.nodes).filter(([id]) => !gone.has(id));
  return {
    graph: { ...rest, nodes, ...(kept ? { outputs: kept } : {}) },
    layout: { ...document.layout, nodes: Object.fromEntries<Layout['nodes'][string]>(places) },
  };
}

function dropSources(node: GraphNode, isGone: (source: string) => boolean): GraphNode {
  const wired = Object.entries(node.inputs ?? {});
  const gates = node.when?.filter((source) => !isGone(source));
  const params = Object.entries(node.params ?? {});
  const keptParams = params.filter(([, value]) => !isGone(referenceOf(value) ?? ''));
  const isFed = wired.some(([, sources]) => sources.some(isGone));
  const isSame = keptParams.length === params.length && gates?.length === node.when?.length;
  if (!isFed && isSame) return node;
  const inputs = wired
    .map(([port, sources]) => [port, sources.filter((source) => !isGone(source))] as const)
    .filter(([, sources]) => sources.length > 0);
  return {
    ...node,
    ...(node.inputs ? { inputs: Object.fromEntries(inputs) } : {}),
    ...(node.params ? { params: Object.fromEntries(keptParams) } : {}),
    ...(gates ? { when: gates } : {}),
  };
}

/** Wire an output to an input; an input has one source, so the wire that was there goes. */
export function connect(graph: GraphDocument, source: PortRef, target: PortRef): GraphDocument {
  return mapNode(graph, target.node, (node) =>
    target.port === WHEN
      ? { ...node, when: [...(node.when ?? []), formatRef(source)] }
      : { ...node, inputs: { ...node.inputs, [target.port]: [formatRef(source)] } },
  );
}

export function disconnect(graph: GraphDocument, source: PortRef, target: PortRef): GraphDocument {
  const text = formatRef(source);
  const left = sourcesOf(graph, target).filter((other) => other !== text);
  if (target.port === WHEN) {
    return mapNode(graph, target.node, (node) => ({ ...node, when: left }));
  }
  return mapNode(graph, target.node, (node) => ({
    ...node,
    inputs:
      left.length > 0
        ? { ...node.inputs, [target.port]: left }
        : withoutKey(node.inputs ?? {}, target.port),
  }));
}

/** Set one parameter; `undefined` goes back to the operator's default. */
export function setParam(
  graph: GraphDocument,
  id: string,
  name: string,
  value: unknown,
): GraphDocument {
  return mapNode(graph, id, (node) => ({
    ...node,
    params:
      value === undefined ? withoutKey(node.params ?? {}, name) : { ...node.params, [name]: value },
  }));
}

/** Choose a model, or none to go back to the operator's default. */
export function setModel(
  graph: GraphDocument,
  id: string,
  model: ModelRef | undefined,
): GraphDocument {
  return mapNode(graph, id, (node) => {
    const plain = { ...node };
    delete plain.model;
    return model ? { ...plain, model } : plain;
  });
}

/** Give a node another id everywhere it is named; a taken or reserved id changes nothing. */
export function renameNode(document: WorkflowDocument, from: string, to: string): WorkflowDocument {
  if (from === to || from === IN || to === IN || findNode(document.graph, to)) return document;
  const renamed = (text: string) => {
    const ref = parseRef(text);
    return ref?.node === from ? formatRef({ ...ref, node: to }) : text;
  };
  const renamedParam = (value: unknown) => {
    const ref = referenceOf(value);
    return ref === null ? value : { $ref: renamed(ref) };
  };
  const mapValues = <A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
  const nodes = document.graph.nodes.map((node) => ({
    ...node,
    id: node.id === from ? to : node.id,
    ...(node.inputs ? { inputs: mapValues(node.inputs, (sources) => sources.map(renamed)) } : {}),
    ...(node.params ? { params: mapValues(node.params, renamedParam) } : {}),
    ...(node.when ? { when: node.when.map(renamed) } : {}),
  }));
  const { outputs, ...rest } = document.graph;
  const places = Object.entries(document.layout.nodes).map(
    ([id, place]) => [id === from ? to : id, place] as const,
  );
  return {
    graph: {
      ...rest,
      nodes,
      ...(outputs
        ? { outputs: outputs.map((output) => ({ ...output, source: renamed(output.source) })) }
        : {}),
    },
    layout: { ...document.layout, nodes: Object.fromEntries<Layout['nodes'][string]>(places) },
  };
}

/** The name people read on the node; empty goes back to the operator's title. */
export function setLabel(layout: Layout, id: string, label: string): Layout {
  const place = { ...(layout.nodes[id] ?? { x: 0, y: 0 }) };
  delete place.label;
  const trimmed = label.trim();
  return {
    ...layout,
    nodes: { ...layout.nodes, [id]: trimmed ? { ...place, label: trimmed } : place },
  };
}

function roundPoint(point: Point): Point {
  return { x: Math.round(point.x), y: Math.round(point.y) };
}

/** Move nodes; their labels and the rest of the layout stay. */
export function moveNodes(layout: Layout, places: Record<string, Point>): Layout {
  const moved = Object.entries(places).map(
    ([id, point]) => [id, { ...layout.nodes[id], ...roundPoint(point) }] as const,
  );
  return { ...layout, nodes: { ...layout.nodes, ...Object.fromEntries<Point>(moved) } };
}
