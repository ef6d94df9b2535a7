import './panels.css';
import './RunsPanel.css';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { getRun } from '../api/client';
import { NO_FILTER, type RunFilter } from '../api/history';
import { problemOf } from '../api/problem';
import { keys, useWorkflow } from '../api/queries';
import type { RunRow } from '../api/types';
import { useScene } from '../commands/scene';
import { shownRun, useEditor } from '../store/editor';
import { putRun, useRun } from '../store/run';
import { Button } from '../ui/Button';
import { ErrorNote } from '../ui/ErrorNote';
import { ago, count, duration } from '../ui/format';
import { RunChip } from '../ui/RunChip';
import { RunFilters } from './RunFilters';
import { useRunHistory } from './useRunHistory';

function facts(row: RunRow): string {
  const version = row.version_number === null ? 'draft' : `v${row.version_number}`;
  const inputs = row.input_count > 1 ? [count(row.input_count, 'input')] : [];
  return [version, ...inputs].join(' · ');
}

/** The list is asked for again whenever the run on the canvas changes its status. */
function useFreshRuns(filter: RunFilter) {
  const cache = useQueryClient();
  const ref = useEditor((state) => state.workflow);
  const live = useRun(useEditor(shownRun));
  const changed = live && `${live.id} ${live.status}`;
  useEffect(() => {
    if (changed) void cache.invalidateQueries({ queryKey: keys.runs(ref) });
  }, [cache, changed, ref]);
  return useRunHistory(ref, filter);
}

/** Recent runs of this workflow, newest first. Choosing one shows its results on the graph it ran. */
export function RunsPanel({ onChosen }: { onChosen?: () => void }) {
  const { editor, gesture } = useScene();
  const shown = useEditor(shownRun);
  const [filter, setFilter] = useState(NO_FILTER);
  const runs = useFreshRuns(filter);
  const at = useEditor((state) => state.workflow);
  const workflow = useWorkflow(at);
  const filtered = Object.values(filter).some(Boolean);
  const show = async (row: RunRow) => {
    try {
      const run = await getRun(row.id);
      putRun(run);
      editor.getState().viewRun(run);
      onChosen?.();
    } catch (error) {
      gesture.getState().tell(`Run ${row.number} did not load.`, problemOf(error).message);
    }
  };
  return (
    <section className="panel runs" aria-label="Runs">
      <h3>Runs</h3>
      <RunFilters
        filter={filter}
        onChange={(part) => {
          setFilter((now) => ({ ...now, ...part }));
        }}
        versions={workflow.data?.versions ?? []}
      />
      <ol>
        {runs.runs?.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              className="run-row"
              aria-current={shown === row.id}
              data-testid={`run-row-${row.number}`}
              onClick={() => void show(row)}
            >
              <span className="run-line">
                <b>Run {row.number}</b>
                <span className="run-facts">{facts(row)}</span>
                <RunChip status={row.status} />
              </span>
              <span className="run-line faint">
                <time dateTime={row.created_at}>{ago(row.created_at)}</time>
                <span className="end">{row.ms === null ? '' : duration(row.ms)}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {runs.isError && (
        <ErrorNote
          title="The runs did not load"
          error={runs.error}
          onRetry={() => void runs.refetch()}
        />
      )}
      {runs.runs?.length === 0 && (
        <p className="panel-empty">
          {filtered
            ? 'No run fits these filters. Take one away to see more.'
            : 'No run yet. Choose an input and run the workflow.'}
        </p>
      )}
      {runs.more && (
        <Button size="small" className="runs-earlier" onClick={runs.more}>
          Show earlier runs
        </Button>
      )}
    </section>
  );
}
