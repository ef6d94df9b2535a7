/** Follows a run by server-sent events, for pages that have no socket. */
import type { Run, RunEvent } from '../api/types';
import { fold, hasEnded } from './fold';
import { putRun } from './run';

interface Stream {
  /** where its events come from, those after the run's `seq` */
  address: string;
  run: Run;
  /** the server's own fold, which has the last word: exact times */
  last: () => Promise<Run>;
  onBroken: () => void;
}

/** Folds the events into the run's store until the last; the browser itself reconnects. The answer ends it. */
export function followStream({ address, run, last, onBroken }: Stream): () => void {
  let now = run;
  const source = new EventSource(address);
  source.onmessage = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as RunEvent;
    now = fold(now, [{ ...event, run: now.id }]).run;
    putRun(now);
    if (!hasEnded(now.status)) return;
    source.close();
    last().then(putRun, onBroken);
  };
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED) onBroken();
  };
  return () => {
    source.close();
  };
}
