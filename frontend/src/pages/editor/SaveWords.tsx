import { useEffect, useState } from 'react';
import { useEditor } from '../../store/editor';
import { ago } from '../../ui/format';

const REFRESH_MS = 5000;
const JUST_NOW_MS = 5000;
const MINUTE_MS = 60_000;

function sayAge(at: number, now: number): string {
  const age = now - at;
  if (age < JUST_NOW_MS) return 'just now';
  return age < MINUTE_MS ? `${Math.floor(age / 1000)} s ago` : ago(new Date(at).toISOString(), now);
}

/** Where the work stands, in words. */
export function SaveWords({ onRetry }: { onRetry: () => void }) {
  const save = useEditor((state) => state.save);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, REFRESH_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  switch (save.kind) {
    case 'saved':
      return (
        <span className="save-words" data-testid="save-state">
          Saved {sayAge(save.at, Math.max(now, save.at))}
        </span>
      );
    case 'unsaved':
    case 'saving':
      return (
        <span className="save-words" data-testid="save-state">
          Saving
        </span>
      );
    case 'conflict':
      return (
        <span className="save-words bad" data-testid="save-state">
          Changed elsewhere
        </span>
      );
    case 'failed':
      return (
        <span className="save-words bad" data-testid="save-state" title={save.message}>
          Not saved{save.retryable ? ', trying again' : `: ${save.message}`}{' '}
          <button type="button" onClick={onRetry}>
            Save now
          </button>
        </span>
      );
  }
}
