/** A run in one line. Pure. */
import type { NodeState, Run } from '../api/types';
import { hasEnded } from '../store/fold';
import { duration } from '../ui/format';

const NOTHING = 'nothing to run';
const WENT: (readonly [string, (state: NodeState) => boolean])[] = [
  ['pinned', (state) => state.pinned],
  ['cached', (state) => state.cached],
  ['run', ({ status, cached, pinned }) => status === 'succeeded' && !cached && !pinned],
  ['failed', ({ status }) => status === 'failed'],
  ['skipped', ({ status }) => status === 'skipped'],
];

/** "3 cached, 2 run". */
export function whatWent(run: Run): string {
  const states = Object.values(run.nodes);
  return (
    WENT.map(([word, is]) => [states.filter(is).length, word] as const)
      .filter(([total]) => total > 0)
      .map(([total, word]) => `${total} ${word}`)
      .join(', ') || NOTHING
  );
}

/** While it goes "Run 41 · 3 of 5 done"; afterwards "Run 41 · 3 cached, 2 run · 1.2 s". */
export function sayRun(run: Run): string {
  const states = Object.values(run.nodes);
  if (!hasEnded(run.status)) {
    const done = states.filter(({ status }) => status !== 'queued' && status !== 'running').length;
    return `Run ${run.number} · ${done} of ${states.length} done`;
  }
  const went = whatWent(run);
  const stopped =
    run.status === 'cancelled' ? (went === NOTHING ? 'stopped' : `${went}, stopped`) : went;
  const time = run.ms === null ? '' : ` · ${duration(run.ms)}`;
  return `Run ${run.number} · ${stopped}${time}`;
}
