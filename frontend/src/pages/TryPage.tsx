import './frame/Frame.css';
import './workflow/workflow.css';
import './try/try.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ApiError } from '../api/problem';
import { getPublicPage } from '../api/tryPages';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNote } from '../ui/ErrorNote';
import { Logo } from '../ui/Logo';
import { Loading } from './frame/Loading';
import { useTitle } from './frame/useTitle';
import { PublicTry } from './try/PublicTry';

/** The public page of a workflow, at its secret address or in a frame: no way leads from it into Weft. */
export function TryPage() {
  const { page: id = '' } = useParams();
  const page = useQuery({ queryKey: ['try', id], queryFn: () => getPublicPage(id), retry: false });
  useTitle(page.data?.title);
  const gone = page.error instanceof ApiError && page.error.status === 404;
  return (
    <main className="page try-page" id="content">
      {gone && (
        <EmptyState title="There is nothing to try here">
          This page is switched off, or its link was replaced. Ask who gave it to you for a new one.
        </EmptyState>
      )}
      {page.error && !gone && (
        <ErrorNote
          title="The page did not load"
          error={page.error}
          onRetry={() => void page.refetch()}
        />
      )}
      {page.isPending && <Loading what="the page" />}
      {page.data && (
        <>
          <header className="try-head">
            <h1>{page.data.title}</h1>
            {page.data.note && <p>{page.data.note}</p>}
          </header>
          <PublicTry id={id} page={page.data} />
        </>
      )}
      <footer className="try-foot">
        <Logo size={16} /> Runs on Weft. What you give here is kept by the owner of this page.
      </footer>
    </main>
  );
}
