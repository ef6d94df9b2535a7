/** What a node's chain of operations begins with, and what it has to leave. Pure. */
import type { Catalogue, GraphDocument, GraphNode, OperatorCard, ValueKind } from '../../api/types';
import { findOutput, parseRef } from '../ports';
import type { Flow } from './operationTable';

const FLOWS: Partial<Record<ValueKind, Flow>> = {
  regions: 'regions',
  image: 'picture',
  concepts: 'concepts',
  text: 'text',
  string: 'text',
  number: 'number',
  boolean: 'yes',
  list: 'list',
};

/** The flow behind kinds that all mean the same one. */
function flowOf(kinds: readonly ValueKind[]): Flow {
  const [first, ...others] = kinds.map((kind) => FLOWS[kind] ?? null);
  return first && others.every((flow) => flow === first) ? first : null;
}

export function chainFlows(
  graph: GraphDocument,
  catalogue: Catalogue,
  node: GraphNode,
  card: OperatorCard,
): { from: Flow; to: Flow } {
  const [port] = card.inputs;
  const source = port && parseRef(node.inputs?.[port.name]?.[0] ?? '');
  const told = source && findOutput(graph, catalogue, source);
  const from = told && !told.each ? flowOf(told.kinds) : null;
  const [only] = card.outputs;
  const to = card.outputs.length === 1 && only ? flowOf(only.kinds) : null;
  return { from: from ?? (port ? flowOf(port.kinds) : null), to: to === 'regions' ? to : null };
}
