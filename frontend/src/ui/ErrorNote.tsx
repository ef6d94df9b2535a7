import './ErrorNote.css';
import { TriangleAlert } from 'lucide-react';
import { problemOf } from '../api/problem';
import { Button } from './Button';

interface ErrorNoteProps {
  /** what was being done, as in "The workflows did not load" */
  title: string;
  error: unknown;
  onRetry?: () => void;
}

/** What happened, where, and what to do next. */
export function ErrorNote({ title, error, onRetry }: ErrorNoteProps) {
  const problem = problemOf(error);
  return (
    <div className="error-note" role="alert">
      <TriangleAlert aria-hidden />
      <div className="error-text">
        <b>{title}</b>
        <p>{problem.message}</p>
        {problem.problems?.map((each) => (
          <p key={`${each.node ?? ''}.${each.port ?? ''}.${each.code}`}>
            {each.node && <code>{each.node}</code>} {each.message} {each.cure}
          </p>
        ))}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          Retry
        </Button>
      )}
    </div>
  );
}
