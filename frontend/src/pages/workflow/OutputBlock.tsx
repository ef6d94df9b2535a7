import { useMemo } from 'react';
import type { AppRef } from '../../api/client';
import type { Catalogue, GraphDocument, Layout, PortOutputs, Run } from '../../api/types';
import { mainKind } from '../../graph/kinds';
import { lineagesOf } from '../../graph/lineage';
import { nodeName, outputsOf } from '../../graph/ports';
import { progressUnit } from '../../graph/progressUnit';
import { ErrorPreview } from '../../previews/ErrorPreview';
import { PortsPreview } from '../../previews/PortsPreview';
import { pictureFor } from '../../previews/pictureFor';
import { describe } from '../../previews/tree';
import { hasEnded } from '../../store/fold';
import { useNodeRun } from '../../store/run';
import { NodeStateChip } from '../../ui/NodeStateChip';
import { OutputWait } from './OutputWait';

interface OutputBlockProps {
  at: AppRef;
  graph: GraphDocument;
  layout: Layout;
  catalogue: Catalogue;
  run: Run;
  node: string;
  index: number;
}

function NodeOutputs({
  at,
  run,
  graph,
  node,
  index,
  ports,
}: Pick<OutputBlockProps, 'at' | 'run' | 'graph' | 'node' | 'index'> & { ports: PortOutputs }) {
  const picture = useMemo(
    () => pictureFor(graph, run.outputs, run.inputs, node, index),
    [graph, run.outputs, run.inputs, node, index],
  );
  return <PortsPreview ports={ports} picture={picture} app={at} />;
}

/** One node: its name, its state and time, and what it made of the shown input. */
export function OutputBlock({ at, graph, layout, catalogue, run, node, index }: OutputBlockProps) {
  const { state, outputs } = useNodeRun(run.id, node);
  const ports = outputs?.[index];
  const kind = mainKind(outputsOf(graph, catalogue, node)[0]);
  const what = ports ? Object.values(ports).map(describe).join(', ') : kind;
  const split = (lineagesOf(graph, catalogue).nodes.get(node)?.length ?? 1) > 1;
  const failed = state?.status === 'failed' || state?.status === 'skipped';
  return (
    <section
      className="output"
      id={`output-${node}`}
      data-testid={`output-${node}`}
      aria-label={nodeName(graph, catalogue, node, layout)}
    >
      <div className="output-who">
        <h3>{nodeName(graph, catalogue, node, layout)}</h3>
        <p>
          {what}{' '}
          <NodeStateChip
            node={`${node}-output`}
            state={state}
            run={run.status}
            unit={progressUnit(graph, catalogue, node)}
            idle="queued"
          />
        </p>
      </div>
      <div className="output-what" data-kind={kind}>
        {state?.status === 'failed' && state.error && <ErrorPreview problem={state.error} />}
        {state?.status === 'skipped' && (
          <p className="output-skipped">
            {state.error?.message ?? 'Not run: a node before it failed.'}
          </p>
        )}
        {ports && <NodeOutputs {...{ at, run, graph, node, index, ports }} />}
        {!ports && !failed && (
          <OutputWait
            kind={kind}
            split={split}
            state={state}
            ended={hasEnded(run.status)}
            input={run.inputs[index]}
          />
        )}
      </div>
    </section>
  );
}
