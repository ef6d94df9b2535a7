/** Values that stand within JSON: pictures in a list, regions under a key. Pure. */
import type { StoredValue } from '../api/types';
import { isRecord } from '../graph/readLayout';
import { isImage, type StoredImage } from './tree';

const VALUE = '$value';
const PLAIN = '$plain';

function only(part: unknown, key: string): Record<string, unknown> | null {
  if (!isRecord(part) || Object.keys(part).length !== 1) return null;
  const inner = part[key];
  return isRecord(inner) ? inner : null;
}

/** The value that stands here, as it is stored; null for plain JSON. */
export function heldIn(part: unknown): StoredValue | null {
  const inner = only(part, VALUE);
  return inner && typeof inner.kind === 'string' ? (inner as unknown as StoredValue) : null;
}

/** Somebody's own object that only looks like a value is wrapped once more. */
export function plain(part: unknown): unknown {
  return only(part, PLAIN) ?? part;
}

/** The first pictures within. */
export function picturesHeld(part: unknown, most: number): StoredImage[] {
  const held = heldIn(part);
  if (held) return isImage(held) ? [held] : [];
  const inner = plain(part);
  const items: unknown[] = Array.isArray(inner)
    ? inner
    : isRecord(inner)
      ? Object.values(inner)
      : [];
  const found: StoredImage[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    found.push(...picturesHeld(item, most - found.length));
  }
  return found;
}
