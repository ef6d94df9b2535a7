/** Looking things up in a graph: nodes, their cards, their ports, their wires. */
import type {
  Catalogue,
  GraphDocument,
  GraphNode,
  Layout,
  OperatorCard,
  Port,
  ValueKind,
} from '../api/types';

/** The pinned node that stands for the workflow's inputs. */
export const IN = 'IN';

export interface PortRef {
  node: string;
  port: string;
}
export interface Wire {
  id: string;
  source: PortRef;
  target: PortRef;
}

/** A port's name has no dot, so what stands before the last one is the node, whatever it holds. */
const PORT_REF = /^(.{1,64})\.([A-Za-z0-9_-]{1,64}|\*)$/su;

export function parseRef(text: string): PortRef | null {
  const match = PORT_REF.exec(text);
  return match?.[1] && match[2] ? { node: match[1], port: match[2] } : null;
}

export function formatRef(ref: PortRef): string {
  return `${ref.node}.${ref.port}`;
}

export function sameRef(a: PortRef, b: PortRef): boolean {
  return a.node === b.node && a.port === b.port;
}

export function wireId(source: PortRef, target: PortRef): string {
  // the first > ends the source, also when its node has one
  const node = source.node.replace(/[%>]/g, encodeURIComponent);
  return `${node}.${source.port}>${formatRef(target)}`;
}

/** Every readable wire of the graph, dangling ones too, in document order. */
export function wiresOf(graph: GraphDocument): Wire[] {
  return graph.nodes.flatMap((node) =>
    Object.entries(node.inputs ?? {}).flatMap(([port, sources]) =>
      sources.flatMap((text) => {
        const source = parseRef(text);
        const target = { node: node.id, port };
        return source ? [{ id: wireId(source, target), source, target }] : [];
      }),
    ),
  );
}

export function findNode(graph: GraphDocument, id: string): GraphNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

const indexes = new WeakMap<Catalogue, Map<string, OperatorCard>>();

/** The card of an operator by its id or one of its aliases. */
export function findCard(catalogue: Catalogue, operator: string): OperatorCard | undefined {
  let index = indexes.get(catalogue);
  if (!index) {
    index = new Map();
    for (const card of catalogue.operators)
      for (const alias of card.aliases) index.set(alias, card);
    for (const card of catalogue.operators) index.set(card.id, card);
    indexes.set(catalogue, index);
  }
  return index.get(operator);
}

export function cardOf(
  graph: GraphDocument,
  catalogue: Catalogue,
  id: string,
): OperatorCard | undefined {
  const node = findNode(graph, id);
  return node && findCard(catalogue, node.operator);
}

function inputKind(type: string): ValueKind {
  return type === 'dict' ? 'json' : (type as ValueKind);
}

/** The outputs of a node, or the workflow's inputs when it is `IN`. */
export function outputsOf(graph: GraphDocument, catalogue: Catalogue, id: string): readonly Port[] {
  if (id !== IN) return cardOf(graph, catalogue, id)?.outputs ?? [];
  return graph.inputs.map((input) => ({
    name: input.name,
    title: input.name,
    kinds: [inputKind(input.type)],
    required: false,
    each: false,
    all: false,
    help: 'An input of the workflow.',
  }));
}

export function inputsOf(graph: GraphDocument, catalogue: Catalogue, id: string): readonly Port[] {
  return id === IN ? [] : (cardOf(graph, catalogue, id)?.inputs ?? []);
}

export function findOutput(
  graph: GraphDocument,
  catalogue: Catalogue,
  ref: PortRef,
): Port | undefined {
  return outputsOf(graph, catalogue, ref.node).find((port) => port.name === ref.port);
}

export function findInput(
  graph: GraphDocument,
  catalogue: Catalogue,
  ref: PortRef,
): Port | undefined {
  return inputsOf(graph, catalogue, ref.node).find((port) => port.name === ref.port);
}

export function sourcesOf(graph: GraphDocument, target: PortRef): readonly string[] {
  return findNode(graph, target.node)?.inputs?.[target.port] ?? [];
}

/** What people call a node: its own label, else the operator's title, else its id. */
export function nodeName(
  graph: GraphDocument,
  catalogue: Catalogue,
  id: string,
  layout?: Layout,
): string {
  if (id === IN) return 'IN';
  return layout?.nodes[id]?.label || cardOf(graph, catalogue, id)?.title || id;
}
