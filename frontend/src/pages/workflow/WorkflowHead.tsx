import { Link } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import type { GraphDocument, VersionRow, Workflow } from '../../api/types';
import { LinkButton } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Select } from '../../ui/Select';
import { NoteLine } from './NoteLine';
import { ShareButton } from './ShareButton';
import { VisibilityButton } from './VisibilityButton';

interface WorkflowHeadProps {
  at: WorkflowRef;
  workflow: Workflow;
  version: VersionRow | undefined;
  /** of the published version, for the samples that fit */
  graph: GraphDocument | undefined;
  edit: string;
  onVersion: (id: string) => void;
}

export function versionWords(version: VersionRow): string {
  return version.name ? `v${version.number} · ${version.name}` : `v${version.number}`;
}

export function WorkflowHead({ at, workflow, version, graph, edit, onVersion }: WorkflowHeadProps) {
  const published = workflow.published_version;
  return (
    <>
      <nav className="crumbs" aria-label="Where you are">
        <Link to={`/apps/${at.user}/${at.app}`}>{workflow.app_name}</Link>
        <span aria-hidden>/</span>
        <Link to={`/apps/${at.user}/${at.app}`}>Workflows</Link>
      </nav>
      <div className="page-head workflow-head">
        <h1>{workflow.name}</h1>
        {published && <Chip tone="ok">v{published.number} published</Chip>}
        <span className="spread" />
        {version && (
          <label className="version-select">
            <span>Version</span>
            <Select
              aria-label="Version"
              value={version.id}
              options={workflow.versions.map((each) => ({
                value: each.id,
                label: versionWords(each),
              }))}
              onChange={onVersion}
            />
          </label>
        )}
        <VisibilityButton {...{ at, workflow }} />
        {version && <ShareButton {...{ at, workflow, graph }} />}
        <LinkButton look="primary" to={edit}>
          Edit workflow
        </LinkButton>
      </div>
      <NoteLine at={at} note={workflow.note} />
    </>
  );
}
