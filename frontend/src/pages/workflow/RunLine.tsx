import { type ReactNode, useEffect, useState } from 'react';
import type { Run } from '../../api/types';
import { hasEnded } from '../../store/fold';
import { type RunLink, stopRun } from '../../store/run';
import { Button } from '../../ui/Button';
import { duration, ticking } from '../../ui/format';

const TICK_MS = 100;

function SoFar({ since }: { since: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return <>{ticking(Math.max(0, now - Date.parse(since)))} so far</>;
}

const ENDINGS: Partial<Record<Run['status'], string>> = {
  partially_succeeded: 'done in part',
  failed: 'failed',
  cancelled: 'stopped',
  dead: 'lost',
};

function timing(run: Run): ReactNode {
  if (!hasEnded(run.status)) return <SoFar since={run.created_at} />;
  const time = run.ms === null ? 'ended' : duration(run.ms);
  const ending = ENDINGS[run.status];
  return ending ? `${ending} after ${time}` : time;
}

interface RunLineProps {
  run: Run | undefined;
  link: RunLink | undefined;
  starting: string | null;
}

/** "run 41 · v7 · 0.3 s so far" and the way to stop it. */
export function RunLine({ run, link, starting }: RunLineProps) {
  if (starting) return <small role="status">{starting}</small>;
  if (!run) return link === 'loading' ? <small role="status">Loading the run</small> : null;
  const version = run.version_number === null ? 'draft' : `v${run.version_number}`;
  const going = !hasEnded(run.status);
  return (
    <>
      <small>
        run {run.number} · {version} · {timing(run)}
        {going && link === 'polling' && ' · live link lost, asking again'}
      </small>
      <span className="visually-hidden" role="status">
        {going
          ? `Run ${run.number} is ${run.status}`
          : `Run ${run.number} ${run.status.replace('_', ' ')}`}
      </span>
      {going && (
        <Button size="small" onClick={() => void stopRun(run.id)}>
          Stop run
        </Button>
      )}
    </>
  );
}
