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

/** The port where gates end: what comes there only says whether the node runs. */
export const WHEN = 'when';
/** As the port of an output: every port of the node. */
export const ALL_PORTS = '*';

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

/** A wire's end as the port and the wire's own name: "data.left" ends on `data`. */
export function splitPort(name: string): { port: string; own: string } {
  const at = name.indexOf('.');
  return at < 0 ? { port: name, own: '' } : { port: name.slice(0, at), own: name.slice(at + 1) };
}

/** Where wires end at a node, and from where: its inputs, then its gates. */
export function endsOf(node: Pick<GraphNode, 'inputs' | 'when'>): [string, readonly string[]][] {
  const gates: [string, readonly string[]][] = node.when?.length ? [[WHEN, node.when]] : [];
  return [...Object.entries(node.inputs ?? {}), ...gates];
}

/** Every readable wire of the graph, dangling ones too, in document order. */
export function wiresOf(graph: GraphDocument): Wire[] {
  return graph.nodes.flatMap((node) =>
    endsOf(node).flatMap(([port, sources]) =>
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

/** Those of them that stand on the card. */
export function shownOutputsOf(
  graph: GraphDocument,
  catalogue: Catalogue,
  id: string,
): readonly Port[] {
  const node = findNode(graph, id);
  const card = node && findCard(catalogue, node.operator);
  return card ? outputPorts(node, card) : outputsOf(graph, catalogue, id);
}

export function inputsOf(graph: GraphDocument, catalogue: Catalogue, id: string): readonly Port[] {
  const node = findNode(graph, id);
  const card = node && findCard(catalogue, node.operator);
  return card ? inputPorts(node, card) : [];
}

/** Where wires may end at a node: its card's inputs, the named wires there are, and its gate. */
export function inputPorts(node: GraphNode, card: OperatorCard): Port[] {
  return [...card.inputs.flatMap((port) => [port, ...namedEnds(node, port)]), GATE];
}

/** The outputs that a card shows: of those that stand for entries of a setting as many as it has. */
export function outputPorts(
  node: Pick<GraphNode, 'params'>,
  card: OperatorCard,
  wired: readonly string[] = [],
): Port[] {
  let entry = 0;
  return card.outputs.filter(({ name, entry_of }) => {
    if (!entry_of) return true;
    entry += 1;
    return entry <= Math.max(1, entriesIn(node.params?.[entry_of])) || wired.includes(name);
  });
}

/** Entries of a list, or of all lists in a mapping; of what follows a value nobody knows. */
function entriesIn(setting: unknown): number {
  if (Array.isArray(setting)) return setting.length;
  if (typeof setting !== 'object' || setting === null) return 0;
  return '$ref' in setting ? Infinity : Object.values(setting).flat().length;
}

export const GATE: Port = {
  name: WHEN,
  title: 'only when',
  kinds: ['boolean'],
  required: false,
  each: false,
  all: false,
  many: true,
  help: 'The node runs only where this has a value.',
};

/** The named wires of a port that takes several, as ports of their own. */
function namedEnds(node: GraphNode, port: Port): Port[] {
  if (!port.many) return [];
  return Object.keys(node.inputs ?? {}).flatMap((name) => {
    const end = splitPort(name);
    return end.port === port.name && end.own
      ? [{ ...port, name, title: end.own, required: false, many: false }]
      : [];
  });
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
  const node = findNode(graph, target.node);
  return (target.port === WHEN ? node?.when : node?.inputs?.[target.port]) ?? [];
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
