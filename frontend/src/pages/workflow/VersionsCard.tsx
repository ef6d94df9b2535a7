import { Link } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import { usePublishVersion } from '../../api/queries';
import type { Workflow } from '../../api/types';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { CopyButton } from '../../ui/CopyButton';
import { classes } from '../../ui/classes';
import { ErrorNote } from '../../ui/ErrorNote';
import { ago, count } from '../../ui/format';

interface VersionsCardProps {
  at: WorkflowRef;
  workflow: Workflow;
  shown: string;
  onVersion: (id: string) => void;
}

/** Every saved version, newest first; one of them is the published one. */
export function VersionsCard({ at, workflow, shown, onVersion }: VersionsCardProps) {
  const publish = usePublishVersion(at);
  const published = workflow.published_version?.id;
  return (
    <section className="card list-card versions-card" aria-label="Versions">
      <h2 className="card-title">
        Versions <small>{workflow.versions.length}</small>
        <span className="spread" />
        <Link
          className="btn quiet small"
          to={`/apps/${at.user}/${at.app}/workflows/${at.workflow}/compare`}
        >
          Compare versions
        </Link>
      </h2>
      {publish.error && <ErrorNote title="The version was not published" error={publish.error} />}
      <ul>
        {workflow.versions.map((version) => (
          <li key={version.id} className={classes('list-row', version.id === shown && 'on')}>
            <button
              type="button"
              className="row-main"
              title={`Version id ${version.id}`}
              aria-current={version.id === shown}
              onClick={() => {
                onVersion(version.id);
              }}
            >
              <b>v{version.number}</b>
              <span className="row-name">
                {version.name || version.summary || count(version.node_count, 'node')}
              </span>
              <time dateTime={version.created_at}>{ago(version.created_at)}</time>
            </button>
            <CopyButton label={`Copy id of version ${version.number}`} text={version.id} />
            {version.id === published ? (
              <Chip tone="ok">published</Chip>
            ) : (
              <Button
                size="small"
                look="quiet"
                aria-label={`Publish version ${version.number}`}
                disabled={publish.isPending}
                onClick={() => {
                  publish.mutate(version.id);
                }}
              >
                Publish
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
