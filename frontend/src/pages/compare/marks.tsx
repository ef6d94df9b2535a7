import { EdgeLabelRenderer, type EdgeProps, getBezierPath, type NodeProps } from '@xyflow/react';
import { createContext, memo, useContext } from 'react';
import { FlowEdge, type WireEdge } from '../../canvas/FlowEdge';
import { NodeCard } from '../../canvas/NodeCard';
import type { GraphDiff, Sign } from '../../graph/diff';
import { ReadInputNode } from '../graph/ReadInputNode';
import { SIGN_WORDS, SIGNS } from './words';

export interface Marks {
  nodes: ReadonlyMap<string, Sign>;
  wires: ReadonlyMap<string, Sign>;
}

export const MarksContext = createContext<Marks>({ nodes: new Map(), wires: new Map() });

export function marksOf({ changes, wiresAdded, wiresRemoved }: GraphDiff): Marks {
  return {
    nodes: new Map(changes.map((change) => [change.id, change.sign])),
    wires: new Map([
      ...wiresAdded.map((wire): [string, Sign] => [wire.id, 'added']),
      ...wiresRemoved.map((wire): [string, Sign] => [wire.id, 'removed']),
    ]),
  };
}

/** A node of either graph, with its sign: told by the sign as well as by the colour. */
function marked(Inner: typeof NodeCard) {
  return memo(function MarkedNode(props: NodeProps) {
    const sign = useContext(MarksContext).nodes.get(props.id);
    return (
      <div className="marked-node" data-sign={sign ?? 'same'} data-testid={`mark-${props.id}`}>
        {sign && (
          <span className="sign" data-sign={sign}>
            <span aria-hidden>{SIGNS[sign]}</span>
            <span className="visually-hidden">{SIGN_WORDS[sign]}</span>
          </span>
        )}
        <Inner {...props} />
      </div>
    );
  });
}

const MarkedWire = memo(function MarkedWire(props: EdgeProps<WireEdge>) {
  const sign = useContext(MarksContext).wires.get(props.id);
  const [, x, y] = getBezierPath(props);
  return (
    <>
      <FlowEdge {...props} />
      {sign && (
        <EdgeLabelRenderer>
          <span
            className="sign wire-sign"
            data-sign={sign}
            data-testid={`mark-${props.id}`}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            <span aria-hidden>{SIGNS[sign]}</span>
            <span className="visually-hidden">wire {SIGN_WORDS[sign]}</span>
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

export const MARKED_NODES = { card: marked(NodeCard), inputs: marked(ReadInputNode) };
export const MARKED_EDGES = { wire: MarkedWire };
