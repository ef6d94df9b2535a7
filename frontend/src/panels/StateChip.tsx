import {
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Clock,
  History,
  Pin,
  SkipForward,
  Zap,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NodeState } from '../api/types';
import { Chip, type ChipTone } from '../ui/Chip';
import { duration, sayProgress, ticking } from '../ui/format';

const TICK_MS = 100;

/** When this browser first heard of a start: its own clock need not agree with the server's. */
const heard = new Map<string, number>();

function whenHeard(startedAt: string | null): number {
  const now = performance.now();
  if (startedAt === null) return now;
  const before = heard.get(startedAt) ?? now;
  heard.set(startedAt, before);
  return before;
}

/** The same time wherever the node is shown. */
function Elapsed({ since }: { since: string | null }) {
  const [start] = useState(() => whenHeard(since));
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(performance.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return <>{ticking(Math.max(0, now - start))}</>;
}

export type ShownStatus =
  | 'idle'
  | 'queued'
  | 'running'
  | 'done'
  | 'cached'
  | 'pinned'
  /** the run on show left it out; its last result is shown */
  | 'kept'
  | 'stale'
  | 'failed'
  | 'skipped'
  /** it had nothing to do: the path ended before it */
  | 'ended';

export function shownStatus(
  state: NodeState | undefined,
  stale: boolean,
  kept: number | null = null,
  ended = false,
): ShownStatus {
  if (!state) return 'idle';
  if (kept !== null) return stale ? 'stale' : 'kept';
  if (state.status === 'succeeded') {
    if (stale) return 'stale';
    if (state.pinned) return 'pinned';
    if (ended) return 'ended';
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
  pinned: 'run',
  kept: 'plain',
  stale: 'warn',
  failed: 'bad',
  skipped: 'plain',
  ended: 'plain',
};

interface WordsProps {
  status: ShownStatus;
  state: NodeState | undefined;
  unit: string;
}

function Words({ status, state, unit }: WordsProps) {
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
    case 'running':
      return (
        <>
          <span className="pulse" />
          {sayProgress(state?.progress ?? null, unit)}
          <Elapsed since={state?.started_at ?? null} />
        </>
      );
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
    case 'pinned':
      return (
        <>
          <Pin aria-hidden />
          pinned
        </>
      );
    case 'kept':
      return (
        <>
          <CircleDashed aria-hidden />
          not run
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
    case 'ended':
      return (
        <>
          <CircleSlash aria-hidden />
          no value
        </>
      );
  }
}

interface StateChipProps {
  state: NodeState | undefined;
  stale?: boolean;
  /** the earlier run whose result it is */
  kept?: number | null;
  /** what progress counts, such as crops */
  unit?: string;
  /** nothing came to it */
  ended?: boolean;
  testId?: string;
}

function titleOf(status: ShownStatus, kept: number | null): string | undefined {
  const from = kept === null ? '' : `Result of run ${kept}. `;
  if (status === 'stale') return `${from}Changed since it ran.`;
  if (status === 'pinned') return 'The pinned output stood in for this node.';
  if (status === 'ended') return 'The path ended before this node: nothing came in.';
  return kept === null ? undefined : `${from}The last run did not need this node.`;
}

/** What a node is doing, in words and an icon; colour only underlines them. */
export function StateChip({
  state,
  stale = false,
  kept = null,
  unit = '',
  ended = false,
  testId,
}: StateChipProps) {
  const status = shownStatus(state, stale, kept, ended);
  return (
    <Chip
      tone={TONES[status]}
      className={`state-chip ${status}`}
      data-testid={testId}
      data-status={kept === null ? (state?.status ?? 'idle') : 'kept'}
      title={titleOf(status, kept)}
    >
      <Words status={status} state={state} unit={unit} />
    </Chip>
  );
}
