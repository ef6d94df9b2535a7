/** The reason a wire cannot be, in words, with what to do instead. */
import type { Catalogue, GraphDocument, Layout, OperatorCard, Port } from '../api/types';
import { wouldLoop } from './cycles';
import { connect, freeId } from './document';
import { fits, phrase } from './kinds';
import { lineagesOf } from './lineage';
import {
  findInput,
  findNode,
  findOutput,
  formatRef,
  IN,
  inputsOf,
  nodeName,
  type PortRef,
  shownOutputsOf,
  sourcesOf,
  splitPort,
  WHEN,
} from './ports';
import { groupRank } from './search';

export type RefusalCode =
  | 'unknown_port'
  | 'self'
  | 'cycle'
  | 'already_connected'
  | 'wrong_type'
  | 'lineage_clash'
  | 'too_many_nodes';

/** What would make the wire possible, for a button beside the reason. */
export type Fix =
  | { kind: 'ports'; label: string; source: PortRef; target: PortRef }
  | { kind: 'between'; label: string; operator: string; source: PortRef; target: PortRef };

export interface Refusal {
  code: RefusalCode;
  message: string;
  cure: string;
  fix?: Fix;
}

/**
 * Why an output may not feed an input; null when it may. The same rules as the server's, so a wire that can
 * be drawn can be saved. `layout` only lends the labels people gave to nodes.
 */
export function whyNot(
  graph: GraphDocument,
  catalogue: Catalogue,
  source: PortRef,
  target: PortRef,
  layout?: Layout,
): Refusal | null {
  const name = (id: string) => nodeName(graph, catalogue, id, layout);
  const from = findOutput(graph, catalogue, source);
  const to = findInput(graph, catalogue, target);
  if (!from || !to) return unknownPort(name, source, target, !from);
  if (source.node === target.node) {
    return {
      code: 'self',
      message: `${name(source.node)} cannot feed itself.`,
      cure: 'Connect it to another node.',
    };
  }
  if (sourcesOf(graph, target).includes(formatRef(source))) {
    return {
      code: 'already_connected',
      message: `${name(source.node)} already feeds this port.`,
      cure: 'Nothing to do.',
    };
  }
  if (target.port === WHEN && (from.kinds.length > 1 || from.kinds[0] !== 'boolean')) {
    return {
      code: 'wrong_type',
      message: `A gate needs a yes or no; ${name(source.node)} gives ${phrase(from.kinds)} here.`,
      cure: 'Take the output of a condition.',
    };
  }
  if (!fits(from.kinds, to.kinds))
    return wrongType(graph, catalogue, source, target, from, to, name);
  if (wouldLoop(graph, source.node, target.node)) {
    return {
      code: 'cycle',
      message: `This would make a loop: ${name(target.node)} already runs before ${name(source.node)}.`,
      cure: 'A workflow runs from left to right; use an output that comes earlier.',
    };
  }
  return clash(graph, catalogue, source, target, name);
}

/** Where a wire really ends: on a port that takes several it gets a free name of its own. */
export function endFor(
  graph: GraphDocument,
  catalogue: Catalogue,
  source: PortRef,
  target: PortRef,
): PortRef {
  if (target.port === WHEN || !findInput(graph, catalogue, target)?.many) return target;
  const named = Object.keys(findNode(graph, target.node)?.inputs ?? {})
    .map(splitPort)
    .filter(({ port }) => port === target.port);
  const wanted = (source.node === IN ? source.port : source.node).replace(/[^A-Za-z0-9_-]/g, '_');
  const own = freeId(
    named.map((end) => end.own),
    wanted,
  );
  return { node: target.node, port: `${target.port}.${own}` };
}

type Namer = (id: string) => string;

function unknownPort(name: Namer, source: PortRef, target: PortRef, atSource: boolean): Refusal {
  const ref = atSource ? source : target;
  return {
    code: 'unknown_port',
    message: `${name(ref.node)} has no ${atSource ? 'output' : 'input'} named ${ref.port}.`,
    cure: 'Choose one of the ports shown on the node.',
  };
}

function wrongType(
  graph: GraphDocument,
  catalogue: Catalogue,
  source: PortRef,
  target: PortRef,
  from: Port,
  to: Port,
  name: Namer,
): Refusal {
  return {
    code: 'wrong_type',
    message: `${name(target.node)} needs ${phrase(to.kinds)} here; ${name(source.node)} gives ${phrase(from.kinds)}.`,
    ...cureOfType(graph, catalogue, source, target, from, to, name),
  };
}

/** How many wires a node waits for: the fewer, the sooner it is offered to stand between two others. */
function needed(card: OperatorCard): number {
  return card.inputs.filter((port) => port.required).length;
}

