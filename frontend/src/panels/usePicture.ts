import { useMemo } from 'react';
import { pictureFor } from '../previews/pictureFor';
import type { PictureTree } from '../previews/tree';
import { useUpstream } from './useUpstream';

/** The picture a node's result is drawn over. */
export function usePicture(node: string, input = 0): PictureTree {
  const upstream = useUpstream(node);
  return useMemo(
    () => upstream && pictureFor(upstream.graph, upstream.outputs, upstream.inputs, node, input),
    [upstream, node, input],
  );
}
