import '../workflow/workflow.css';
import { useCallback, useState } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue } from '../../api/types';
import { hasEnded } from '../../store/fold';
import { retryRun, stopRun, useRun, useRunLink } from '../../store/run';
import { Button } from '../../ui/Button';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { InputStrip } from '../workflow/InputStrip';
import { InputTray } from '../workflow/InputTray';
import { TextTry } from '../workflow/TextTry';
import { TryBar } from '../workflow/TryBar';
import { useDrop } from '../workflow/useDrop';
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
  const { left, right, start, starting, refusals } = useBoth(at, before, after);
  const [was, is] = [useRun(left), useRun(right)];
  const [index, setIndex] = useState(0);
  const onFiles = useCallback((files: File[]) => void start({ files }), [start]);
  const { over, handlers } = useDrop(onFiles);
  const type = after.document.graph.inputs[0]?.type ?? 'image';
  const going = [was, is].filter((run) => run && !hasEnded(run.status));
  const inputs = was?.inputs ?? [];
  const shown = Math.min(index, Math.max(0, inputs.length - 1));
  return (
    <section
      className={classes('card try-card both-card', over && 'dropping')}
      aria-label="Run both"
      {...handlers}
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
      <div className="try-body">
        {type === 'text' ? (
          <TextTry disabled={starting} onText={(text) => void start({ text })} />
        ) : (
          <TryBar type={type} onFiles={onFiles} />
        )}
        <InputTray
          at={at}
          type={type}
          run={was}
          onSample={(sample) => void start({ inputs: [{ sample }] })}
        />
        {refusals.map(({ name, error }) => (
          <ErrorNote key={name} title={`The run of ${name} did not start`} error={error} />
        ))}
        <Unloaded run={left} />
        <Unloaded run={right} />
      </div>
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
