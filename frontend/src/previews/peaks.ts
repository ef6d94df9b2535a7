/** The loudest of each stretch, from 0 to 1 of the loudest of all. Pure. */
export function peaksOf(samples: Float32Array, bars: number): number[] {
  const peaks = Array.from({ length: Math.min(bars, samples.length) }, () => 0);
  if (peaks.length === 0) return peaks;
  const stretch = samples.length / peaks.length;
  samples.forEach((sample, index) => {
    const at = Math.min(peaks.length - 1, Math.floor(index / stretch));
    peaks[at] = Math.max(peaks[at] ?? 0, Math.abs(sample));
  });
  const most = peaks.reduce((high, peak) => Math.max(high, peak), 0);
  return most > 0 ? peaks.map((peak) => peak / most) : peaks;
}

/** 75.4 -> "1:15" */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** 75430 -> "1:15.4", for frames that follow one another closely. */
export function preciseClock(ms: number): string {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  return `${clock(tenths / 10)}.${tenths % 10}`;
}
