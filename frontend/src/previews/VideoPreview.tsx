import './MediaPreview.css';
import { useRef, useState } from 'react';
import type { AppRef } from '../api/client';
import { Slider } from '../ui/Slider';
import type { PreviewSize } from './Picture';
import { clock } from './peaks';
import { useBlob } from './useBlob';

/** The first frame, and a slider through all of them; large, also with the browser's own controls. */
export function VideoPreview({
  blob,
  app,
  size,
}: {
  blob: string;
  app: AppRef;
  size: PreviewSize;
}) {
  const fetched = useBlob(app, blob);
  const video = useRef<HTMLVideoElement>(null);
  const [at, setAt] = useState({ now: 0, total: 0 });
  if (fetched && 'error' in fetched)
    return <p className="muted small">The video did not load. Reload the page to try again.</p>;
  const tick = () => {
    const { currentTime = 0, duration = 0 } = video.current ?? {};
    setAt({ now: currentTime, total: Number.isFinite(duration) ? duration : 0 });
  };
  return (
    <div className={`video ${size}`} data-testid="video-preview">
      <video
        ref={video}
        src={fetched?.url}
        controls={size === 'full'}
        muted={size === 'node'}
        playsInline
        preload="auto"
        onLoadedMetadata={tick}
        onTimeUpdate={tick}
      />
      {size === 'node' && (
        <div className="video-scrub nodrag">
          <Slider
            label="Place in the video"
            value={at.now}
            max={at.total || 1}
            step={0.04}
            disabled={at.total === 0}
            onChange={(now) => {
              if (video.current) video.current.currentTime = now;
              setAt({ ...at, now });
            }}
          />
          <span>{clock(at.now)}</span>
        </div>
      )}
    </div>
  );
}
