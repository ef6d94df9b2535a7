/** Texts read from crops, together with the lines they were read from. Pure. */
import type { PortOutputs, Tree } from '../api/types';
import { isFan, leavesOf } from './tree';

export interface ShownPort {
  port: string;
  tree: Tree;
  /** regions to draw on the pictures of the texts, instead of showing them once more by themselves */
  marks?: Tree;
}

function fanKind(tree: Tree): string | null {
  if (!tree || !isFan(tree)) return null;
  const leaf = leavesOf(tree).find((each) => each && 'kind' in each);
  return leaf && 'kind' in leaf ? leaf.kind : null;
}

/**
 * The ports to show; a fan-out of regions beside one of texts becomes marks on the pictures of the texts. Beside
 * one of pictures it says of each crop that it is one, and is not shown.
 */
export function readTexts(ports: PortOutputs): ShownPort[] {
  const entries = Object.entries(ports).map(([port, tree]): ShownPort => ({ port, tree }));
  const texts = entries.filter(({ tree }) => fanKind(tree) === 'text');
  const regions = entries.filter(({ tree }) => fanKind(tree) === 'regions');
  const [text] = texts;
  const [lines] = regions;
  if (!lines || texts.length > 1 || regions.length > 1) return entries;
  if (!text) {
    const crops = entries.some(({ tree }) => fanKind(tree) === 'image');
    return crops ? entries.filter((entry) => entry !== lines) : entries;
  }
  return entries
    .filter((entry) => entry !== lines)
    .map((entry) => (entry === text ? { ...text, marks: lines.tree } : entry));
}
