import type { Catalogue, GraphDocument, Layout, Run } from '../../api/types';
import { topologicalOrder } from '../../graph/cycles';
import { mainKind } from '../../graph/kinds';
import { IN, nodeName, outputsOf } from '../../graph/ports';
import { progressUnit } from '../../graph/progressUnit';
import { useNodeRun } from '../../store/run';
import { Chip } from '../../ui/Chip';
import { classes } from '../../ui/classes';
import { count } from '../../ui/format';
import { NodeStateChip } from '../../ui/NodeStateChip';
import { PortDot } from '../../ui/PortDot';

interface GraphCardProps {
  graph?: GraphDocument;
  layout?: Layout;
  catalogue: Catalogue;
  run: Run | undefined;
}
interface RowProps extends Required<Omit<GraphCardProps, 'run'>> {
  run: Run | undefined;
  node: string;
}

function inputWords(run: Run): string {
  const first = run.inputs[0];
  if (run.inputs.length > 1) return count(run.inputs.length, 'input');
  return first?.name || first?.kind || 'set';
}

function NodeRow({ graph, layout, catalogue, run, node }: RowProps) {
  const { state } = useNodeRun(run?.id, node);
  const output = outputsOf(graph, catalogue, node)[0];
  const running = state?.status === 'running';
  const failed = state?.status === 'failed';
  return (
    <li>
      <a
        href={`#output-${node}`}
        className={classes('graph-row', running && 'on', failed && 'bad')}
      >
        <PortDot kind={mainKind(output)} size={10} />
        <span className="graph-name">{nodeName(graph, catalogue, node, layout)}</span>
        {run && (
          <NodeStateChip
            node={node}
            state={state}
            run={run.status}
            unit={progressUnit(graph, catalogue, node)}
            idle="queued"
          />
        )}
      </a>
      {failed && state.error && <p className="graph-error">{state.error.message}</p>}
    </li>
  );
}

/** The graph read from top to bottom, alive during a run. */
export function GraphCard({ graph, layout, catalogue, run }: GraphCardProps) {
  const order = graph ? topologicalOrder(graph).order : [];
  return (
    <section className="card graph-card" aria-label="Graph">
      <h2 className="card-title">
        Graph {graph && <small>{count(graph.nodes.length, 'node')}</small>}
      </h2>
      {graph && layout && (
        <ol className="graph-list">
          <li>
            <div className="graph-row">
              <PortDot kind={mainKind(outputsOf(graph, catalogue, IN)[0])} size={10} />
              <span className="graph-name">IN</span>
              {run && <Chip tone="ok">{inputWords(run)}</Chip>}
            </div>
          </li>
          {order
            .filter((node) => node !== IN)
            .map((node) => (
              <NodeRow key={node} {...{ graph, layout, catalogue, run, node }} />
            ))}
        </ol>
      )}
    </section>
  );
}
