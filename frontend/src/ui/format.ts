/** Numbers and times as people read them. */

/** under 1 ms, 340 ms, 1.2 s, 3 min 20 s */
export function duration(ms: number): string {
  if (ms < 1) return '< 1 ms';
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  if (count < 1_000_000) return `${(count / 1000).toFixed(0)} kB`;
  if (count < 1_000_000_000) return `${(count / 1_000_000).toFixed(1)} MB`;
  return `${(count / 1_000_000_000).toFixed(2)} GB`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** now, 4 min ago, 3 h ago, yesterday, 5 days ago, 3 Mar 2026 */
export function ago(iso: string, now: number = Date.now()): string {
  const past = now - Date.parse(iso);
  if (past < MINUTE) return 'now';
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h ago`;
  if (past < 2 * DAY) return 'yesterday';
  if (past < 30 * DAY) return `${Math.floor(past / DAY)} days ago`;
  return new Date(iso).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
}

/** "1 node", "3 nodes" */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? noun : plural}`;
}

/** A score or a measurement, short: 0.97, 12, 3.142 */
export function short(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-GB');
  return Math.abs(value) < 100 ? String(Number(value.toPrecision(4))) : value.toFixed(1);
}

/** "1 of 2 crops · ", before the time; nothing while there is only one thing to do. */
export function sayProgress(progress: readonly [number, number] | null, unit = ''): string {
  if (!progress || progress[1] < 2) return '';
  return `${progress[0]} of ${progress[1]}${unit && ` ${unit}`} · `;
}

const SECONDS_TICK_MS = 60_000;

/** A time that is still counting: 0.3 s, 12.4 s, 1 min 20 s. Keeps its width from tick to tick. */
export function ticking(ms: number): string {
  return ms < SECONDS_TICK_MS ? `${(ms / 1000).toFixed(1)} s` : duration(ms);
}
