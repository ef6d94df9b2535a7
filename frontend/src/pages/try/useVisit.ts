/** A stranger's run on the public page: started, followed live, and found again after a reload. */
import { useCallback, useEffect, useState } from 'react';
import type { GivenSource } from '../../api/client';
import { ApiError } from '../../api/problem';
import { getVisit, startVisit, visitStream } from '../../api/tryPages';
import type { Run, RunEvent } from '../../api/types';
import { fold, hasEnded } from '../../store/fold';
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

/** Folds the stream into the run's store until the terminal event; the browser itself reconnects. */
function listen(ticket: string, run: Run, onBroken: () => void): () => void {
  let now = run;
  const source = new EventSource(visitStream(ticket, run.seq));
  source.onmessage = (message: MessageEvent<string>) => {
    now = fold(now, [JSON.parse(message.data) as RunEvent]).run;
    putRun(now);
    if (!hasEnded(now.status)) return;
    source.close();
    // The server's own fold has the last word: exact times.
    getVisit(ticket).then(({ run: last }) => {
      putRun(last);
    }, onBroken);
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onBroken();
  };
  return () => {
    source.close();
  };
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
        if (!hasEnded(visit.run.status)) stop = listen(ticket, visit.run, broken);
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
