import { useRouteError } from 'react-router';
import { ErrorNote } from '../ui/ErrorNote';

/** Shown when drawing a page failed. */
export function BrokenPage() {
  const error = useRouteError();
  return (
    <main className="page">
      <ErrorNote
        title="This page could not be drawn"
        error={error}
        onRetry={() => {
          location.reload();
        }}
      />
    </main>
  );
}
