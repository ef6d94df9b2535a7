import '../../panels/panels.css';
import './compare.css';
import { useParams } from 'react-router';
import type { WorkflowRef } from '../../api/client';
import { useCatalogue, useWorkflow } from '../../api/queries';
import type { Catalogue, Workflow } from '../../api/types';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loading } from '../frame/Loading';
import { useTitle } from '../frame/useTitle';
import { CompareHead } from './CompareHead';
import { GraphsCard } from './GraphsCard';
import { RunBothCard } from './RunBothCard';
import { useSides } from './useSides';

export function ComparePage() {
  const { user = '', app = '', workflow: id = '' } = useParams();
  const at = { user, app, workflow: id };
  const workflow = useWorkflow(at);
  const catalogue = useCatalogue();
  useTitle(workflow.data && `Compare versions of ${workflow.data.name}`);
  const failed = workflow.error ?? catalogue.error;
  if (failed) {
    const retry = () => void Promise.all([workflow.refetch(), catalogue.refetch()]);
    return <ErrorNote title="The workflow did not load" error={failed} onRetry={retry} />;
  }
  if (!workflow.data || !catalogue.data) return <Loading what="the versions" />;
  return <Loaded at={at} workflow={workflow.data} catalogue={catalogue.data} />;
}

interface LoadedProps {
  at: WorkflowRef;
  workflow: Workflow;
  catalogue: Catalogue;
}

function Loaded({ at, workflow, catalogue }: LoadedProps) {
  const { from, to, before, after, error, retry, choose } = useSides(at, workflow);
  return (
    <div className="compare">
      <CompareHead {...{ at, workflow, from, to }} onChoose={choose} />
      {error !== null && (
        <ErrorNote title="These versions did not load" error={error} onRetry={retry} />
      )}
      {before && after ? (
        <>
          <GraphsCard {...{ at, catalogue, before, after }} />
          <RunBothCard {...{ at, catalogue, before, after }} />
        </>
      ) : (
        error === null && <Loading what="both graphs" />
      )}
    </div>
  );
}
