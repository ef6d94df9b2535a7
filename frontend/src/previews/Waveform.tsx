import { useEffect, useState } from 'react';
import { peaksOf } from './peaks';

interface Shape {
  peaks: readonly number[];
  /** how long it is; null until it was read */
  seconds: number | null;
}

/** Decoded once, at a low rate: it is only looked at. */
export function usePeaks(data: Blob | undefined, bars: number): Shape {
  const [shape, setShape] = useState<Shape>({ peaks: [], seconds: null });
  useEffect(() => {
    if (!data) return;
    let left = false;
    const context = new OfflineAudioContext(1, 1, 16_000);
    void data
      .arrayBuffer()
      .then((bytes) => context.decodeAudioData(bytes))
      .then((sound) => {
        if (!left)
          setShape({ peaks: peaksOf(sound.getChannelData(0), bars), seconds: sound.duration });
      })
      .catch(() => undefined); // it plays all the same
    return () => {
      left = true;
    };
  }, [data, bars]);
  return shape;
}

/** How loud a sound is over its length; what was played stands out. */
export function Waveform({ peaks, played = 0 }: { peaks: readonly number[]; played?: number }) {
  return (
    <svg viewBox={`0 0 ${Math.max(1, peaks.length)} 2`} preserveAspectRatio="none" aria-hidden>
      {peaks.map((peak, index) => {
        const height = Math.max(0.06, peak * 1.9);
        return (
          <rect
            key={index}
            className={index / peaks.length < played ? 'played' : undefined}
            x={index + 0.15}
            width={0.7}
            y={1 - height / 2}
            height={height}
          />
        );
      })}
    </svg>
  );
}
