import './MediaPreview.css';
import { AudioLines, Film } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { clock } from './peaks';
import { useBytes } from './useBytes';
import { usePeaks, Waveform } from './Waveform';

const BARS = 32;

interface MediaThumbProps {
  kind: 'video' | 'audio';
  /** where it is stored, or the file itself */
  source: string | Blob;
  /** a picture that stands for a video */
  poster?: string | undefined;
}

function VideoThumb({ source, poster }: Omit<MediaThumbProps, 'kind'>) {
  const film = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!film.current) return undefined;
    const address = typeof source === 'string' ? source : URL.createObjectURL(source);
    film.current.src = address;
    return () => {
      if (typeof source !== 'string') URL.revokeObjectURL(address);
    };
  }, [source]);
  const [seconds, setSeconds] = useState<number | null>(null);
  return (
    <>
      <video
        ref={film}
        poster={poster}
        muted
        playsInline
        preload="metadata"
        tabIndex={-1}
        aria-hidden
        onLoadedMetadata={({ currentTarget: { duration } }) => {
          setSeconds(Number.isFinite(duration) ? duration : null);
        }}
      />
      <span className="thumb-time">
        <Film aria-hidden />
        {seconds !== null && clock(seconds)}
      </span>
    </>
  );
}

function AudioThumb({ source }: Omit<MediaThumbProps, 'kind'>) {
  const fetched = useBytes(typeof source === 'string' ? source : null);
  const stored = fetched && 'data' in fetched ? fetched.data : undefined;
  const { peaks, seconds } = usePeaks(typeof source === 'string' ? stored : source, BARS);
  return (
    <>
      <span className="audio-wave">
        <Waveform peaks={peaks} played={1} />
      </span>
      <span className="thumb-time">
        <AudioLines aria-hidden />
        {seconds !== null && clock(seconds)}
      </span>
    </>
  );
}

/** A film or a sound at a glance: its first picture or its shape, and how long it is. */
export function MediaThumb({ kind, ...about }: MediaThumbProps) {
  return (
    <span className="media-thumb" data-kind={kind} data-testid={`thumb-${kind}`}>
      {kind === 'video' ? <VideoThumb {...about} /> : <AudioThumb {...about} />}
    </span>
  );
}
