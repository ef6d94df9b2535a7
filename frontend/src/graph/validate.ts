/** Every reason a graph cannot run, at once: the rules of the server's check, told with the nodes' own names. */
import type {
  Catalogue,
  GraphDocument,
  GraphInput,
  GraphNode,
  GraphProblem,
  Layout,
  OperatorCard,
  Port,
} from '../api/types';
import { findLoops, referenceOf } from './cycles';
import { fits, phrase } from './kinds';
import { lineagesOf } from './lineage';
import { checkParams, paramTitle } from './params';
import {
  ALL_PORTS,
  findCard,
  findOutput,
  IN,
  nodeName,
  outputsOf,
  parseRef,
  splitPort,
  WHEN,
} from './ports';

interface Scene {
  graph: GraphDocument;
  catalogue: Catalogue;
  name: (id: string) => string;
}

function problem(
  node: string | null,
  port: string | null,
  code: string,
  message: string,
  cure: string,
): GraphProblem {
  return { node, port, code, message, cure };
}

/** Problems in document order; an empty list means the graph can be saved and run. */
export function validate(
  graph: GraphDocument,
  catalogue: Catalogue,
  layout?: Layout,
): GraphProblem[] {
  const scene = { graph, catalogue, name: (id: string) => nodeName(graph, catalogue, id, layout) };
  const loops = loopProblems(scene);
  return [
    ...shapeProblems(scene),
    ...graph.nodes.flatMap((node) => nodeProblems(scene, node)),
    ...loops,
    ...(loops.length > 0 ? [] : lineageProblems(scene)),
    ...outputProblems(scene),
  ];
}

