/** The pictures of an output, each with the regions to draw on it, in reading order. Pure. */
import type { PortOutputs, Region, Tree } from '../../api/types';
import {
  branchOf,
  isError,
  isFan,
  isImage,
  type PictureTree,
  type StoredImage,
} from '../../previews/tree';

export interface Layer {
  image: StoredImage;
  regions: readonly Region[];
}

function layersIn(tree: Tree, picture: PictureTree): Layer[] {
  if (tree === null || isError(tree)) return [];
  if (isFan(tree))
    return tree.each.flatMap(({ anchor, value }, index) =>
      layersIn(value, branchOf(picture, anchor, index)),
    );
  if (isImage(tree)) return [{ image: tree, regions: [] }];
  if (tree.kind === 'regions' && isImage(picture)) return [{ image: picture, regions: tree.items }];
  return [];
}

export function layersOf(ports: PortOutputs, picture: PictureTree): Layer[] {
  return Object.values(ports).flatMap((tree) => layersIn(tree, picture));
}
