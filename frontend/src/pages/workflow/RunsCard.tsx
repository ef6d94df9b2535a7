import { useEffect } from 'react';
import { Link } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import { keys, queryClient, useRuns } from '../../api/queries';
import type { RunRow } from '../../api/types';
import { useRun } from '../../store/run';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { ago, count, duration } from '../../ui/format';
import { RunChip } from '../../ui/RunChip';

const SHOWN = 12;
const ORIGINS: Record<string, string> = {
  api: 'API',
  editor: 'editor',
  page: 'page',
  try: 'try page',
};

interface RunsCardProps {
  at: WorkflowRef;
  shown: string | null;
  onRun: (id: string) => void;
}

function facts(run: RunRow): string {
  const version = run.version_number === null ? 'draft' : `v${run.version_number}`;
  const from = ORIGINS[run.origin] ?? run.origin;
  const time = run.ms === null ? [] : [duration(run.ms)];
  const inputs = run.input_count > 1 ? [count(run.input_count, 'input')] : [];
  return [version, ...inputs, ...time, from].join(' · ');
}

/** Recent runs of every version; a click shows one again. */
export function RunsCard({ at, shown, onRun }: RunsCardProps) {
  const { user, app, workflow } = at;
  const runs = useRuns(at);
  const live = useRun(shown);
  const liveState = live && `${live.id} ${live.status}`;
  useEffect(() => {
    if (liveState)
      void queryClient.invalidateQueries({ queryKey: keys.runs({ user, app, workflow }) });
  }, [liveState, user, app, workflow]);
  return (
    <section className="card list-card runs-card" aria-label="Recent runs">
      <h2 className="card-title">
        Recent runs
        <span className="spread" />
        <Link className="btn quiet small" to={`/apps/${user}/${app}/runs?workflow=${workflow}`}>
          Show all runs
        </Link>
      </h2>
      {runs.error && (
        <ErrorNote
          title="The runs did not load"
          error={runs.error}
          onRetry={() => void runs.refetch()}
        />
      )}
      {runs.data?.length === 0 && (
        <p className="list-empty">Runs from here, the editor and the API are kept here.</p>
      )}
      <ul>
        {runs.data?.slice(0, SHOWN).map((run) => (
          <li key={run.id} className={classes('list-row', run.id === shown && 'on')}>
            <button
              type="button"
              className="row-main"
              aria-current={run.id === shown}
              onClick={() => {
                onRun(run.id);
              }}
            >
              <b>{run.number}</b>
              <span className="row-name">{facts(run)}</span>
              <time dateTime={run.created_at}>{ago(run.created_at)}</time>
            </button>
            <RunChip status={run.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
