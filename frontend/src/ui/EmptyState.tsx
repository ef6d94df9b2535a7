import './EmptyState.css';
import type { ReactNode } from 'react';

/** Nothing here yet: names the next step and offers it. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <b>{title}</b>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
