import { RotateCcw, Square } from 'lucide-react';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import { repeatRun } from '../../api/history';
import { useCatalogue, useWorkflow } from '../../api/queries';
import type { Run } from '../../api/types';
import { hasEnded } from '../../store/fold';
import { putRun, retryRun, stopRun, useRun, useRunLink } from '../../store/run';
import { Button, LinkButton } from '../../ui/Button';
import { ErrorNote } from '../../ui/ErrorNote';
import { RunChip } from '../../ui/RunChip';
import { Loading } from '../frame/Loading';
import { useTitle } from '../frame/useTitle';
import { RunFacts } from './RunFacts';
import { RunView } from './RunView';
import { ShareButton } from './ShareButton';

function Actions({ at, run }: { at: WorkflowRef; run: Run }) {
  const navigate = useNavigate();
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const home = `/apps/${at.user}/${at.app}/workflows/${at.workflow}`;
  const again = async () => {
    setStarting(true);
    setError(null);
    try {
      const next = await repeatRun(run.id);
      putRun(next);
      await navigate(`${home}/runs/${next.id}`);
    } catch (caught) {
      setError(caught);
    } finally {
      setStarting(false);
    }
  };
  return (
    <>
      {hasEnded(run.status) ? (
        <Button disabled={starting} onClick={() => void again()}>
          <RotateCcw aria-hidden />
          {starting ? 'Starting the run' : 'Run again'}
        </Button>
      ) : (
        <Button onClick={() => void stopRun(run.id)}>
          <Square aria-hidden />
          Stop run
        </Button>
      )}
      {!run.of_model && <LinkButton to={`${home}/edit?run=${run.id}`}>Open in editor</LinkButton>}
      <ShareButton run={run.id} />
      {error !== null && <ErrorNote title="The run did not start" error={error} />}
    </>
  );
}

export function RunPage() {
  const { user = '', app = '', workflow: id = '', run: runId = '' } = useParams();
  const at = { user, app, workflow: id };
  const catalogue = useCatalogue();
  const run = useRun(runId);
  const workflow = useWorkflow(at, run !== undefined && !run.of_model);
  const link = useRunLink(runId);
  useTitle(run && `Run ${run.number} of ${workflow.data?.name ?? id}`);
  const failed: unknown = typeof link === 'object' ? link.error : catalogue.error;
  if (failed) {
    const retry = () => {
      retryRun(runId);
      void catalogue.refetch();
    };
    return <ErrorNote title="The run did not load" error={failed} onRetry={retry} />;
  }
  if (!run || !catalogue.data) return <Loading what="the run" />;
  const home = `/apps/${user}/${app}`;
  return (
    <div className="run-page" data-testid="run-page">
      <div>
        <nav className="crumbs" aria-label="Where you are">
          <Link to={home}>{workflow.data?.app_name ?? app}</Link>
          <span aria-hidden>/</span>
          {run.of_model ? (
            <span>{id}</span>
          ) : (
            <Link to={`${home}/workflows/${id}`}>{workflow.data?.name ?? id}</Link>
          )}
          <span aria-hidden>/</span>
          <Link to={run.of_model ? `${home}/runs` : `${home}/runs?workflow=${id}`}>Runs</Link>
        </nav>
        <div className="page-head">
          <h1>Run {run.number}</h1>
          <span role="status">
            <RunChip status={run.status} />
          </span>
          <span className="spread" />
          <Actions at={at} run={run} />
        </div>
        <RunFacts run={run} />
      </div>
      <RunView key={run.id} at={at} catalogue={catalogue.data} run={run} />
    </div>
  );
}
