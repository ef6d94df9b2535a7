import './MediaPreview.css';
import { Pause, Play } from 'lucide-react';
import type { MouseEvent } from 'react';
import { type AppRef, blobUrl } from '../api/client';
import { IconButton } from '../ui/Button';
import type { StoredAudio } from './mediaFor';
import type { PreviewSize } from './Picture';
import { clock } from './peaks';
import type { Segment } from './segments';
import { useBytes } from './useBytes';
import { usePlayhead } from './usePlayhead';
import { usePeaks, Waveform } from './Waveform';

const BARS = { node: 64, full: 240 } as const;
/** A longer sound plays without its shape: the browser would have to hold all of it. */
const LONGEST_DRAWN_MS = 600_000;

interface AudioPreviewProps {
  audio: StoredAudio;
  app: AppRef;
  size: PreviewSize;
  /** stretches of it that a node told apart */
  segments?: readonly Segment[];
  /** told which stretch plays */
  onSegment?: (index: number) => void;
}

/** A waveform that plays; pressing it goes to that place. */
export function AudioPreview({ audio, app, size, segments = [], onSegment }: AudioPreviewProps) {
  const { duration_ms: known = 0 } = audio;
  const fetched = useBytes(known <= LONGEST_DRAWN_MS ? blobUrl(app, audio.blob) : null);
  const { peaks, seconds } = usePeaks(
    fetched && 'data' in fetched ? fetched.data : undefined,
    BARS[size],
  );
  const length = known || (seconds ?? 0) * 1000;
  const { ref, now, total, playing, seek } = usePlayhead<HTMLAudioElement>(length, (ms) => {
    const at = segments.findLastIndex(({ from }) => from <= ms);
    if (at >= 0) onSegment?.(at);
  });
  if (fetched && 'error' in fetched)
    return <p className="muted small">The sound did not load. Reload the page to try again.</p>;
  const goTo = (event: MouseEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (total > 0) seek(((event.clientX - left) / width) * total);
  };
  return (
    <div className={`audio ${size}`} data-testid="audio-preview">
      <IconButton
        size="small"
        className="nodrag"
        label={playing ? 'Pause' : 'Play'}
        onClick={() => {
          if (playing) ref.current?.pause();
          else void ref.current?.play();
        }}
      >
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </IconButton>
      <div className="audio-wave nodrag" data-bars={peaks.length} onClick={goTo}>
        <Waveform peaks={peaks} played={total > 0 ? now / total : 0} />
        {total > 0 &&
          segments.map(({ from, words }, index) => (
            <i
              key={index}
              className="audio-mark"
              style={{ left: `${(from / total) * 100}%` }}
              title={`${clock(from / 1000)} ${words}`}
            />
          ))}
      </div>
      <span className="audio-time">
        {clock(now / 1000)} / {clock(total / 1000)}
      </span>
      {size === 'full' && segments.length > 0 && (
        <ol className="audio-segments" aria-label="Segments">
          {segments.map(({ from, words }, index) => (
            <li key={index}>
              <button
                type="button"
                aria-current={
                  now >= from && now < (segments[index + 1]?.from ?? Infinity) && now > 0
                }
                onClick={() => {
                  seek(from);
                }}
              >
                <span>{clock(from / 1000)}</span> {words}
              </button>
            </li>
          ))}
        </ol>
      )}
      <audio ref={ref} src={blobUrl(app, audio.blob)} preload="metadata" />
    </div>
  );
}
