import './runs.css';
import { Link } from 'react-router';
import type { AppRef } from '../../api/client';
import type { RunLine } from '../../api/types';
import { ago, count, duration } from '../../ui/format';
import { RunChip } from '../../ui/RunChip';
import { originWords, versionWords } from './runWords';

function inputWords(run: RunLine): string {
  if (run.input_count > 1) return count(run.input_count, 'input');
  return run.input_name || '1 input';
}

/** Runs as rows, each the way to its page. */
export function RunTable({ at, runs }: { at: AppRef; runs: readonly RunLine[] }) {
  return (
    <ul className="card run-table">
      {runs.map((run) => (
        <li key={run.id}>
          <Link
            className="run-table-row"
            to={`/apps/${at.user}/${at.app}/workflows/${run.workflow}/runs/${run.id}`}
            data-testid={`run-line-${run.number}`}
          >
            <span className="run-name">
              <b>Run {run.number}</b>
              <span>{run.workflow_name}</span>
            </span>
            <span className="run-cell">{versionWords(run)}</span>
            <span className="run-cell input">{run.error?.message ?? inputWords(run)}</span>
            <RunChip status={run.status} />
            <span className="run-cell">{run.ms === null ? '' : duration(run.ms)}</span>
            <span className="run-cell origin">from {originWords(run)}</span>
            <time dateTime={run.created_at}>{ago(run.created_at)}</time>
          </Link>
        </li>
      ))}
    </ul>
  );
}