function cureOfType(
  graph: GraphDocument,
  catalogue: Catalogue,
  source: PortRef,
  target: PortRef,
  from: Port,
  to: Port,
  name: Namer,
): Pick<Refusal, 'cure' | 'fix'> {
  const otherInput = inputsOf(graph, catalogue, target.node).find(
    (port) => port.name !== WHEN && fits(from.kinds, port.kinds),
  );
  if (otherInput) {
    const title = otherInput.title.toLowerCase();
    const other = { node: target.node, port: otherInput.name };
    return {
      cure: `Drop on its ${title} port.`,
      fix: { kind: 'ports', label: `Connect to ${title}`, source, target: other },
    };
  }
  const bridge = bridgeBetween(catalogue, source, target, from, to);
  // The other inputs of a workflow are other things; the other outputs of a node tell of the same.
  if (bridge && source.node === IN) return bridge;
  const otherOutput = shownOutputsOf(graph, catalogue, source.node).find((port) =>
    fits(port.kinds, to.kinds),
  );
  if (otherOutput) {
    const title = otherOutput.title.toLowerCase();
    const other = { node: source.node, port: otherOutput.name };
    return {
      cure: `Take the ${title} output of ${name(source.node)}.`,
      fix: { kind: 'ports', label: `Connect ${title}`, source: other, target },
    };
  }
  return bridge ?? { cure: `Look for an output that gives ${phrase(to.kinds)}.` };
}

/** The node that makes of the one what the other needs: the one that waits for fewest other wires. */
function bridgeBetween(
  catalogue: Catalogue,
  source: PortRef,
  target: PortRef,
  from: Port,
  to: Port,
): Pick<Refusal, 'cure' | 'fix'> | null {
  const [between] = catalogue.operators
    .filter(
      (card) =>
        card.available &&
        card.inputs.some((port) => !port.kinds.includes('any') && fits(from.kinds, port.kinds)) &&
        card.outputs.some((port) => !port.kinds.includes('any') && fits(port.kinds, to.kinds)),
    )
    .sort((a, b) => needed(a) - needed(b) || groupRank(a.group) - groupRank(b.group));
  if (!between) return null;
  return {
    cure: `Put ${between.title} between them.`,
    fix: {
      kind: 'between',
      label: `Insert ${between.title}`,
      operator: between.id,
      source,
      target,
    },
  };
}

function clash(
  graph: GraphDocument,
  catalogue: Catalogue,
  source: PortRef,
  target: PortRef,
  name: Namer,
): Refusal | null {
  const found = lineagesOf(connect(graph, source, target), catalogue).clashes.get(target.node);
  if (!found || lineagesOf(graph, catalogue).clashes.has(target.node)) return null;
  if (found.other === null) {
    return {
      code: 'lineage_clash',
      message: `${name(target.node)} gathers a list here; ${name(source.node)} gives one value.`,
      cure: 'Connect an output that comes after a crop, a tile or a frame node.',
    };
  }
  const say = (lineage: readonly string[]) =>
    lineage.slice(1).map(name).join(', then ') || 'the input';
  return {
    code: 'lineage_clash',
    message: `${name(target.node)} would get one list split by ${say(found.lineage)} and another split by ${say(found.other)}.`,
    cure: 'Wires into one node must come from the same split.',
  };
}

/** Why another node may not be added; null when it may. */
export function whyNoMoreNodes(
  graph: GraphDocument,
  catalogue: Catalogue,
  adding = 1,
): Refusal | null {
  const limit = catalogue.limits.nodes;
  if (graph.nodes.length + adding <= limit) return null;
  return {
    code: 'too_many_nodes',
    message: `A workflow holds ${limit} nodes at most; this one has ${graph.nodes.length}.`,
    cure: 'Remove a node first.',
  };
}

/** Every wire that could be drawn from an output, by node then port. */
export function targetsFor(graph: GraphDocument, catalogue: Catalogue, source: PortRef): PortRef[] {
  return graph.nodes.flatMap((node) =>
    inputsOf(graph, catalogue, node.id)
      .map((port) => ({ node: node.id, port: port.name }))
      .filter((target) => !whyNot(graph, catalogue, source, target)),
  );
}

/** Every output that could feed an input. */
export function sourcesFor(graph: GraphDocument, catalogue: Catalogue, target: PortRef): PortRef[] {
  return [IN, ...graph.nodes.map((node) => node.id)].flatMap((id) =>
    shownOutputsOf(graph, catalogue, id)
      .map((port) => ({ node: id, port: port.name }))
      .filter((source) => !whyNot(graph, catalogue, source, target)),
  );
}

/** The first input of an operator that an output can feed: the one a picked node is wired by. */
export function matchingInput(
  catalogue: Catalogue,
  operator: string,
  from: Port | undefined,
): Port | undefined {
  const card = catalogue.operators.find((other) => other.id === operator);
  if (!card || !from) return undefined;
  const inputs = card.inputs.filter((port) => fits(from.kinds, port.kinds));
  return inputs.find((port) => !port.kinds.includes('any')) ?? inputs[0];
}

export function matchingOutput(
  catalogue: Catalogue,
  operator: string,
  to: Port | undefined,
): Port | undefined {
  const card = catalogue.operators.find((other) => other.id === operator);
  return to && card?.outputs.find((port) => fits(port.kinds, to.kinds));
}
