import type { NodeState } from '../../api/types';
import type { Delta } from '../../graph/outputDiff';
import { duration } from '../../ui/format';

function timeWords(state: NodeState | null): string {
  if (state?.status !== 'succeeded' || state.ms === null) return '–';
  return state.cached ? 'cached' : duration(state.ms);
}

/** "+12 ms" when both really ran. */
function timeDelta([was, is]: [NodeState | null, NodeState | null]): string | null {
  if (was?.ms == null || is?.ms == null || was.cached || is.cached) return null;
  const difference = is.ms - was.ms;
  if (Math.abs(difference) < 1) return null;
  return `${difference > 0 ? '+' : '−'}${duration(Math.abs(difference))}`;
}

/** Two decimals more than its first digit: 0.854, 12, 0.0044. */
function short(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}

function signed(value: number): string {
  return `${value > 0 ? '+' : '−'}${Number(Math.abs(value).toPrecision(2))}`;
}

const SMALLEST = 0.0005;

interface DeltasProps {
  times: [NodeState | null, NodeState | null];
  deltas: readonly Delta[];
}

/** How long each side took and how their scores differ, in one line. */
export function Deltas({ times, deltas }: DeltasProps) {
  const difference = timeDelta(times);
  return (
    <dl className="deltas">
      <div>
        <dt>time</dt>
        <dd>
          {timeWords(times[0])} → {timeWords(times[1])} {difference && <b>{difference}</b>}
        </dd>
      </div>
      {deltas.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {before === null ? '–' : short(before)} → {after === null ? '–' : short(after)}{' '}
            {before !== null && after !== null && Math.abs(after - before) >= SMALLEST && (
              <b>{signed(after - before)}</b>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
