/** Reading output trees: what kind of value stands where. Pure. */
import type { Anchor, ApiProblem, StoredValue, Tree, ValueKind } from '../api/types';

export type StoredImage = Extract<StoredValue, { kind: 'image' }>;
export interface Fan<T> {
  each: { anchor: Anchor; value: T }[];
}
interface PictureFan {
  each: { anchor: Anchor; value: PictureTree }[];
}
/** One picture, or one for each branch of a fan-out. */
export type PictureTree = StoredImage | PictureFan | null | undefined;

export function isFan<T>(tree: T | Fan<T>): tree is Fan<T> {
  return typeof tree === 'object' && tree !== null && 'each' in tree;
}

export function isError(tree: Tree): tree is { error: ApiProblem } {
  return tree !== null && 'error' in tree;
}

export function isImage(tree: Tree | PictureTree): tree is StoredImage {
  return tree !== null && tree !== undefined && 'kind' in tree && tree.kind === 'image';
}

/** How many times the value fans out. */
export function depthOf(tree: Tree | PictureTree): number {
  if (!tree || !isFan<Tree | PictureTree>(tree)) return 0;
  return 1 + Math.max(0, ...tree.each.map((branch) => depthOf(branch.value)));
}

/** The same tree with only its pictures; null where nothing is left. */
export function picturesIn(tree: Tree | undefined): PictureTree {
  if (!tree) return null;
  if (isFan(tree)) {
    const each = tree.each.map(({ anchor, value }) => ({ anchor, value: picturesIn(value) }));
    return each.some((branch) => branch.value) ? { each } : null;
  }
  return isImage(tree) ? tree : null;
}

/** The branch of the pictures that belongs to this branch of a value: by region, else by place. */
export function branchOf(pictures: PictureTree, anchor: Anchor, index: number): PictureTree {
  if (!pictures || !isFan(pictures)) return pictures;
  const id = anchor.region?.id;
  const byRegion = id && pictures.each.find((branch) => branch.anchor.region?.id === id);
  return (byRegion || pictures.each[index])?.value;
}

/** Values of a tree in reading order. */
export function leavesOf(tree: Tree): Exclude<Tree, Fan<Tree>>[] {
  return isFan(tree) ? tree.each.flatMap((branch) => leavesOf(branch.value)) : [tree];
}

/** Several values of a kind, where that is not the kind with an s. */
const PLURALS: Partial<Record<ValueKind, string>> = {
  audio: 'sounds',
  boolean: 'answers',
  clusters: 'sets of clusters',
  colors: 'sets of colours',
  embeddings: 'embeddings',
  json: 'JSON values',
};

/** "2 regions", "3 images", "text": what an output holds, in words. */
export function describe(tree: Tree | undefined): string {
  if (!tree) return 'nothing';
  const leaves = leavesOf(tree);
  const first = leaves.find((leaf) => leaf && 'kind' in leaf);
  if (!first || !('kind' in first)) return isFan(tree) ? 'nothing' : 'no value';
  if (first.kind === 'regions' || first.kind === 'concepts') {
    const total = leaves.reduce(
      (sum, leaf) =>
        sum + (leaf && 'kind' in leaf && leaf.kind === first.kind ? leaf.items.length : 0),
      0,
    );
    return `${total} ${total === 1 ? first.kind.slice(0, -1) : first.kind}`;
  }
  if (!isFan(tree)) return first.kind;
  const plural = PLURALS[first.kind] ?? `${first.kind}s`;
  return leaves.length === 1 ? `1 ${first.kind}` : `${leaves.length} ${plural}`;
}
