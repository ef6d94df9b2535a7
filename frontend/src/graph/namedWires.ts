/** The names of wires on a port that takes several. Every function answers a new graph. */
import type { GraphDocument, GraphNode } from '../api/types';
import { findNode, splitPort } from './ports';
import { isRecord } from './readLayout';

const NAME = /^\P{Cc}{1,64}$/u;

/** The named wires of a port, in the order in which they count. */
export function namedWires(node: GraphNode, port: string): { own: string; source: string }[] {
  return Object.entries(node.inputs ?? {}).flatMap(([name, [source]]) => {
    const end = splitPort(name);
    return end.port === port && end.own && source ? [{ own: end.own, source }] : [];
  });
}

/** Why a wire cannot have this name; null when it can. */
export function whyNotName(node: GraphNode, port: string, name: string): string | null {
  if (!NAME.test(name)) return 'Use 1 to 64 letters, without line breaks.';
  return namedWires(node, port).some(({ own }) => own === name)
    ? `Another wire is named ${name}.`
    : null;
}

/** Where settings speak of a wire by its name: operands, results, and operations by name. */
function speakOf(value: unknown, from: string, to: string): unknown {
  if (Array.isArray(value)) return value.map((item) => speakOf(item, from, to));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      (key === 'operand_name' || key === 'parameter_name') && item === from
        ? to
        : speakOf(item, from, to),
    ]),
  );
}

function renamedParams(params: Record<string, unknown>, from: string, to: string) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const said = speakOf(value, from, to);
      if (name.endsWith('_order') && Array.isArray(said))
        return [name, said.map((item: unknown) => (item === from ? to : item))];
      const byName = name.endsWith('_operations') && isRecord(said) && from in said;
      if (!byName) return [name, said];
      const entries = Object.entries(said).map(([key, item]) => [key === from ? to : key, item]);
      return [name, Object.fromEntries(entries)];
    }),
  );
}

/** Give a wire another name, also where the node's settings speak of it; its place among the others stays. */
export function renameWire(
  graph: GraphDocument,
  id: string,
  port: string,
  from: string,
  to: string,
): GraphDocument {
  const node = findNode(graph, id);
  if (!node || from === to || whyNotName(node, port, to)) return graph;
  const inputs = Object.fromEntries(
    Object.entries(node.inputs ?? {}).map(([name, sources]) => [
      name === `${port}.${from}` ? `${port}.${to}` : name,
      sources,
    ]),
  );
  const params = node.params && renamedParams(node.params, from, to);
  const renamed = { ...node, inputs, ...(params && { params }) };
  return { ...graph, nodes: graph.nodes.map((other) => (other === node ? renamed : other)) };
}
