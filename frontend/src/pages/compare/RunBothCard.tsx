import '../workflow/workflow.css';
import { useMemo, useState } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue } from '../../api/types';
import { hasEnded } from '../../store/fold';
import { retryRun, stopRun, useRun, useRunLink } from '../../store/run';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { InputStrip } from '../workflow/InputStrip';
import { InputTray } from '../workflow/InputTray';
import { TryInput } from '../workflow/TryInput';
import { takesOf } from '../workflow/takes';
import { useGiven } from '../workflow/useGiven';
import { useTry } from '../workflow/useTry';
import { Outcomes } from './Outcomes';
import { useBoth } from './useBoth';
import type { Side } from './useSides';

interface RunBothCardProps {
  at: WorkflowRef;
  catalogue: Catalogue;
  before: Side;
  after: Side;
}

function Unloaded({ run }: { run: string | null }) {
  const link = useRunLink(run);
  if (!run || typeof link !== 'object') return null;
  const retry = () => {
    retryRun(run);
  };
  return <ErrorNote title="A run did not load" error={link.error} onRetry={retry} />;
}

/** One input, both versions, node by node. */
export function RunBothCard({ at, catalogue, before, after }: RunBothCardProps) {
  const { left, right, start: begin, starting, refusals } = useBoth(at, before, after);
  const [was, is] = [useRun(left), useRun(right)];
  const [index, setIndex] = useState(0);
  const takes = useMemo(() => takesOf(after.document.graph), [after.document.graph]);
  const { limits } = catalogue;
  const most = limits.inputs;
  const tried = useTry({ takes, most, limits, urls: true, begin });
  const { start, paste, onFiles } = tried;
  const over = useGiven({ onFiles, onText: paste });
  const going = [was, is].filter((run) => run && !hasEnded(run.status));
  const inputs = was?.inputs ?? [];
  const shown = Math.min(index, Math.max(0, inputs.length - 1));
  return (
    <section
      className={classes('card try-card both-card', over && 'dropping')}
      aria-label="Run both"
    >
      <h2 className="card-title">
        Run both on the same input
        <span className="spread" />
        {starting && <small role="status">Starting both runs</small>}
        {going.length > 0 && (
          <Button
            size="small"
            onClick={() => {
              for (const run of going) if (run) void stopRun(run.id);
            }}
          >
            Stop both runs
          </Button>
        )}
      </h2>
      <TryInput {...{ takes, most, limits, tried }} urls busy={starting}>
        <InputTray
          at={at}
          kinds={takes.offered}
          most={most}
          busy={starting}
          run={was}
          onSamples={(ids) => void start({ inputs: ids.map((sample) => ({ sample })) })}
        />
        {refusals.map(({ name, error }) => (
          <ErrorNote key={name} title={`The run of ${name} did not start`} error={error} />
        ))}
        <Unloaded run={left} />
        <Unloaded run={right} />
      </TryInput>
      {was && is ? (
        <div className="outputs">
          {inputs.length > 1 && (
            <InputStrip at={at} inputs={inputs} index={shown} onPick={setIndex} />
          )}
          <Outcomes at={at} catalogue={catalogue} before={was} after={is} input={shown} />
        </div>
      ) : (
        <p className="outputs-hint">
          Pick a sample or give your own input. Both versions run on it, and nodes whose outputs
          differ are flagged.
        </p>
      )}
      {over && <p className="drop-words">Drop to run both on it</p>}
    </section>
  );
}
