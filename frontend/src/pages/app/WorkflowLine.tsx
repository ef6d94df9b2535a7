import { Link } from 'react-router';
import type { AppRef } from '../../api/client';
import type { WorkflowRow } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { ago, count } from '../../ui/format';
import { RunChip } from '../../ui/RunChip';
import { Thumbnail } from '../frame/Thumbnail';

function PublishedChip({ workflow }: { workflow: WorkflowRow }) {
  const published = workflow.published_version;
  if (published) return <Chip tone="ok">v{published.number} published</Chip>;
  return <Chip>{workflow.version_count > 0 ? 'not published' : 'draft'}</Chip>;
}

function versionWords({ version_count: total }: WorkflowRow): string {
  return total > 0 ? count(total, 'version') : 'No version saved yet';
}

export function WorkflowLine({ at, workflow }: { at: AppRef; workflow: WorkflowRow }) {
  const last = workflow.last_run;
  return (
    <li>
      <Link className="workflow-line" to={`/apps/${at.user}/${at.app}/workflows/${workflow.id}`}>
        <Thumbnail of={workflow.thumbnail} />
        <span className="workflow-words">
          <b>{workflow.name}</b>
          <span>{workflow.note || versionWords(workflow)}</span>
        </span>
        <PublishedChip workflow={workflow} />
        <span className="workflow-last">
          {last ? (
            <>
              run {last.number} <RunChip status={last.status} />
            </>
          ) : (
            'not run yet'
          )}
        </span>
        <time dateTime={workflow.modified_at}>{ago(workflow.modified_at)}</time>
      </Link>
    </li>
  );
}
