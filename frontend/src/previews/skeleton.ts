/** Which points of a body are joined by lines, told by their names. Pure. */
import type { Region } from '../api/types';

export type Keypoint = NonNullable<Region['keypoints']>[number];

/** A point that is less sure than this is not drawn. */
const LEAST_SURE = 0.2;

const BODY: readonly (readonly [string, string])[] = [
  ['nose', 'left_eye'],
  ['nose', 'right_eye'],
  ['left_eye', 'left_ear'],
  ['right_eye', 'right_ear'],
  ['left_shoulder', 'right_shoulder'],
  ['left_shoulder', 'left_elbow'],
  ['left_elbow', 'left_wrist'],
  ['right_shoulder', 'right_elbow'],
  ['right_elbow', 'right_wrist'],
  ['left_shoulder', 'left_hip'],
  ['right_shoulder', 'right_hip'],
  ['left_hip', 'right_hip'],
  ['left_hip', 'left_knee'],
  ['left_knee', 'left_ankle'],
  ['right_hip', 'right_knee'],
  ['right_knee', 'right_ankle'],
];

const plain = (name: string) => name.toLowerCase().replace(/[\s-]+/g, '_');

export function surePoints(region: Region): Keypoint[] {
  return (region.keypoints ?? []).filter((point) => point.value >= LEAST_SURE);
}

/** Pairs of points to join; none when their names are of no known skeleton. */
export function bonesOf(points: readonly Keypoint[]): [Keypoint, Keypoint][] {
  const named = new Map(points.map((point) => [plain(point.name), point]));
  return BODY.flatMap(([from, to]) => {
    const [start, end] = [named.get(from), named.get(to)];
    return start && end ? [[start, end] as [Keypoint, Keypoint]] : [];
  });
}
