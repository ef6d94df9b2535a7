import type { ReactNode } from 'react';
import { ErrorNote } from '../../../ui/ErrorNote';

interface PartProps {
  title: string;
  hint: string;
  what: string;
  action?: ReactNode;
  list: { error: unknown; isPending: boolean; refetch: () => unknown };
  children: ReactNode;
}

/** A titled list with its button, and what to say while it loads or when it does not. */
export function Part({ title, hint, what, action, list, children }: PartProps) {
  return (
    <section className="card connections-part" aria-label={title}>
      <header className="connections-head">
        <div>
          <h2>{title}</h2>
          <p>{hint}</p>
        </div>
        {action}
      </header>
      {list.error ? (
        <ErrorNote
          title={`The ${what} did not load`}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : list.isPending ? (
        <p className="connections-none">Loading {what}</p>
      ) : (
        children
      )}
    </section>
  );
}
