import { useEffect, useState } from 'react';
import type { NodeState, RunStatus } from '../api/types';
import { Chip, type ChipTone } from './Chip';
import { duration, sayProgress, ticking } from './format';

interface NodeStateChipProps {
  node: string;
  state: NodeState | undefined;
  /** once the run has ended, a node that never finished was not run */
  run?: RunStatus | undefined;
  /** what progress counts, such as crops */
  unit?: string;
  /** shown while nothing is known */
  idle?: string;
}

const STILL_GOING: readonly (RunStatus | undefined)[] = ['queued', 'running', undefined];
const TICK_MS = 100;

/** Milliseconds since `startedAt`, counting while it is shown. */
function useElapsed(startedAt: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return startedAt ? Math.max(0, now - Date.parse(startedAt)) : 0;
}

function Elapsed({ state, unit }: { state: NodeState; unit: string }) {
  const elapsed = useElapsed(state.started_at);
  return (
    <>
      <i className="pulse" aria-hidden />
      {sayProgress(state.progress, unit)}
      {ticking(elapsed)}
    </>
  );
}

function toneAndWords(state: NodeState): [ChipTone, string] {
  switch (state.status) {
    case 'succeeded':
      return state.cached ? ['plain', 'cached'] : ['ok', duration(state.ms ?? 0)];
    case 'failed':
      return ['bad', 'failed'];
    case 'skipped':
      return ['plain', 'skipped'];
    default:
      return ['plain', 'queued'];
  }
}

/** Idle, queued, running 1.2 s, 340 ms, cached, skipped, failed. */
export function NodeStateChip({ node, state, run, unit = '', idle = 'idle' }: NodeStateChipProps) {
  const unfinished = state?.status === 'queued' || state?.status === 'running';
  const stopped = unfinished && !STILL_GOING.includes(run);
  const status = stopped ? 'skipped' : (state?.status ?? 'idle');
  const attributes = { 'data-testid': `node-state-${node}`, 'data-status': status };
  if (!state) return <Chip {...attributes}>{idle}</Chip>;
  if (stopped) return <Chip {...attributes}>not run</Chip>;
  if (state.status === 'running') {
    return (
      <Chip tone="run" {...attributes}>
        <span className="visually-hidden">running</span>
        <Elapsed state={state} unit={unit} />
      </Chip>
    );
  }
  const [tone, words] = toneAndWords(state);
  return (
    <Chip tone={tone} {...attributes}>
      {words}
    </Chip>
  );
}
