/** Following one crop or frame through the graph: what of an output belongs to it. Pure. */
import type { Anchor, Tree } from '../api/types';
import type { FollowedElement } from '../graph/element';
import { isPrefix, type Lineage } from '../graph/lineage';
import { branchOf, isFan, type PictureTree } from './tree';

export interface Followed {
  tree: Tree;
  /** the element's own value; false when it shows the whole, because the node is before the fan-out or beside it */
  own: boolean;
  /** the region it came from, to be marked in the whole */
  region: string | null;
}

/** undefined when there is no such element, as in the results of another run */
function descend(tree: Tree, path: readonly number[]): Tree | undefined {
  let here: Tree | undefined = tree;
  for (const index of path) {
    if (!here || !isFan(here)) return here;
    here = here.each[index]?.value;
  }
  return here;
}

/** The part of an output of this lineage that belongs to the element. */
export function followed(tree: Tree, lineage: Lineage, element: FollowedElement | null): Followed {
  if (!element) return { tree, own: false, region: null };
  if (isPrefix(element.lineage, lineage)) {
    const part = descend(tree, element.path);
    return part === undefined
      ? { tree, own: false, region: null }
      : { tree: part, own: true, region: null };
  }
  if (!isPrefix(lineage, element.lineage)) return { tree, own: false, region: null };
  const depth = lineage.length - 1;
  const region = element.anchors[depth]?.region?.id ?? null;
  return { tree: descend(tree, element.path.slice(0, depth)) ?? null, own: false, region };
}

/** The picture that belongs to the same part. */
export function followedPicture(
  pictures: PictureTree,
  lineage: Lineage,
  element: FollowedElement | null,
): PictureTree {
  if (!element) return pictures;
  const shared = isPrefix(element.lineage, lineage)
    ? element.path.length
    : isPrefix(lineage, element.lineage)
      ? lineage.length - 1
      : 0;
  let here = pictures;
  for (let level = 0; level < shared; level += 1) {
    if (!here || !isFan(here)) return here;
    here = branchOf(here, element.anchors[level] ?? {}, element.path[level] ?? 0);
  }
  return here;
}

/** Every element of a fanned output, in reading order. */
export function elementsOf(tree: Tree, lineage: Lineage): FollowedElement[] {
  const found: FollowedElement[] = [];
  const walk = (here: Tree, path: readonly number[], anchors: readonly Anchor[]) => {
    if (!here || !isFan(here)) {
      if (path.length > 0)
        found.push({ lineage: lineage.slice(0, path.length + 1), path, anchors });
      return;
    }
    here.each.forEach(({ anchor, value }, index) => {
      walk(value, [...path, index], [...anchors, anchor]);
    });
  };
  walk(tree, [], []);
  return found;
}

export function isSameElement(a: FollowedElement | null, b: FollowedElement | null): boolean {
  if (!a || !b) return a === b;
  return a.lineage.join() === b.lineage.join() && a.path.join() === b.path.join();
}

/** "2", or "1.3" within nested fan-outs. */
export function numberOf(element: FollowedElement): string {
  return element.path.map((index) => index + 1).join('.');
}
