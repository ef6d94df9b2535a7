import './ErrorPreview.css';
import { CircleAlert } from 'lucide-react';
import type { ApiProblem } from '../api/types';

/** The sentence that says why there is no value here. */
export function ErrorPreview({ problem }: { problem: ApiProblem }) {
  return (
    <p className="error-preview">
      <CircleAlert aria-hidden />
      <span>{problem.message}</span>
    </p>
  );
}
