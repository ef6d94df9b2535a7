/** Stretches of a sound: a fan-out whose branches say when they begin. Pure. */
import type { Tree } from '../api/types';
import { isFan } from './tree';

export interface Segment {
  /** where it begins, in milliseconds */
  from: number;
  words: string;
}

function wordsOf(value: Tree): string {
  if (!value || !('kind' in value)) return '';
  if (value.kind === 'text') return value.raw;
  if (value.kind === 'concepts') return value.items[0]?.name ?? '';
  return '';
}

export function segmentsOf(tree: Tree | undefined): Segment[] {
  if (!tree || !isFan(tree)) return [];
  return tree.each.flatMap(({ anchor, value }, index) =>
    anchor.time_ms === undefined
      ? []
      : [{ from: anchor.time_ms, words: wordsOf(value) || String(index + 1) }],
  );
}
