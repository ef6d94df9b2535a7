/** What a screen reader is told of a run: its start, each failure, its end. Never per percent. Pure. */
import type { Run } from '../api/types';
import { hasEnded } from '../store/fold';
import { whatWent } from './sayRun';

const ENDS: Record<string, string> = {
  succeeded: 'is done',
  partially_succeeded: 'is done in part',
  failed: 'failed',
  cancelled: 'was stopped',
  dead: 'was given up',
};

/** The words for the run's present state; they change only when there is something to say. */
export function announceRun(run: Run, nameOf: (node: string) => string): string {
  const failures = run.graph.nodes.flatMap(({ id }) => {
    const state = run.nodes[id];
    return state?.status === 'failed'
      ? [`${nameOf(id)} failed: ${state.error?.message ?? 'no reason given.'}`]
      : [];
  });
  const head = hasEnded(run.status)
    ? `Run ${run.number} ${ENDS[run.status] ?? 'ended'}: ${whatWent(run)}.`
    : `Run ${run.number} began.`;
  return [head, ...failures].join(' ');
}
