import { useState } from 'react';
import type { AppRef } from '../../api/client';
import type { Catalogue, GraphDocument, Layout, Run } from '../../api/types';
import { topologicalOrder } from '../../graph/cycles';
import { IN } from '../../graph/ports';
import { ErrorPreview } from '../../previews/ErrorPreview';
import { InputStrip } from './InputStrip';
import { OutputBlock } from './OutputBlock';

interface OutputsProps {
  at: AppRef;
  graph: GraphDocument;
  layout: Layout;
  catalogue: Catalogue;
  run: Run | undefined;
}

/** The outputs node by node in graph order; in a batch, those of one input at a time. */
export function Outputs({ at, graph, layout, catalogue, run }: OutputsProps) {
  const [picked, setPicked] = useState<{ run: string; index: number }>();
  const index = run && picked?.run === run.id ? picked.index : 0;
  const nodes = topologicalOrder(graph).order.filter((node) => node !== IN);
  const blamed = run && Object.values(run.nodes).some((state) => state.status === 'failed');
  return (
    <div className="outputs">
      {run && run.inputs.length > 1 && (
        <InputStrip
          at={at}
          inputs={run.inputs}
          index={index}
          onPick={(next) => {
            setPicked({ run: run.id, index: next });
          }}
        />
      )}
      {run?.error && !blamed && <ErrorPreview problem={run.error} />}
      {!run && (
        <p className="outputs-hint">
          Pick a sample or give your own input. Each node shows its output here the moment it is
          done.
        </p>
      )}
      {run &&
        nodes.map((node) => (
          <OutputBlock key={node} {...{ at, graph, layout, catalogue, run, node, index }} />
        ))}
    </div>
  );
}
