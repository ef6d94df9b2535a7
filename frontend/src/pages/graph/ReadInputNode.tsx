import '../../canvas/NodeCard.css';
import '../../canvas/InputNode.css';
import type { NodeProps } from '@xyflow/react';
import { LogIn } from 'lucide-react';
import { memo } from 'react';
import { RanPicture } from '../../canvas/InputPicture';
import { PortHandle } from '../../canvas/PortHandle';
import { IN, outputsOf } from '../../graph/ports';
import { shownDocument, useEditor } from '../../store/editor';
import { Chip } from '../../ui/Chip';
import { classes } from '../../ui/classes';
import { count } from '../../ui/format';

/** The workflow's inputs on a canvas that is only read, with what the run ran on. */
export const ReadInputNode = memo(function ReadInputNode({ selected }: NodeProps) {
  const graph = useEditor((state) => shownDocument(state).graph);
  const catalogue = useEditor((state) => state.catalogue);
  const run = useEditor((state) => (state.viewing?.kind === 'run' ? state.viewing.run : null));
  const wired = new Set(graph.nodes.flatMap((node) => Object.values(node.inputs ?? {}).flat()));
  const first = run?.inputs[0];
  return (
    <article
      className={classes('node input-node read-input', selected && 'selected')}
      aria-label="IN, the workflow's inputs"
      data-testid="node-IN"
    >
      <header className="node-head">
        <LogIn aria-hidden />
        <span className="node-title">IN</span>
        {run && run.inputs.length > 1 && <Chip>{count(run.inputs.length, 'input')}</Chip>}
      </header>
      <ul>
        {outputsOf(graph, catalogue, IN).map((port) => (
          <li key={port.name} className="port-row out">
            <span className="port-name">{port.title.toLowerCase()}</span>
            <PortHandle
              node={IN}
              nodeName="IN"
              port={port}
              side="source"
              wired={wired.has(`IN.${port.name}`)}
            />
          </li>
        ))}
      </ul>
      {first && (
        <div className="read-picture">
          <RanPicture input={first} />
        </div>
      )}
    </article>
  );
});
