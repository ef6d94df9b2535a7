import type { ApiProblem } from './types';

/** An answer of the server that says no, or no answer at all (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problem: ApiProblem;

  constructor(status: number, problem: ApiProblem) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
  }
}

/** The sentence to show for anything that was thrown. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiError) return error.problem;
  if (error instanceof Error) return { code: 'unexpected', message: error.message };
  return {
    code: 'unexpected',
    message: 'Something unexpected stopped this. Retry, or reload the page.',
  };
}
