/** How large cards are and where their wires end: measured on screen, else as the style sheet makes them. Pure. */
import type { Catalogue, GraphDocument } from '../../api/types';
import type { Size } from '../layout';
import { cardOf, endsOf, findNode, IN, inputPorts, outputPorts, WHEN, wiresOf } from '../ports';

export interface Shape extends Size {
  /** the middle of a port's row below the upper edge */
  port: (side: 'in' | 'out', name: string) => number;
}

const CARD_WIDTH = 220;
const INPUT_WIDTH = 168;
/** border, title, and the line that says the settings */
const HEAD = 53;
const ROW = 26;
/** what stands below the rows of ports: a picture of the result, or of the input */
const BELOW = 116;
const BELOW_INPUT = 98;

export function shapeOf(
  graph: GraphDocument,
  catalogue: Catalogue,
  id: string,
  measured?: Size,
): Shape {
  const node = findNode(graph, id);
  const card = cardOf(graph, catalogue, id);
  const outs =
    id === IN
      ? graph.inputs.map(({ name }) => name)
      : node && card
        ? outputPorts(node, card).map(({ name }) => name)
        : [];
  const gated = node ? endsOf(node).some(([port]) => port === WHEN) : false;
  const ins =
    node && card
      ? inputPorts(node, card)
          .map(({ name }) => name)
          .filter((name) => name !== WHEN || gated)
      : [];
  for (const { source, target } of wiresOf(graph)) {
    if (source.node === id && !outs.includes(source.port)) outs.push(source.port);
    if (target.node === id && !ins.includes(target.port)) ins.push(target.port);
  }
  const rows = Math.max(1, ins.length, outs.length);
  const below = id === IN ? BELOW_INPUT : BELOW;
  const height = measured?.height ?? (id === IN ? HEAD - 20 : HEAD) + rows * ROW + below;
  const width = measured?.width ?? (id === IN ? INPUT_WIDTH : CARD_WIDTH);
  const top = height - below - rows * ROW;
  return {
    width,
    height,
    port: (side, name) => {
      const row = Math.max(0, (side === 'in' ? ins : outs).indexOf(name));
      return top + row * ROW + ROW / 2;
    },
  };
}
