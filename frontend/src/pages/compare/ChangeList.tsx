import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { isTyping } from '../../commands/shortcuts';
import type { NodeChange } from '../../graph/diff';
import { IconButton } from '../../ui/Button';
import { Kbd } from '../../ui/Kbd';
import { SIGN_WORDS, SIGNS } from './words';

interface ChangeListProps {
  changes: readonly NodeChange[];
  chosen: string | null;
  onChoose: (id: string) => void;
  titleOf: (change: NodeChange) => string;
  detailOf: (change: NodeChange) => string;
}

/** `n` and `p` step through the changes, round and round. */
function useSteps({ changes, chosen, onChoose }: ChangeListProps) {
  const at = changes.findIndex((change) => change.id === chosen);
  const step = (by: number) => {
    const from = at < 0 && by < 0 ? 0 : at;
    const next = changes[(from + by + changes.length) % changes.length];
    if (next) onChoose(next.id);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const by = { n: 1, p: -1 }[event.key.toLowerCase()];
      if (by === undefined) return;
      event.preventDefault();
      step(by);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  });
  return { at, step };
}

/** What changed, one line a node. */
export function ChangeList(props: ChangeListProps) {
  const { changes, chosen, onChoose, titleOf, detailOf } = props;
  const { at, step } = useSteps(props);
  return (
    <section className="change-list" aria-label="Changes">
      <header>
        <h2>Changes</h2>
        <span className="faint" role="status">
          {at < 0 ? changes.length : `${at + 1} of ${changes.length}`}
        </span>
        <span className="spread" />
        <span className="faint wide-only" aria-hidden>
          <Kbd>n</Kbd> <Kbd>p</Kbd>
        </span>
        <IconButton
          size="small"
          label="Previous change (p)"
          disabled={changes.length === 0}
          onClick={() => {
            step(-1);
          }}
        >
          <ChevronLeft aria-hidden />
        </IconButton>
        <IconButton
          size="small"
          label="Next change (n)"
          disabled={changes.length === 0}
          onClick={() => {
            step(1);
          }}
        >
          <ChevronRight aria-hidden />
        </IconButton>
      </header>
      {changes.length === 0 && (
        <p className="change-none">The graphs are the same. Only places of nodes may differ.</p>
      )}
      <ol>
        {changes.map((change) => (
          <li key={change.id}>
            <button
              type="button"
              className="change-row"
              aria-current={change.id === chosen}
              data-testid={`change-${change.id}`}
              onClick={() => {
                onChoose(change.id);
              }}
            >
              <span className="sign" data-sign={change.sign} aria-hidden>
                {SIGNS[change.sign]}
              </span>
              <span className="change-words">
                <b>{titleOf(change)}</b>
                <span>
                  <span className="visually-hidden">{SIGN_WORDS[change.sign]} </span>
                  {detailOf(change)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
