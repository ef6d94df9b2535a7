import './workflow/workflow.css';
import { useCallback } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { WorkflowRef } from '../api/client';
import { useCatalogue, useVersion, useWorkflow } from '../api/queries';
import type { Catalogue, Workflow } from '../api/types';
import { useRun } from '../store/run';
import { LinkButton } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNote } from '../ui/ErrorNote';
import { Loading } from './frame/Loading';
import { useTitle } from './frame/useTitle';
import { GraphCard } from './workflow/GraphCard';
import { RunsCard } from './workflow/RunsCard';
import { TryCard } from './workflow/TryCard';
import { UseItCard } from './workflow/UseItCard';
import { VersionsCard } from './workflow/VersionsCard';
import { WorkflowHead } from './workflow/WorkflowHead';

export function WorkflowPage() {
  const { user = '', app = '', workflow: id = '' } = useParams();
  const ref = { user, app, workflow: id };
  const workflow = useWorkflow(ref);
  const catalogue = useCatalogue();
  useTitle(workflow.data?.name);
  const failed = workflow.error ?? catalogue.error;
  if (failed) {
    const retry = () => void Promise.all([workflow.refetch(), catalogue.refetch()]);
    return <ErrorNote title="The workflow did not load" error={failed} onRetry={retry} />;
  }
  if (!workflow.data || !catalogue.data) return <Loading what="the workflow" />;
  return <Loaded key={id} at={ref} workflow={workflow.data} catalogue={catalogue.data} />;
}

interface LoadedProps {
  at: WorkflowRef;
  workflow: Workflow;
  catalogue: Catalogue;
}

/** The address says which version and which run are shown, so that a reload or a link shows the same. */
function useShown(workflow: Workflow) {
  const [params, setParams] = useSearchParams();
  const runId = params.get('run');
  const run = useRun(runId);
  const wanted = run?.version ?? params.get('version');
  const newest = workflow.published_version ?? workflow.versions[0];
  const version = workflow.versions.find((each) => each.id === wanted) ?? newest;
  const showRun = useCallback(
    (next: string) => {
      setParams((before) => {
        before.set('run', next);
        return before;
      });
    },
    [setParams],
  );
  const showVersion = (next: string) => {
    setParams({ version: next });
  };
  return { runId, run, version, showRun, showVersion };
}

function Loaded({ at, workflow, catalogue }: LoadedProps) {
  const { runId, run, version, showRun, showVersion } = useShown(workflow);
  const full = useVersion(at, version?.id);
  const shown = run ?? full.data;
  const edit = `/apps/${at.user}/${at.app}/workflows/${at.workflow}/edit`;
  return (
    <>
      <WorkflowHead
        {...{ at, workflow, version, edit }}
        graph={full.data?.graph}
        onVersion={showVersion}
      />
      {!version && (
        <div className="card">
          <EmptyState
            title="No version is saved yet"
            action={
              <LinkButton look="primary" to={edit}>
                Edit workflow
              </LinkButton>
            }
          >
            Build the graph in the editor and save a version. It can then be tried here and called
            over the API.
          </EmptyState>
        </div>
      )}
      {full.error && (
        <ErrorNote
          title="This version did not load"
          error={full.error}
          onRetry={() => void full.refetch()}
        />
      )}
      {version && (
        <div className="workflow-columns">
          <TryCard
            {...{ at, version, catalogue, runId, run }}
            {...(shown && { graph: shown.graph, layout: shown.layout })}
            onRun={showRun}
          />
          <div className="workflow-side">
            <GraphCard
              {...{ run, catalogue }}
              {...(shown && { graph: shown.graph, layout: shown.layout })}
            />
            {shown && (
              <UseItCard at={at} version={version.id} number={version.number} graph={shown.graph} />
            )}
            <VersionsCard at={at} workflow={workflow} shown={version.id} onVersion={showVersion} />
            <RunsCard at={at} shown={runId} onRun={showRun} />
          </div>
        </div>
      )}
    </>
  );
}
