/** How untidy a drawing is: wires behind cards, wires that cross, detours, and the room it takes. Pure. */

export interface Box {
  id: string;
  column: number;
  left: number;
  right: number;
  top: number;
  height: number;
}
export interface Strand {
  from: Box;
  to: Box;
  /** of its ends, below the upper edge of their cards */
  out: number;
  in: number;
}

/** Air that a wire keeps from a card which is not its own. */
const AIR = 8;
const BEHIND = 1500;
const CROSSING = 40;
const FURTHER = 0.3;
const TALLER = 0.4;
const STEPS = 64;

/** How far a wire has gone from its first height to its last, by how far it has gone to the right. */
const BEND = (() => {
  const table: number[] = [];
  let t = 0;
  for (let step = 0; step <= STEPS; step += 1) {
    while (t < 1 && 1.5 * t - 1.5 * t * t + t * t * t < step / STEPS) t += 1 / 512;
    const reached = Math.min(t, 1);
    table.push(3 * reached * reached - 2 * reached * reached * reached);
  }
  return table;
})();

const startOf = ({ from, out }: Strand) => from.top + out;
const endOf = ({ to, in: into }: Strand) => to.top + into;

function heightAt(strand: Strand, x: number): number {
  const { from, to } = strand;
  const share = (x - from.right) / Math.max(1, to.left - from.right);
  const bend = BEND[Math.round(Math.min(1, Math.max(0, share)) * STEPS)] ?? 0;
  return startOf(strand) + (endOf(strand) - startOf(strand)) * bend;
}

/** The stretch of heights that a wire takes over a card's width. */
export function over(strand: Strand, box: Box): [low: number, high: number] {
  const a = heightAt(strand, box.left);
  const b = heightAt(strand, box.right);
  return a < b ? [a, b] : [b, a];
}

export function isBehind(strand: Strand, box: Box): boolean {
  const { from, to } = strand;
  if (box.column <= from.column || box.column >= to.column) return false;
  const [low, high] = over(strand, box);
  return high > box.top - AIR && low < box.top + box.height + AIR;
}

function cross(a: Strand, b: Strand): boolean {
  const from = Math.max(a.from.right, b.from.right);
  const to = Math.min(a.to.left, b.to.left);
  if (from >= to) return false;
  const before = heightAt(a, from) - heightAt(b, from);
  const after = heightAt(a, to) - heightAt(b, to);
  return before * after < -1;
}

export function costOf(boxes: readonly Box[], strands: readonly Strand[]): number {
  let cost = 0;
  let [top, bottom] = [Infinity, -Infinity];
  for (const box of boxes) {
    top = Math.min(top, box.top);
    bottom = Math.max(bottom, box.top + box.height);
  }
  strands.forEach((strand, index) => {
    if (strand.to.column <= strand.from.column) return;
    cost += Math.abs(endOf(strand) - startOf(strand));
    cost += FURTHER * Math.max(0, strand.to.left - strand.from.right);
    for (const box of boxes) if (isBehind(strand, box)) cost += BEHIND;
    for (let other = index + 1; other < strands.length; other += 1) {
      const second = strands[other];
      if (second && cross(strand, second)) cost += CROSSING;
    }
  });
  return cost + TALLER * (bottom - top);
}
