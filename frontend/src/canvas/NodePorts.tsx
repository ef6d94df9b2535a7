import { useUpdateNodeInternals } from '@xyflow/react';
import { memo, useEffect } from 'react';
import type { GraphNode, OperatorCard, Port, PortOutputs } from '../api/types';
import { endsOf, inputPorts, outputPorts, parseRef, splitPort, WHEN } from '../graph/ports';
import { shownDocument, useEditor } from '../store/editor';
import { portKey, useGesture } from '../store/gesture';
import { countAt } from './describe';
import { PortHandle } from './PortHandle';

function ghostPort(name: string): Port {
  return {
    name,
    title: name,
    kinds: ['any'],
    required: false,
    each: false,
    all: false,
    help: 'This port no longer exists.',
  };
}

/** Ports that wires still name but the operator does not have: drawn, so that nothing is lost silently. */
function ghosts(known: readonly Port[], named: Iterable<string>): Port[] {
  const names = new Set(known.map((port) => port.name));
  return [...new Set(named)].filter((name) => !names.has(name)).map(ghostPort);
}

interface NodePortsProps {
  node: GraphNode;
  card: OperatorCard | undefined;
  name: string;
  outputs: PortOutputs[] | undefined;
}

/** Inputs on the left, outputs on the right, each a row with its name. Progress draws none of it again. */
export const NodePorts = memo(function NodePorts({ node, card, name, outputs }: NodePortsProps) {
  /** output names that some wire takes, joined so that the selector answers a plain value */
  const takenNames = useEditor((state) =>
    shownDocument(state)
      .graph.nodes.flatMap((other) => endsOf(other).flatMap(([, sources]) => sources))
      .flatMap((text) => {
        const ref = parseRef(text);
        return ref?.node === node.id ? [ref.port] : [];
      })
      .join(' '),
  );
  const isWired = (port: string) =>
    endsOf(node).some(([name, sources]) => {
      return (name === port || splitPort(name).port === port) && sources.length > 0;
    });
  /** a wire that may end at the gate is being drawn: its row comes out */
  const gateFits = useGesture(
    ({ verdicts }) => verdicts.get(portKey('target', { node: node.id, port: WHEN })) === null,
  );
  const isShown = (port: Port) => port.name !== WHEN || gateFits || isWired(WHEN);
  const taken = takenNames.split(' ').filter(Boolean);
  const inputs = card ? inputPorts(node, card).filter(isShown) : [];
  const measure = useUpdateNodeInternals();
  const given = card ? outputPorts(node, card, taken) : [];
  const ends = [...inputs, ...given].map((port) => port.name).join(' ');
  // A wire that is renamed ends on another handle of the same place, which nothing else tells.
  useEffect(() => {
    if (ends) measure(node.id);
  }, [measure, node.id, ends]);
  const ghostInputs = ghosts(
    inputs,
    endsOf(node).map(([port]) => port),
  );
  const ghostOutputs = ghosts(given, taken);
  return (
    <div className="node-ports">
      <ul>
        {[...inputs, ...ghostInputs].map((port) => (
          <li key={port.name} className={port.name === WHEN ? 'port-row in gate' : 'port-row in'}>
            <PortHandle
              node={node.id}
              nodeName={name}
              port={port}
              side="target"
              wired={isWired(port.name)}
              ghost={ghostInputs.includes(port)}
            />
            <span
              className={port.required && !isWired(port.name) ? 'port-name needed' : 'port-name'}
            >
              {port.title.toLowerCase()}
            </span>
          </li>
        ))}
      </ul>
      <ul>
        {[...given, ...ghostOutputs].map((port) => {
          const count = countAt(outputs, port.name);
          return (
            <li key={port.name} className="port-row out">
              <span className="port-name">
                {port.title.toLowerCase()}
                {count !== null && <span className="port-count"> · {count}</span>}
              </span>
              <PortHandle
                node={node.id}
                nodeName={name}
                port={port}
                side="source"
                wired={taken.includes(port.name)}
                ghost={ghostOutputs.includes(port)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
});
