import './MediaPreview.css';
import { useEffect, useState } from 'react';
import { type AppRef, blobUrl } from '../api/client';
import { Slider } from '../ui/Slider';
import { contain } from './labelPlace';
import type { StoredVideo } from './mediaFor';
import { type PreviewSize, UNKNOWN_RATIO } from './Picture';
import { clock } from './peaks';
import { RegionMarks } from './RegionMarks';
import { type FrameRegions, frameAt, trailsTo } from './trails';
import { usePlayhead } from './usePlayhead';
import { useSize } from './useSize';

const POSTER_WIDTH = { node: 480, full: 1280 } as const;
const MOST_LABELS = 30;

interface VideoPreviewProps {
  video: StoredVideo;
  app: AppRef;
  size: PreviewSize;
  /** what was found in its frames, drawn over the one that plays */
  frames?: readonly FrameRegions[];
  /** told which of these frames is on show */
  onFrame?: (index: number) => void;
  /** where to go, in milliseconds */
  seekTo?: number | undefined;
}

/** A film that plays, with what was found in it; on a card its first picture and a slider. */
export function VideoPreview({
  video,
  app,
  size,
  frames = [],
  onFrame,
  seekTo,
}: VideoPreviewProps) {
  const [place, frame] = useSize<HTMLDivElement>();
  const [broken, setBroken] = useState(false);
  const [natural, setNatural] = useState(UNKNOWN_RATIO);
  const { duration_ms: known = 0, width = 0, height = 0 } = video;
  const { ref, now, total, seek } = usePlayhead<HTMLVideoElement>(known, (ms) => {
    const index = frameAt(frames, ms);
    if (index >= 0) onFrame?.(index);
  });
  useEffect(() => {
    if (
      seekTo !== undefined &&
      ref.current &&
      Math.abs(ref.current.currentTime * 1000 - seekTo) > 1
    )
      seek(seekTo);
  }, [seekTo, ref, seek]);
  const shown = frameAt(frames, now);
  const regions = frames[shown]?.regions ?? [];
  const box = frame && contain(frame, width > 0 && height > 0 ? width / height : natural);
  return (
    <div className={`video ${size}`} data-testid="video-preview">
      <div className="video-screen" ref={place}>
        <video
          ref={ref}
          src={blobUrl(app, video.blob)}
          poster={
            // What was found at its beginning is drawn on its beginning.
            frames.length > 0 ? undefined : blobUrl(app, video.blob, POSTER_WIDTH[size])
          }
          controls={size === 'full'}
          muted={size === 'node'}
          playsInline
          preload={known === 0 ? 'auto' : size === 'full' ? 'metadata' : 'none'}
          onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight } }) => {
            if (videoHeight > 0) setNatural(videoWidth / videoHeight);
          }}
          onError={() => {
            setBroken(true);
          }}
        />
        {regions.length > 0 && frame && box && (
          <svg
            className="picture-overlay"
            viewBox={`0 0 ${frame.width} ${frame.height}`}
            data-testid="video-overlay"
            data-frame={shown}
            aria-hidden
          >
            <RegionMarks
              regions={regions}
              picture={box}
              labels={size === 'full' && regions.length <= MOST_LABELS}
              trails={trailsTo(frames, shown)}
            />
          </svg>
        )}
      </div>
      {broken && size === 'full' && (
        <p className="muted small">
          This browser cannot play {video.media_type || 'this video'}. The nodes can read it all the
          same.
        </p>
      )}
      {size === 'node' && (
        <div className="video-scrub nodrag">
          <Slider
            label="Place in the video"
            value={now / 1000}
            max={total > 0 ? total / 1000 : 1}
            step={0.04}
            disabled={total === 0}
            onChange={(seconds) => {
              seek(seconds * 1000);
            }}
          />
          <span>{clock((now || total) / 1000)}</span>
        </div>
      )}
    </div>
  );
}
