import { CircleCheck, CircleDashed, CircleX, Clock, History, SkipForward, Zap } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NodeState } from '../api/types';
import { Chip, type ChipTone } from '../ui/Chip';
import { duration } from '../ui/format';

const TICK_MS = 100;

/** Time since this was first drawn: the browser's clock, which need not agree with the server's. */
function Elapsed() {
  const [start] = useState(() => performance.now());
  const [now, setNow] = useState(start);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(performance.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return <>{((now - start) / 1000).toFixed(1)} s</>;
}

export type ShownStatus =
  | 'idle'
  | 'queued'
  | 'running'
  | 'done'
  | 'cached'
  | 'stale'
  | 'failed'
  | 'skipped';

export function shownStatus(state: NodeState | undefined, stale: boolean): ShownStatus {
  if (!state) return 'idle';
  if (state.status === 'succeeded') {
    if (stale) return 'stale';
    return state.cached ? 'cached' : 'done';
  }
  return stale && (state.status === 'failed' || state.status === 'skipped')
    ? 'stale'
    : state.status;
}

const TONES: Record<ShownStatus, ChipTone> = {
  idle: 'plain',
  queued: 'plain',
  running: 'run',
  done: 'ok',
  cached: 'plain',
  stale: 'warn',
  failed: 'bad',
  skipped: 'plain',
};

function Words({ status, state }: { status: ShownStatus; state: NodeState | undefined }) {
  switch (status) {
    case 'idle':
      return (
        <>
          <CircleDashed aria-hidden />
          idle
        </>
      );
    case 'queued':
      return (
        <>
          <Clock aria-hidden />
          queued
        </>
      );
    case 'running': {
      const progress = state?.progress;
      return (
        <>
          <span className="pulse" />
          {progress ? `${progress[0]} of ${progress[1]} · ` : ''}
          <Elapsed />
        </>
      );
    }
    case 'done':
      return (
        <>
          <CircleCheck aria-hidden />
          {state?.ms == null ? 'done' : duration(state.ms)}
        </>
      );
    case 'cached':
      return (
        <>
          <Zap aria-hidden />
          cached
        </>
      );
    case 'stale':
      return (
        <>
          <History aria-hidden />
          stale
        </>
      );
    case 'failed':
      return (
        <>
          <CircleX aria-hidden />
          failed
        </>
      );
    case 'skipped':
      return (
        <>
          <SkipForward aria-hidden />
          skipped
        </>
      );
  }
}

interface StateChipProps {
  state: NodeState | undefined;
  stale?: boolean;
  testId?: string;
}

/** What a node is doing, in words and an icon; colour only underlines them. */
export function StateChip({ state, stale = false, testId }: StateChipProps) {
  const status = shownStatus(state, stale);
  const title = status === 'stale' ? 'Changed since the last run' : undefined;
  return (
    <Chip
      tone={TONES[status]}
      className={`state-chip ${status}`}
      data-testid={testId}
      data-status={state?.status ?? 'idle'}
      title={title}
    >
      <Words status={status} state={state} />
    </Chip>
  );
}
