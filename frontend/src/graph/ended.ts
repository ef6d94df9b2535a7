/** Paths that end: gates that are closed, and what follows them. Pure. */
import type { PortOutputs, Tree } from '../api/types';

const isAbsent = (tree: Tree): boolean =>
  tree === null ||
  ('each' in tree && tree.each.length > 0 && tree.each.every((one) => isAbsent(one.value)));

/** Whether nothing came to the node: a gate before it was closed, for whatever was given. */
export function hasEnded(outputs: PortOutputs[] | undefined): boolean {
  const trees = (outputs ?? []).flatMap((ports) => Object.values(ports));
  return trees.length > 0 && trees.every(isAbsent);
}
