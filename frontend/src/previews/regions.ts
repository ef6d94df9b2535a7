/** Reading regions: their best class, their words, and which pass a filter. Pure. */
import type { Concept, Region } from '../api/types';

export interface RegionFilter {
  least: number;
  /** classes that are left out */
  hidden: ReadonlySet<string>;
}

export function bestConcept(region: Region): Concept | undefined {
  return region.concepts?.reduce<Concept | undefined>(
    (best, concept) => (best && best.value >= concept.value ? best : concept),
    undefined,
  );
}

/** "plate 0.97", or the text that was read. */
export function labelOf(region: Region): string {
  const best = bestConcept(region);
  const track = region.track_id ? ` #${region.track_id}` : '';
  if (region.text) return region.text;
  if (best) return `${best.name}${track} ${best.value.toFixed(2)}`;
  return track.trim();
}

/** Classes by how often they occur, then by name. */
export function classesIn(regions: readonly Region[]): { name: string; total: number }[] {
  const totals = new Map<string, number>();
  for (const region of regions) {
    const name = bestConcept(region)?.name;
    if (name !== undefined) totals.set(name, (totals.get(name) ?? 0) + 1);
  }
  return [...totals]
    .map(([name, total]) => ({ name, total }))
    .sort((a, b) => b.total - a.total || a.name.localeCompare(b.name));
}

export function filterRegions(
  regions: readonly Region[],
  { least, hidden }: RegionFilter,
): Region[] {
  return regions.filter((region) => {
    const best = bestConcept(region);
    return !best || (best.value >= least && !hidden.has(best.name));
  });
}

/** How sure the least sure of these is; undefined when none says. */
export function leastScore(regions: readonly Region[]): number | undefined {
  const scores = regions.flatMap((region) => bestConcept(region)?.value ?? []);
  return scores.length > 0 ? Math.min(...scores) : undefined;
}
