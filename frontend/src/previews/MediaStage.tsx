import type { AppRef } from '../api/client';
import type { PortOutputs, Tree } from '../api/types';
import { AudioPreview } from './AudioPreview';
import type { StoredMedia } from './mediaFor';
import { segmentsOf } from './segments';
import { framesOf } from './trails';
import { VideoPreview } from './VideoPreview';

interface MediaStageProps {
  /** what the node's result is about */
  media: StoredMedia | null;
  ports: PortOutputs;
  app: AppRef;
  /** the element to go to */
  chosen?: number | null;
  /** told which frame or segment plays */
  onPlaying?: (index: number) => void;
}

/** The film or the sound that frames or segments came from, played with what was found in it. */
export function MediaStage({ media, ports, app, chosen = null, onPlaying }: MediaStageProps) {
  if (!media) return null;
  const trees = Object.values<Tree>(ports);
  if (media.kind === 'audio') {
    const segments = trees.map(segmentsOf).find(({ length }) => length > 0);
    return segments ? (
      <AudioPreview
        audio={media}
        app={app}
        size="full"
        segments={segments}
        {...(onPlaying && { onSegment: onPlaying })}
      />
    ) : null;
  }
  const frames = trees.map(framesOf).find(({ length }) => length > 0);
  return frames ? (
    <VideoPreview
      video={media}
      app={app}
      size="full"
      frames={frames}
      seekTo={chosen === null ? undefined : frames[chosen]?.anchor.time_ms}
      {...(onPlaying && { onFrame: onPlaying })}
    />
  ) : null;
}
