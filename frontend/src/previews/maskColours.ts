/** Class numbers of a mask, one a pixel, as colours to lay over a picture. Pure. */
import { classColour } from './classColour';

const ALPHA = 0.35;
const EDGE_ALPHA = 0.95;

function rgbOf(hex: string): readonly [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function nameOf(names: readonly string[], index: number): string {
  return names[index] ?? `class ${index}`;
}

/** What a class with this name means: nothing is drawn over the background. */
export function isBackground(names: readonly string[], index: number): boolean {
  return index === 0 && (names.length === 0 || /^(background|none|)$/i.test(names[0] ?? ''));
}

/** The share of each class that occurs, largest first, the background left out. */
export function sharesOf(
  classes: Uint8Array,
  names: readonly string[],
): { name: string; share: number }[] {
  const totals = new Map<number, number>();
  for (const index of classes) totals.set(index, (totals.get(index) ?? 0) + 1);
  return [...totals]
    .filter(([index]) => !isBackground(names, index))
    .map(([index, total]) => ({ name: nameOf(names, index), share: total / classes.length }))
    .sort((a, b) => b.share - a.share);
}

/** RGBA pixels: each class in its colour at 35 %, its outline full. */
export function paint(
  classes: Uint8Array,
  width: number,
  names: readonly string[],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(classes.length * 4);
  const palette = new Map<number, readonly [number, number, number]>();
  classes.forEach((index, at) => {
    if (isBackground(names, index)) return;
    const colour = palette.get(index) ?? rgbOf(classColour(nameOf(names, index)));
    palette.set(index, colour);
    const isEdge =
      classes[at + 1] !== index ||
      classes[at - 1] !== index ||
      classes[at + width] !== index ||
      classes[at - width] !== index;
    pixels.set([...colour, (isEdge ? EDGE_ALPHA : ALPHA) * 255], at * 4);
  });
  return pixels;
}
