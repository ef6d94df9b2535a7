/** A node's problem as people read it: other nodes by the names on their cards. */
import type { ApiProblem } from '../api/types';

export function problemWords(problem: ApiProblem, nameOf: (node: string) => string): string {
  return problem.code === 'skipped' && typeof problem.because === 'string'
    ? `Not run because ${nameOf(problem.because)} failed.`
    : problem.message;
}
