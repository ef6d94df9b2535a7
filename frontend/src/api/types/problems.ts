/** What is wrong, as the server tells it. */

export interface GraphProblem {
  node: string | null;
  port: string | null;
  code: string;
  message: string;
  cure: string;
}
export interface ApiProblem {
  code: string;
  message: string;
  problems?: GraphProblem[];
  [key: string]: unknown;
}
