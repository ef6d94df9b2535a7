import type { AppRef } from '../../api/client';
import type { Catalogue, GraphDocument, Layout, Run } from '../../api/types';
import { topologicalOrder } from '../../graph/cycles';
import { IN } from '../../graph/ports';
import { ErrorPreview } from '../../previews/ErrorPreview';
import { BatchGrid } from './batch/BatchGrid';
import { OutputBlock } from './OutputBlock';

interface OutputsProps {
  at: AppRef;
  graph: GraphDocument;
  layout: Layout;
  catalogue: Catalogue;
  run: Run | undefined;
}

/** The outputs node by node in graph order; a batch stands in a grid. */
export function Outputs({ at, graph, layout, catalogue, run }: OutputsProps) {
  const nodes = topologicalOrder(graph).order.filter((node) => node !== IN);
  const blamed = run && Object.values(run.nodes).some((state) => state.status === 'failed');
  const batch = run && run.inputs.length + (run.refused?.length ?? 0) > 1;
  return (
    <div className="outputs">
      {run?.error && !blamed && <ErrorPreview problem={run.error} />}
      {!run && (
        <p className="outputs-hint">
          Pick a sample or give your own input. Each node shows its output here the moment it is
          done.
        </p>
      )}
      {batch && <BatchGrid key={run.id} {...{ at, graph, layout, catalogue, run, nodes }} />}
      {run &&
        !batch &&
        nodes.map((node) => (
          <OutputBlock
            key={node}
            {...{ at, graph, layout, catalogue, run, node, nodes }}
            index={0}
          />
        ))}
    </div>
  );
}
