import './MediaPreview.css';
import { Pause, Play } from 'lucide-react';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import type { AppRef } from '../api/client';
import { IconButton } from '../ui/Button';
import type { PreviewSize } from './Picture';
import { clock, peaksOf } from './peaks';
import { useBlob } from './useBlob';

const BARS = { node: 64, full: 240 } as const;

/** Decoded once, at the rate the browser plays. */
function usePeaks(data: Blob | undefined, bars: number): readonly number[] {
  const [peaks, setPeaks] = useState<readonly number[]>([]);
  useEffect(() => {
    if (!data) return;
    let left = false;
    const context = new OfflineAudioContext(1, 1, 16_000);
    void data
      .arrayBuffer()
      .then((bytes) => context.decodeAudioData(bytes))
      .then((sound) => {
        if (!left) setPeaks(peaksOf(sound.getChannelData(0), bars));
      })
      .catch(() => undefined); // it plays all the same
    return () => {
      left = true;
    };
  }, [data, bars]);
  return peaks;
}

function Waveform({ peaks, played }: { peaks: readonly number[]; played: number }) {
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

/** A waveform that plays; pressing it goes to that place. */
export function AudioPreview({
  blob,
  app,
  size,
}: {
  blob: string;
  app: AppRef;
  size: PreviewSize;
}) {
  const fetched = useBlob(app, blob);
  const here = fetched && 'url' in fetched ? fetched : undefined;
  const peaks = usePeaks(here?.data, BARS[size]);
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState({ now: 0, total: 0 });
  if (fetched && 'error' in fetched)
    return <p className="muted small">The sound did not load. Reload the page to try again.</p>;
  const tick = () => {
    const { currentTime = 0, duration = 0 } = audio.current ?? {};
    setAt({ now: currentTime, total: Number.isFinite(duration) ? duration : 0 });
  };
  const seek = (event: MouseEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (!audio.current || at.total === 0) return;
    audio.current.currentTime = ((event.clientX - left) / width) * at.total;
  };
  return (
    <div className={`audio ${size}`} data-testid="audio-preview">
      <IconButton
        size="small"
        className="nodrag"
        label={playing ? 'Pause' : 'Play'}
        disabled={!here}
        onClick={() => {
          if (playing) audio.current?.pause();
          else void audio.current?.play();
        }}
      >
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </IconButton>
      <div className="audio-wave nodrag" data-bars={peaks.length} onClick={seek}>
        <Waveform peaks={peaks} played={at.total > 0 ? at.now / at.total : 0} />
      </div>
      <span className="audio-time">
        {clock(at.now)} / {clock(at.total)}
      </span>
      <audio
        ref={audio}
        src={here?.url}
        onPlay={() => {
          setPlaying(true);
        }}
        onPause={() => {
          setPlaying(false);
        }}
        onTimeUpdate={tick}
        onLoadedMetadata={tick}
      />
    </div>
  );
}
