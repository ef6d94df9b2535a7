import { useMemo } from 'react';
import { mediaFor, type StoredMedia } from '../previews/mediaFor';
import { useUpstream } from './useUpstream';

/** The video or the sound that a node's result is about. */
export function useMedia(node: string, input: number): StoredMedia | null {
  const upstream = useUpstream(node);
  return useMemo(
    () => upstream && mediaFor(upstream.graph, upstream.outputs, upstream.inputs, node, input),
    [upstream, node, input],
  );
}