function repeated(names: string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function shapeProblems({ graph, catalogue }: Scene): GraphProblem[] {
  const found: GraphProblem[] = [];
  const limit = catalogue.limits.nodes;
  if (graph.nodes.length === 0) {
    found.push(
      problem(null, null, 'no_nodes', 'The graph has no nodes.', 'Drag a node onto the canvas.'),
    );
  }
  const over = graph.nodes[limit];
  if (over) {
    const message = `The graph has ${graph.nodes.length} nodes; at most ${limit} are allowed.`;
    found.push(
      problem(
        over.id,
        null,
        'too_many_nodes',
        message,
        'Remove nodes, or split the work into two workflows.',
      ),
    );
  }
  for (const id of repeated(graph.nodes.map((node) => node.id))) {
    const message = `Several nodes are named ${id}.`;
    found.push(problem(id, null, 'duplicate_node', message, 'Give each node a name of its own.'));
  }
  return found;
}

function nodeProblems(scene: Scene, node: GraphNode): GraphProblem[] {
  const card = findCard(scene.catalogue, node.operator);
  if (!card) {
    const message = `${scene.name(node.id)} uses the operator ${node.operator}, which is not installed here.`;
    return [
      problem(node.id, null, 'unknown_operator', message, 'Choose another node from the palette.'),
    ];
  }
  return [
    ...availabilityProblems(scene, node, card),
    ...modelProblems(scene, node, card),
    ...paramProblems(scene, node, card),
    ...wireProblems(scene, node, card),
  ];
}

function availabilityProblems(
  { name }: Scene,
  node: GraphNode,
  card: OperatorCard,
): GraphProblem[] {
  if (card.available) return [];
  const message = `${name(node.id)} cannot run here: ${card.why_not ?? 'something it needs is missing'}.`;
  return [
    problem(
      node.id,
      null,
      'operator_unavailable',
      message,
      'Bring what it needs, or choose another node.',
    ),
  ];
}

function modelProblems({ name }: Scene, node: GraphNode, card: OperatorCard): GraphProblem[] {
  if (card.task && !node.model) {
    const cure = `Choose a model for ${card.title} on the right, or import one on the app's page, under Models.`;
    return [problem(node.id, null, 'missing_model', `${name(node.id)} has no model.`, cure)];
  }
  if (!card.task && node.model) {
    const message = `${name(node.id)} takes no model.`;
    return [problem(node.id, null, 'needless_model', message, 'Remove the model from the node.')];
  }
  return [];
}

export const PARAMETER_TYPES: readonly GraphInput['type'][] = [
  'number',
  'string',
  'boolean',
  'list',
  'dict',
  'any',
  'json',
];

function referenceExists({ graph, catalogue }: Scene, text: string): boolean {
  const ref = parseRef(text);
  if (!ref) return false;
  if (ref.node === IN) {
    return graph.inputs.some(
      (input) => input.name === ref.port && PARAMETER_TYPES.includes(input.type),
    );
  }
  const node = graph.nodes.find((other) => other.id === ref.node);
  if (!node) return false;
  return !findCard(catalogue, node.operator) || findOutput(graph, catalogue, ref) !== undefined;
}

function paramProblems(scene: Scene, node: GraphNode, card: OperatorCard): GraphProblem[] {
  const params = node.params ?? {};
  const dangling = Object.entries(params).flatMap(([param, value]) => {
    const ref = referenceOf(value);
    if (ref === null || referenceExists(scene, ref)) return [];
    const message = `${paramTitle(param, card.params.properties?.[param])} of ${scene.name(node.id)} refers to ${ref}, which does not exist.`;
    return [
      problem(
        node.id,
        param,
        'unknown_reference',
        message,
        'Set a value, or refer to another output.',
      ),
    ];
  });
  const bad = checkParams(params, card.params).map((found) => {
    const title = paramTitle(found.name, card.params.properties?.[found.name]);
    const message = `${title} of ${scene.name(node.id)} ${found.reason}.`;
    return problem(
      node.id,
      found.name,
      'bad_params',
      message,
      'Set it on the right, or remove it to use its default.',
    );
  });
  return [...dangling, ...bad];
}

function wireProblems(scene: Scene, node: GraphNode, card: OperatorCard): GraphProblem[] {
  const found: GraphProblem[] = [];
  for (const [portName, sources] of Object.entries(node.inputs ?? {})) {
    const end = splitPort(portName);
    const port = card.inputs.find((input) => input.name === end.port);
    if (!port || (end.own && !port.many)) {
      const names = card.inputs.map((input) => input.name).join(', ') || 'none';
      const message = `${scene.name(node.id)} has no input named ${portName}.`;
      found.push(problem(node.id, portName, 'unknown_port', message, `Its inputs are: ${names}.`));
      continue;
    }
    if (sources.length > 1 && !port.many) {
      const message = `${sources.length} wires end on ${port.title} of ${scene.name(node.id)}; it takes one.`;
      found.push(
        problem(
          node.id,
          portName,
          'several_sources',
          message,
          'Remove all but one of these wires.',
        ),
      );
    }
    found.push(...sources.flatMap((source) => sourceProblem(scene, node, port, source)));
  }
  for (const port of card.inputs) {
    const isWired = Object.entries(node.inputs ?? {}).some(
      ([name, sources]) => splitPort(name).port === port.name && sources.length > 0,
    );
    if (!port.required || isWired) continue;
    const message = `${scene.name(node.id)} has nothing on its input ${port.title.toLowerCase()}.`;
    const cure = `Draw a wire to it from an output that gives ${phrase(port.kinds)}.`;
    found.push(problem(node.id, port.name, 'missing_input', message, cure));
  }
  return [...found, ...(node.when ?? []).flatMap((source) => gateProblem(scene, node, source))];
}

function sourceProblem(scene: Scene, node: GraphNode, port: Port, text: string): GraphProblem[] {
  const source = parseRef(text);
  const from = scene.graph.nodes.find((other) => other.id === source?.node);
  if (from && !findCard(scene.catalogue, from.operator)) return [];
  const output =
    source &&
    outputsOf(scene.graph, scene.catalogue, source.node).find((one) => one.name === source.port);
  if (!source || !output) {
    const message = `${port.title} of ${scene.name(node.id)} is wired to ${text}, which does not exist.`;
    const cure = 'Remove the wire, or connect the port to another output.';
    return [problem(node.id, port.name, 'dangling_edge', message, cure)];
  }
  if (fits(output.kinds, port.kinds)) return [];
  const message = `${scene.name(node.id)} needs ${phrase(port.kinds)} on ${port.title.toLowerCase()}; ${scene.name(source.node)} gives ${phrase(output.kinds)}.`;
  const cure = 'Connect an output of that type, or put a node between that makes one.';
  return [problem(node.id, port.name, 'wrong_type', message, cure)];
}

function gateProblem({ graph, catalogue, name }: Scene, node: GraphNode, text: string) {
  const source = parseRef(text);
  const from = graph.nodes.find((other) => other.id === source?.node);
  if (from && !findCard(catalogue, from.operator)) return [];
  if (source && findOutput(graph, catalogue, source)) return [];
  const message = `${name(node.id)} waits for ${text}, which does not exist.`;
  const cure = 'Remove the gate, or connect it to another output.';
  return [problem(node.id, WHEN, 'dangling_gate', message, cure)];
}

function loopProblems({ graph, name }: Scene): GraphProblem[] {
  return findLoops(graph).flatMap((loop) => {
    const [first] = loop;
    if (first === undefined) return [];
    const message = `The wires form a loop: ${[...loop, first].map(name).join(' → ')}.`;
    const cure = 'Remove one of these wires: a node cannot wait for its own output.';
    return [problem(first, null, 'cycle', message, cure)];
  });
}

function lineageProblems({ graph, catalogue, name }: Scene): GraphProblem[] {
  return [...lineagesOf(graph, catalogue).clashes].map(([id, clash]) => {
    const message = clash.other
      ? `The inputs of ${name(id)} come from different splits and cannot be paired.`
      : `${name(id)} gathers a list, but gets one value.`;
    return problem(
      id,
      clash.port,
      'lineage_clash',
      message,
      'Wire them from the same crop, tile or frame node.',
    );
  });
}

function outputProblems({ graph, catalogue }: Scene): GraphProblem[] {
  return (graph.outputs ?? []).flatMap((output) => {
    const source = parseRef(output.source);
    const isWhole = source?.port === ALL_PORTS && graph.nodes.some(({ id }) => id === source.node);
    if (source && (isWhole || findOutput(graph, catalogue, source))) return [];
    const message = `The output ${output.name} selects ${output.source}, which does not exist.`;
    return [problem(null, output.name, 'dangling_output', message, "Select a node's output port.")];
  });
}
