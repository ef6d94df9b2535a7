import { LinkButton } from '../ui/Button';
import { EmptyState } from '../ui/EmptyState';
import { useTitle } from './frame/useTitle';

export function NotFoundPage() {
  useTitle('Page not found');
  return (
    <>
      <h1 className="visually-hidden">Page not found</h1>
      <EmptyState
        title="There is no page at this address"
        action={<LinkButton to="/">Show all apps</LinkButton>}
      >
        The link may be old, or what it named was deleted.
      </EmptyState>
    </>
  );
}
