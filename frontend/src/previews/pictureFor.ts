import type { GraphDocument, PortOutputs, RunInput, Tree } from '../api/types';
import { findNode, IN, parseRef } from '../graph/ports';
import { givenValue } from './mediaFor';
import { depthOf, type PictureTree, picturesIn } from './tree';

type Outputs = Record<string, PortOutputs[]>;

function inputPicture(input: RunInput | undefined, name?: string): PictureTree {
  const value = givenValue(input, name);
  return value?.kind === 'image' ? value : null;
}

/** Sources of a node's inputs, as written in the graph. */
function sourcesInto(graph: GraphDocument, nodeId: string): string[] {
  return Object.values(findNode(graph, nodeId)?.inputs ?? {}).flat();
}

function depthOfNode(outputs: PortOutputs | undefined): number {
  return Math.max(0, ...Object.values(outputs ?? {}).map((tree: Tree) => depthOf(tree)));
}

/**
 * The picture to draw a node's regions on: its own image input, else the nearest ancestor's, back to
 * the workflow's input. After a fan-out it is a tree with one picture a branch. A node whose result
 * is not fanned out (it gathered) skips pictures that are.
 */
export function pictureFor(
  graph: GraphDocument,
  outputs: Outputs,
  inputs: readonly RunInput[],
  nodeId: string,
  inputIndex: number,
): PictureTree {
  const depth = depthOfNode(outputs[nodeId]?.[inputIndex]);
  const seen = new Set<string>();
  let second: PictureTree = null;
  let front = sourcesInto(graph, nodeId);
  while (front.length > 0) {
    const next: string[] = [];
    for (const source of front) {
      if (seen.has(source)) continue;
      seen.add(source);
      const ref = parseRef(source);
      if (!ref) continue;
      const picture =
        ref.node === IN
          ? inputPicture(inputs[inputIndex], ref.port)
          : picturesIn(outputs[ref.node]?.[inputIndex]?.[ref.port]);
      if (picture && depthOf(picture) <= depth) return picture;
      second ??= picture;
      if (ref.node !== IN) next.push(...sourcesInto(graph, ref.node));
    }
    front = next;
  }
  return second ?? inputPicture(inputs[inputIndex]);
}
