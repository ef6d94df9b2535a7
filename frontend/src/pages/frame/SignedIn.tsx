import { Navigate, Outlet, useLocation } from 'react-router';
import { ApiError } from '../../api/problem';
import { useMe } from '../../api/queries';
import { ErrorNote } from '../../ui/ErrorNote';

/** Pages for people who are signed in; others are led to the sign-in page and back. */
export function SignedIn() {
  const me = useMe();
  const { pathname, search } = useLocation();
  if (me.error instanceof ApiError && [401, 403].includes(me.error.status)) {
    return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  if (me.error) {
    return (
      <main className="page">
        <ErrorNote title="Weft did not open" error={me.error} onRetry={() => void me.refetch()} />
      </main>
    );
  }
  return me.data ? <Outlet /> : null;
}
