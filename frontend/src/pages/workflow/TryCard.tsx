import { useCallback } from 'react';
import type { WorkflowRef } from '../../api/client';
import type { Catalogue, GraphDocument, Layout, Run, VersionRow } from '../../api/types';
import { retryRun, useRunLink } from '../../store/run';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { InputTray } from './InputTray';
import { Outputs } from './Outputs';
import { RunLine } from './RunLine';
import { TextTry } from './TextTry';
import { TryBar } from './TryBar';
import { useDrop } from './useDrop';
import { useTry } from './useTry';

interface TryCardProps {
  at: WorkflowRef;
  version: VersionRow;
  catalogue: Catalogue;
  graph?: GraphDocument;
  layout?: Layout;
  runId: string | null;
  run: Run | undefined;
  onRun: (run: string) => void;
}

/** Give an input, see what every node makes of it. */
export function TryCard({
  at,
  version,
  catalogue,
  graph,
  layout,
  runId,
  run,
  onRun,
}: TryCardProps) {
  const { start, starting, error } = useTry(at, version.id, onRun);
  const onFiles = useCallback((files: File[]) => void start({ files }), [start]);
  const { over, handlers } = useDrop(onFiles);
  const link = useRunLink(runId);
  const failed = typeof link === 'object' ? link.error : null;
  const type = graph?.inputs[0]?.type ?? 'image';
  return (
    <section
      className={classes('card try-card', over && 'dropping')}
      aria-label="Try it"
      {...handlers}
    >
      <h2 className="card-title">
        Try it
        <span className="spread" />
        <RunLine run={run} link={link} starting={starting} />
      </h2>
      <div className="try-body">
        {type === 'text' ? (
          <TextTry disabled={starting !== null} onText={(text) => void start({ text })} />
        ) : (
          <TryBar type={type} onFiles={onFiles} />
        )}
        <InputTray
          at={at}
          type={type}
          run={run}
          onSample={(sample) => void start({ inputs: [{ sample }] })}
        />
        {error !== null && <ErrorNote title="The run did not start" error={error} />}
        {runId && failed ? (
          <ErrorNote
            title="The run did not load"
            error={failed}
            onRetry={() => {
              retryRun(runId);
            }}
          />
        ) : null}
      </div>
      {graph && layout && <Outputs {...{ at, graph, layout, catalogue, run }} />}
      {over && (
        <p className="drop-words">Drop to run {version.name || `v${version.number}`} on it</p>
      )}
    </section>
  );
}
