/** Problems that only the server can see: what the app has or lacks stands in no graph. */
import type { GraphDocument, GraphProblem } from '../api/types';
import { findNode } from './ports';

const TOLD = /^(missing_connection|unknown_connection|missing_model_name)$/;

/** What we find ourselves; what we are told is judged anew by the server whenever it matters. */
export const ours = (problems: readonly GraphProblem[]) =>
  problems.filter(({ code }) => !TOLD.test(code));

/** Our findings, and what the server told beside them. */
export const withTold = (found: readonly GraphProblem[], told: readonly GraphProblem[]) => [
  ...found,
  ...told.filter(({ code }) => TOLD.test(code)),
];

/** What the server told of nodes that did not change since. */
export const stillTold = (
  told: readonly GraphProblem[],
  before: GraphDocument,
  now: GraphDocument,
): GraphProblem[] =>
  told.filter(({ node }) => node && findNode(before, node) === findNode(now, node));
