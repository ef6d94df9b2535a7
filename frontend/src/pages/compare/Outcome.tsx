import { useMemo } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue, PortOutputs, Run } from '../../api/types';
import { mainKind } from '../../graph/kinds';
import { deltasOf, type NodePair, type Verdict } from '../../graph/outputDiff';
import { nodeName, outputsOf } from '../../graph/ports';
import { progressUnit } from '../../graph/progressUnit';
import { ErrorPreview } from '../../previews/ErrorPreview';
import { PortsPreview } from '../../previews/PortsPreview';
import { pictureFor } from '../../previews/pictureFor';
import type { PictureTree } from '../../previews/tree';
import { hasEnded } from '../../store/fold';
import { Chip } from '../../ui/Chip';
import { NodeStateChip } from '../../ui/NodeStateChip';
import { OutputWait } from '../workflow/OutputWait';
import { Deltas } from './Deltas';
import { layersOf } from './layers';
import { nameOfRun } from './runName';
import { SwipePictures } from './SwipePictures';

interface OutcomeProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  before: Run;
  after: Run;
  input: number;
  pair: NodePair;
  verdict: Verdict;
  swipe: boolean;
}

interface SideOutcome {
  run: Run;
  node: string | null;
  ports: PortOutputs | undefined;
  picture: PictureTree;
}

function useSideOutcome(run: Run, node: string | null, input: number): SideOutcome {
  const { graph, outputs, inputs } = run;
  const picture = useMemo(
    () => (node === null ? null : pictureFor(graph, outputs, inputs, node, input)),
    [graph, outputs, inputs, node, input],
  );
  return { run, node, ports: node === null ? undefined : outputs[node]?.[input], picture };
}

interface PaneProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  side: SideOutcome;
  name: string;
  input: number;
  testId: string;
}

/** What one version made of the input at one node. */
function Pane({ at, catalogue, side, name, input, testId }: PaneProps) {
  const { run, node, ports, picture } = side;
  if (node === null) return <p className="pane-none">Not in {name}.</p>;
  const state = run.nodes[node];
  const failed = state?.status === 'failed' || state?.status === 'skipped';
  return (
    <div className="pane" data-testid={testId}>
      <p className="pane-head">
        <b>{name}</b>
        <NodeStateChip
          node={testId}
          state={state}
          run={run.status}
          unit={progressUnit(run.graph, catalogue, node)}
          idle="queued"
        />
      </p>
      {failed && state.error && <ErrorPreview problem={state.error} />}
      {ports && <PortsPreview ports={ports} picture={picture} app={at} />}
      {!ports && !failed && (
        <OutputWait
          kind={mainKind(outputsOf(run.graph, catalogue, node)[0])}
          split={false}
          state={state}
          ended={hasEnded(run.status)}
          input={run.inputs[input]}
        />
      )}
    </div>
  );
}

const VERDICTS = {
  waiting: ['plain', 'waiting for both'],
  same: ['plain', 'same'],
  differs: ['warn', 'differs'],
  one: ['plain', 'only in one'],
} as const;

/** One node on both sides: names, verdict, times, scores, then its outputs. */
export function Outcome({
  at,
  catalogue,
  before,
  after,
  input,
  pair,
  verdict,
  swipe,
}: OutcomeProps) {
  const was = useSideOutcome(before, pair.before, input);
  const is = useSideOutcome(after, pair.after, input);
  const [run, node] = is.node === null ? [before, was.node ?? ''] : [after, is.node];
  const name = nodeName(run.graph, catalogue, node, run.layout);
  const names: [string, string] = [nameOfRun(before), nameOfRun(after)];
  const [tone, words] = VERDICTS[verdict];
  const layers = useMemo(
    () =>
      swipe && was.ports && is.ports
        ? { before: layersOf(was.ports, was.picture), after: layersOf(is.ports, is.picture) }
        : null,
    [swipe, was.ports, was.picture, is.ports, is.picture],
  );
  const canSwipe = layers && layers.before.length > 0 && layers.after.length > 0;
  return (
    <section
      className="outcome"
      data-testid={`outcome-${node}`}
      data-verdict={verdict}
      aria-label={name}
    >
      <header>
        <h3>{name}</h3>
        <Chip tone={tone}>{words}</Chip>
        <span className="spread" />
        <Deltas
          times={[
            was.node === null ? null : (before.nodes[was.node] ?? null),
            is.node === null ? null : (after.nodes[is.node] ?? null),
          ]}
          deltas={was.ports && is.ports ? deltasOf(was.ports, is.ports) : []}
        />
      </header>
      {canSwipe ? (
        <SwipePictures at={at} before={layers.before} after={layers.after} names={names} />
      ) : (
        <div className="panes">
          <Pane
            {...{ at, catalogue, input }}
            side={was}
            name={names[0]}
            testId={`before-${node}`}
          />
          <Pane {...{ at, catalogue, input }} side={is} name={names[1]} testId={`after-${node}`} />
        </div>
      )}
    </section>
  );
}
