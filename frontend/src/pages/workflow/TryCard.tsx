import { useCallback, useMemo } from 'react';
import type { GivenSource, WorkflowRef } from '../../api/client';
import type { Catalogue, GraphDocument, Layout, Run, VersionRow } from '../../api/types';
import { retryRun, startRun, useRunLink } from '../../store/run';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { InputTray } from './InputTray';
import { Outputs } from './Outputs';
import { RunLine } from './RunLine';
import { TryInput } from './TryInput';
import { takesOf } from './takes';
import { useGiven } from './useGiven';
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

/** What starts runs of one version from this page. */
function useCardTry({ at, version, catalogue, graph, onRun }: TryCardProps) {
  const { user, app, workflow } = at;
  const takes = useMemo(() => takesOf(graph), [graph]);
  const begin = useCallback(
    async (source: GivenSource) => {
      const given = 'files' in source ? { ...source, partly: true } : source;
      onRun((await startRun({ user, app, workflow }, { version: version.id }, given)).id);
    },
    [user, app, workflow, version.id, onRun],
  );
  const { limits } = catalogue;
  const most = limits.inputs;
  const tried = useTry({ takes, most, limits, urls: true, begin });
  const over = useGiven({ onFiles: tried.onFiles, onText: tried.paste });
  return { tried, takes, most, limits, over };
}

/** Give an input, see what every node makes of it. */
export function TryCard(props: TryCardProps) {
  const { at, version, catalogue, graph, layout, runId, run } = props;
  const { tried, takes, most, limits, over } = useCardTry(props);
  const { start, starting } = tried;
  const link = useRunLink(runId);
  const failed = typeof link === 'object' ? link.error : null;
  return (
    <section className={classes('card try-card', over && 'dropping')} aria-label="Try it">
      <h2 className="card-title">
        Try it
        <span className="spread" />
        <RunLine run={run} link={link} starting={starting} />
      </h2>
      <TryInput {...{ takes, most, limits, tried }} urls busy={starting !== null}>
        <InputTray
          at={at}
          kinds={takes.offered}
          most={most}
          busy={starting !== null}
          run={run}
          onSamples={(ids) => void start({ inputs: ids.map((sample) => ({ sample })) })}
        />
      </TryInput>
      {runId && failed ? (
        <ErrorNote
          title="The run did not load"
          error={failed}
          onRetry={() => {
            retryRun(runId);
          }}
        />
      ) : null}
      {graph && layout && <Outputs {...{ at, graph, layout, catalogue, run }} />}
      {over && (
        <p className="drop-words">Drop to run {version.name || `v${version.number}`} on it</p>
      )}
    </section>
  );
}
