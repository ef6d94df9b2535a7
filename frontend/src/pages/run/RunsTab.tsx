import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { AppRef } from '../../api/client';
import { NO_FILTER, type RunFilter } from '../../api/history';
import { useWorkflow, useWorkflows } from '../../api/queries';
import { RunFilters } from '../../panels/RunFilters';
import { useRunHistory } from '../../panels/useRunHistory';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNote } from '../../ui/ErrorNote';
import { Loading } from '../frame/Loading';
import { RunTable } from './RunTable';

/** The filters are in the address: a link or a reload shows the same list. */
function useFilter() {
  const [params, setParams] = useSearchParams();
  const [filter, setFilter] = useState<RunFilter>(() => {
    const entries = Object.keys(NO_FILTER).map((name) => [name, params.get(name) ?? '']);
    return Object.fromEntries(entries) as RunFilter;
  });
  const chosen = Object.entries(filter).filter(([, value]: string[]) => value !== '');
  const wanted = new URLSearchParams(chosen as [string, string][]).toString();
  const shown = params.toString();
  useEffect(() => {
    if (wanted !== shown) setParams(wanted, { replace: true });
  }, [wanted, shown, setParams]);
  const set = (part: Partial<RunFilter>) => {
    setFilter((now) => ({ ...now, ...part }));
  };
  return { filter, set };
}

/** Only the versions of one workflow can be told apart by number. */
function VersionedFilters(props: {
  at: AppRef;
  filter: RunFilter;
  set: (part: Partial<RunFilter>) => void;
  workflows: { id: string; name: string }[] | undefined;
}) {
  const { at, filter, set, workflows } = props;
  const workflow = useWorkflow({ ...at, workflow: filter.workflow });
  return (
    <RunFilters
      filter={filter}
      onChange={set}
      workflows={workflows}
      versions={workflow.data?.versions}
    />
  );
}

/** Every run of an app, from the editor, the pages and the API. */
export function RunsTab({ at }: { at: AppRef }) {
  const { filter, set } = useFilter();
  const workflows = useWorkflows(at);
  const history = useRunHistory(at, filter);
  const filtered = Object.values(filter).some(Boolean);
  return (
    <>
      <div className="run-filters-row">
        {filter.workflow ? (
          <VersionedFilters at={at} filter={filter} set={set} workflows={workflows.data} />
        ) : (
          <RunFilters filter={filter} onChange={set} workflows={workflows.data ?? []} />
        )}
      </div>
      {history.error && (
        <ErrorNote
          title="The runs did not load"
          error={history.error}
          onRetry={() => void history.refetch()}
        />
      )}
      {history.isPending && <Loading what="runs" />}
      {history.runs?.length === 0 && (
        <div className="card">
          <EmptyState title={filtered ? 'No run fits these filters' : 'Nothing was run yet'}>
            {filtered
              ? 'Take a filter away to see more.'
              : 'Runs from the pages, the editor and the API are kept here.'}
          </EmptyState>
        </div>
      )}
      {history.runs && history.runs.length > 0 && <RunTable at={at} runs={history.runs} />}
      {history.more && (
        <div className="runs-more">
          <Button disabled={history.isFetching} onClick={history.more}>
            Show earlier runs
          </Button>
        </div>
      )}
    </>
  );
}
