/** Where a node's output would only repeat a picture that stands above it. Pure. */
import type { GraphDocument, PortOutputs, Region, Run } from '../../api/types';
import { pictureFor } from '../../previews/pictureFor';
import { isImage } from '../../previews/tree';
import { count } from '../../ui/format';

/** The regions of a node that gives nothing else, with the picture they lie on. */
function drawn(run: Run, graph: GraphDocument, node: string, index: number) {
  const trees = Object.values<PortOutputs[string]>(run.outputs[node]?.[index] ?? {});
  const [tree] = trees;
  if (trees.length !== 1 || !tree || !('kind' in tree) || tree.kind !== 'regions') return null;
  const picture = pictureFor(graph, run.outputs, run.inputs, node, index);
  return isImage(picture) ? { regions: tree.items, blob: picture.blob } : null;
}

const same = (a: Region, b: Region) => JSON.stringify(a) === JSON.stringify(b);

/** "2 changed, 1 left out" */
function difference(before: readonly Region[], after: readonly Region[]): string {
  const known = new Map(before.map((region) => [region.id, region]));
  const kept = after.filter((region) => known.has(region.id));
  const changed = kept.filter((region) => {
    const was = known.get(region.id);
    return was && !same(was, region);
  }).length;
  const added = after.length - kept.length;
  const gone = before.length - kept.length;
  return [
    changed > 0 && `${changed} changed`,
    added > 0 && `${added} added`,
    gone > 0 && `${gone} left out`,
  ]
    .filter(Boolean)
    .join(', ');
}

/**
 * What to say instead of drawing the same picture once more; null where the output is news.
 * `nodes` are in the order they stand on the page.
 */
export function repeatWords(
  run: Run,
  graph: GraphDocument,
  nodes: readonly string[],
  node: string,
  index: number,
  nameOf: (node: string) => string,
): string | null {
  const mine = drawn(run, graph, node, index);
  if (!mine) return null;
  for (const earlier of nodes.slice(0, nodes.indexOf(node))) {
    const theirs = drawn(run, graph, earlier, index);
    if (theirs?.blob !== mine.blob) continue;
    const changes = difference(theirs.regions, mine.regions);
    const many = count(mine.regions.length, 'region');
    if (changes) return `${many} on the same picture; against ${nameOf(earlier)}: ${changes}.`;
    return `The same ${many} as ${nameOf(earlier)}.`;
  }
  return null;
}
