/** The video or the sound that a node's result is about: its own input, else the nearest before it. Pure. */
import type { GraphDocument, PortOutputs, RunInput, StoredValue, Tree } from '../api/types';
import { findNode, IN, parseRef } from '../graph/ports';
import { isFan } from './tree';

export type StoredVideo = Extract<StoredValue, { kind: 'video' }>;
export type StoredAudio = Extract<StoredValue, { kind: 'audio' }>;
export type StoredMedia = StoredVideo | StoredAudio;

function asMedia(tree: Tree | undefined): StoredMedia | null {
  if (!tree || isFan(tree) || !('kind' in tree)) return null;
  return tree.kind === 'video' || tree.kind === 'audio' ? tree : null;
}

/** A value that a run was given, by the name of the workflow's input. */
export function givenValue(input: RunInput | undefined, name?: string): StoredValue | null {
  if (!input) return null;
  const value = name === undefined ? undefined : input.values?.[name];
  if (value) return value;
  const { kind, blob, text } = input;
  if (kind === 'text' && text !== null) return { kind: 'text', raw: text };
  if (!blob) return null;
  const media_type = input.media_type ?? '';
  const [width, height] = [input.width ?? 0, input.height ?? 0];
  const duration_ms = input.duration_ms ?? 0;
  if (kind === 'image') return { kind, blob, media_type, width, height };
  if (kind === 'video') return { kind, blob, media_type, width, height, duration_ms };
  return kind === 'audio' ? { kind, blob, media_type, duration_ms, rate: 0 } : null;
}

export function mediaFor(
  graph: GraphDocument,
  outputs: Record<string, PortOutputs[]>,
  inputs: readonly RunInput[],
  node: string,
  index: number,
): StoredMedia | null {
  const seen = new Set<string>();
  let front = Object.values(findNode(graph, node)?.inputs ?? {}).flat();
  while (front.length > 0) {
    const next: string[] = [];
    for (const source of front) {
      const ref = seen.has(source) ? null : parseRef(source);
      seen.add(source);
      if (!ref) continue;
      const found = asMedia(
        ref.node === IN
          ? givenValue(inputs[index], ref.port)
          : outputs[ref.node]?.[index]?.[ref.port],
      );
      if (found) return found;
      if (ref.node !== IN)
        next.push(...Object.values(findNode(graph, ref.node)?.inputs ?? {}).flat());
    }
    front = next;
  }
  return null;
}
