/** A node in words: the line of its settings, and the name a screen reader says. */
import type { GraphNode, NodeState, OperatorCard, PortOutputs, Tree } from '../api/types';
import { formatSummary } from '../graph/params';
import type { ShownStatus } from '../panels/StateChip';
import { duration } from '../ui/format';

/** "plates v2 · score over 0.40" */
export function settingsLine(
  node: GraphNode,
  card: OperatorCard | undefined,
  modelVersion: number | undefined,
): string {
  if (!card) return `${node.operator} is not installed`;
  const model = card.task ? (node.model?.id ?? 'no model') : null;
  const version = modelVersion === undefined ? '' : ` v${modelVersion}`;
  const summary = card.summary ? formatSummary(card.summary, node.params ?? {}, card.params) : null;
  return [model && `${model}${version}`, summary].filter(Boolean).join(' · ');
}

export function describeNode(
  name: string,
  card: OperatorCard | undefined,
  status: ShownStatus,
  state: NodeState | undefined,
): string {
  const did = status === 'done' && state?.ms != null ? `done in ${duration(state.ms)}` : status;
  const fault = status === 'failed' && state?.error ? `: ${state.error.message}` : '';
  return [name, card && card.title !== name ? card.title : null, `${did}${fault}`]
    .filter(Boolean)
    .join(', ');
}

function countOf(tree: Tree | undefined): number | null {
  if (!tree) return null;
  if ('each' in tree) return tree.each.length;
  if ('error' in tree) return null;
  switch (tree.kind) {
    case 'regions':
    case 'concepts':
    case 'colors':
      return tree.items.length;
    case 'table':
      return tree.rows.length;
    case 'list':
      return tree.value.length;
    case 'embeddings':
      return tree.vectors.length;
    default:
      return null;
  }
}

/** How many things came out of a port for the first input: the "· 2" after its name. */
export function countAt(outputs: PortOutputs[] | undefined, port: string): number | null {
  return countOf(outputs?.[0]?.[port]);
}
