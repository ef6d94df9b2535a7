import { useMemo, useState } from 'react';
import type { AppRef } from '../../api/client';
import type { Catalogue, GraphDocument, Layout, PortOutputs, Run } from '../../api/types';
import { mainKind } from '../../graph/kinds';
import { lineagesOf } from '../../graph/lineage';
import { nodeName, outputsOf } from '../../graph/ports';
import { problemWords } from '../../graph/problemWords';
import { progressUnit } from '../../graph/progressUnit';
import { ErrorPreview } from '../../previews/ErrorPreview';
import { mediaFor } from '../../previews/mediaFor';
import { PortsPreview } from '../../previews/PortsPreview';
import { pictureFor } from '../../previews/pictureFor';
import { describe } from '../../previews/tree';
import { hasEnded } from '../../store/fold';
import { useNodeRun } from '../../store/run';
import { Button } from '../../ui/Button';
import { NodeStateChip } from '../../ui/NodeStateChip';
import { OutputWait } from './OutputWait';
import { repeatWords } from './repeats';

interface OutputBlockProps {
  at: AppRef;
  graph: GraphDocument;
  layout: Layout;
  catalogue: Catalogue;
  run: Run;
  node: string;
  /** all nodes, as they stand on the page */
  nodes: readonly string[];
  index: number;
}

function NodeOutputs({
  at,
  run,
  graph,
  layout,
  catalogue,
  node,
  nodes,
  index,
  ports,
}: OutputBlockProps & { ports: PortOutputs }) {
  const [drawn, setDrawn] = useState(false);
  const { outputs, inputs } = run;
  const picture = useMemo(
    () => pictureFor(graph, outputs, inputs, node, index),
    [graph, outputs, inputs, node, index],
  );
  const nameOf = (id: string) => nodeName(graph, catalogue, id, layout);
  const media = useMemo(
    () => mediaFor(graph, outputs, inputs, node, index),
    [graph, outputs, inputs, node, index],
  );
  const repeat = repeatWords(run, graph, nodes, node, index, nameOf);
  return (
    <>
      {repeat && (
        <p className="output-repeat">
          {repeat}{' '}
          <Button
            size="small"
            look="quiet"
            aria-expanded={drawn}
            onClick={() => {
              setDrawn(!drawn);
            }}
          >
            {drawn ? 'Hide picture' : 'Show picture'}
          </Button>
        </p>
      )}
      {(!repeat || drawn) && (
        <PortsPreview ports={ports} picture={picture} app={at} media={media} />
      )}
    </>
  );
}

/** One node: its name, its state and time, and what it made of the shown input. */
export function OutputBlock(props: OutputBlockProps) {
  const { graph, layout, catalogue, run, node, index } = props;
  const { state, outputs } = useNodeRun(run.id, node);
  const ports = outputs?.[index];
  const nameOf = (id: string) => nodeName(graph, catalogue, id, layout);
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
            {state.error ? problemWords(state.error, nameOf) : 'Not run: a node before it failed.'}
          </p>
        )}
        {ports && <NodeOutputs key={run.id} {...props} ports={ports} />}
        {!ports && !failed && (
          <OutputWait
            kind={kind}
            split={split}
            state={state}
            ended={hasEnded(run.status)}
            input={run.inputs[index]}
            speaker={{ run: run.id, node }}
          />
        )}
      </div>
    </section>
  );
}
