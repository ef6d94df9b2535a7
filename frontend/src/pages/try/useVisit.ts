/** A stranger's run on the public page: started, followed live, and found again after a reload. */
import { useCallback, useEffect, useState } from 'react';
import type { GivenSource } from '../../api/client';
import { ApiError } from '../../api/problem';
import { getVisit, startVisit, visitStream } from '../../api/tryPages';
import { hasEnded } from '../../store/fold';
import { followStream } from '../../store/followStream';
import { putRun, useRunStore } from '../../store/run';

/** A frame on another site may have no storage; then a reload starts afresh. */
function remembered(page: string): string | null {
  try {
    return sessionStorage.getItem(`weft.try.${page}`);
  } catch {
    return null;
  }
}

function remember(page: string, ticket: string | null): void {
  try {
    if (ticket === null) sessionStorage.removeItem(`weft.try.${page}`);
    else sessionStorage.setItem(`weft.try.${page}`, ticket);
  } catch {
    // Nothing is kept, nothing is lost but the way back.
  }
}

export function useVisit(page: string) {
  const [ticket, setTicket] = useState(() => remembered(page));
  const [runId, setRunId] = useState<string | null>(null);
  const [lost, setLost] = useState<unknown>(null);
  const run = useRunStore((store) => (runId ? store.entries[runId]?.run : undefined));

  useEffect(() => {
    if (ticket === null) return undefined;
    let stop = (): void => undefined;
    let left = false;
    const look = async (): Promise<void> => {
      try {
        const visit = await getVisit(ticket);
        if (left) return;
        putRun(visit.run);
        setRunId(visit.run.id);
        const broken = () => void look();
        if (hasEnded(visit.run.status)) return;
        stop = followStream({
          address: visitStream(ticket, visit.run.seq),
          run: visit.run,
          last: async () => (await getVisit(ticket)).run,
          onBroken: broken,
        });
      } catch (error) {
        if (left) return;
        remember(page, null);
        if (error instanceof ApiError && error.status === 404) setTicket(null);
        setLost(error);
      }
    };
    void look();
    return () => {
      left = true;
      stop();
    };
  }, [page, ticket]);

  const begin = useCallback(
    async (source: GivenSource) => {
      const visit = await startVisit(page, source);
      putRun(visit.run);
      setRunId(visit.run.id);
      setLost(null);
      setTicket(visit.ticket);
      remember(page, visit.ticket);
    },
    [page],
  );
  return { begin, run, ticket, lost };
}
