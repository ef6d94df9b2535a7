/** Tracked regions over the frames of a video: their colour, and the way that they came. Pure. */
import type { Anchor, Region, Tree } from '../api/types';
import { classColour } from './classColour';
import { bestConcept } from './regions';
import { isFan } from './tree';

export interface FrameRegions {
  anchor: Anchor;
  regions: readonly Region[];
}
/** Centres of a tracked region, the oldest first, in 0..1 of the picture. */
export interface Trail {
  track: string;
  points: readonly (readonly [number, number])[];
}

/** Frames that a trail goes back. */
const LONGEST = 40;

/** A track keeps its colour in every frame; what is not tracked has that of its class. */
export function markColour(region: Region): string {
  return classColour(
    region.track_id ? `track ${region.track_id}` : (bestConcept(region)?.name ?? ''),
  );
}

/** The regions of every frame, when this is a fan-out over frames that holds regions. */
export function framesOf(tree: Tree | undefined): FrameRegions[] {
  if (!tree || !isFan(tree)) return [];
  return tree.each.flatMap(({ anchor, value }) => {
    const isFrame = anchor.frame !== undefined || anchor.time_ms !== undefined;
    return isFrame && value && 'kind' in value && value.kind === 'regions'
      ? [{ anchor, regions: value.items }]
      : [];
  });
}

function centreOf({ box: [top, left, bottom, right] }: Region): readonly [number, number] {
  return [(left + right) / 2, (top + bottom) / 2];
}

/** The way that each track in this frame came, up to and with it. */
export function trailsTo(frames: readonly FrameRegions[], at: number): Trail[] {
  const past = frames.slice(Math.max(0, at + 1 - LONGEST), at + 1);
  return (frames[at]?.regions ?? []).flatMap(({ track_id: track }) => {
    if (!track) return [];
    const points = past.flatMap(({ regions }) =>
      regions.filter((region) => region.track_id === track).map(centreOf),
    );
    return points.length > 1 ? [{ track, points }] : [];
  });
}

/** The frame that is on show at this time: the last that began. */
export function frameAt(frames: readonly { anchor: Anchor }[], ms: number): number {
  let found = -1;
  frames.forEach(({ anchor }, index) => {
    if ((anchor.time_ms ?? Infinity) <= ms) found = index;
  });
  return found;
}
