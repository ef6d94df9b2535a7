import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue, Run } from '../../api/types';
import { pairNodes, verdictOf } from '../../graph/outputDiff';
import { hasEnded } from '../../store/fold';
import { Chip } from '../../ui/Chip';
import { duration } from '../../ui/format';
import { RunChip } from '../../ui/RunChip';
import { Outcome } from './Outcome';
import { nameOfRun } from './runName';

interface OutcomesProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  before: Run;
  after: Run;
  input: number;
}

function RunSide({ run }: { run: Run }) {
  return (
    <p className="both-run">
      <b>{nameOfRun(run)}</b>
      <span className="faint">run {run.number}</span>
      <RunChip status={run.status} />
      {run.ms !== null && <span>{duration(run.ms)}</span>}
    </p>
  );
}

/** How the pictures of both are laid out, in the address as well. */
function useView() {
  const [params, setParams] = useSearchParams();
  const [swipe, setSwipe] = useState(params.get('view') === 'swipe');
  const set = (next: boolean) => {
    setSwipe(next);
    setParams(
      (now) => {
        if (next) now.set('view', 'swipe');
        else now.delete('view');
        return now;
      },
      { replace: true, preventScrollReset: true },
    );
  };
  return { swipe, set };
}

/** Every node of both runs, side by side, those that differ flagged. */
export function Outcomes({ at, catalogue, before, after, input }: OutcomesProps) {
  const { swipe, set } = useView();
  const pairs = pairNodes(before.graph, after.graph);
  const judged = pairs.map((pair) => ({ pair, verdict: verdictOf(pair, before, after, input) }));
  const differing = judged.filter(({ verdict }) => verdict === 'differs').length;
  const ended = hasEnded(before.status) && hasEnded(after.status);
  return (
    <>
      <div className="both-heads">
        <RunSide run={before} />
        <RunSide run={after} />
        <div className="both-tools">
          <Chip tone={differing > 0 ? 'warn' : 'plain'} role="status" data-testid="differing">
            {differing > 0 || !ended
              ? `${differing} of ${pairs.length} nodes differ`
              : 'No node differs'}
          </Chip>
          <label className="both-view">
            <input
              type="checkbox"
              checked={swipe}
              onChange={(event) => {
                set(event.target.checked);
              }}
            />
            Swipe pictures
          </label>
        </div>
      </div>
      {judged.map(({ pair, verdict }) => (
        <Outcome
          key={`${pair.before ?? ''}>${pair.after ?? ''}`}
          {...{ at, catalogue, before, after, input, pair, verdict, swipe }}
        />
      ))}
    </>
  );
}
