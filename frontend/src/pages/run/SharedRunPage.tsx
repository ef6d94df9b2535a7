import '../frame/Frame.css';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { getSharedRun, sharedStream } from '../../api/history';
import { keys } from '../../api/queries';
import type { Catalogue, Run } from '../../api/types';
import { hasEnded } from '../../store/fold';
import { followStream } from '../../store/followStream';
import { putRun, useRunStore } from '../../store/run';
import { ErrorNote } from '../../ui/ErrorNote';
import { Logo } from '../../ui/Logo';
import { RunChip } from '../../ui/RunChip';
import { Loading } from '../frame/Loading';
import { useTitle } from '../frame/useTitle';
import { RunFacts } from './RunFacts';
import { RunView } from './RunView';

const idOf = (code: string) => `shared:${code}`;

/** The run of a link, kept fresh while it goes on. */
function useShared(code: string) {
  const shared = useQuery({
    queryKey: ['shared run', code],
    queryFn: () => getSharedRun(code),
    staleTime: Infinity,
  });
  const { data, error, refetch } = shared;
  useEffect(() => {
    if (!data) return undefined;
    const run = { ...data.run, id: idOf(code) };
    putRun(run);
    if (hasEnded(run.status)) return undefined;
    return followStream({
      address: sharedStream(code, run.seq),
      run,
      last: async () => ({ ...(await getSharedRun(code)).run, id: run.id }),
      onBroken: () => void refetch(),
    });
  }, [code, data, refetch]);
  const run = useRunStore((store) => store.entries[idOf(code)]?.run);
  return { run, catalogue: data?.catalogue, error, refetch };
}

/** A cache of its own: who looks through a link may ask the server for nothing else. */
function cacheOf(catalogue: Catalogue): QueryClient {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  cache.setQueryData(keys.catalogue, catalogue);
  cache.setQueryData(keys.models({ app: 'shared/shared' }), []);
  return cache;
}

function Shown({ code, run, catalogue }: { code: string; run: Run; catalogue: Catalogue }) {
  const [cache] = useState(() => cacheOf(catalogue));
  const at = useMemo(
    () => ({ user: 'shared', app: 'shared', workflow: 'shared', shared: code }),
    [code],
  );
  return (
    <QueryClientProvider client={cache}>
      <div className="run-page" data-testid="run-page">
        <div>
          <div className="page-head">
            <h1>Run {run.number}</h1>
            <span role="status">
              <RunChip status={run.status} />
            </span>
          </div>
          <RunFacts run={run} />
        </div>
        <RunView at={at} catalogue={catalogue} run={run} />
      </div>
    </QueryClientProvider>
  );
}

/** One run, read only, for anybody who has the link. */
export function SharedRunPage() {
  const { code = '' } = useParams();
  const { run, catalogue, error, refetch } = useShared(code);
  useTitle(run && `Run ${run.number}, shared`);
  return (
    <>
      <header className="top-bar shared-bar">
        <Link to="/" className="top-logo" aria-label="Weft">
          <Logo />
          Weft
        </Link>
        <span className="faint">A shared run, read only</span>
      </header>
      <main className="page">
        {error && (
          <>
            <h1 className="visually-hidden">Shared run</h1>
            <ErrorNote
              title="The shared run did not open"
              error={error}
              onRetry={() => void refetch()}
            />
          </>
        )}
        {run && catalogue && !error ? (
          <Shown code={code} run={run} catalogue={catalogue} />
        ) : (
          !error && <Loading what="the shared run" />
        )}
      </main>
    </>
  );
}
