import type { Anchor } from '../api/types';
import type { Lineage } from './lineage';

/** One element of a fan-out, told by the fan-outs on the way to it. */
export interface FollowedElement {
  /** such as ["IN", "crop"] */
  lineage: Lineage;
  /** its place in each of them, the outermost first */
  path: readonly number[];
  /** where it came from, in each of them */
  anchors: readonly Anchor[];
}
