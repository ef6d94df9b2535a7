/** What the next run runs on, put together from what was chosen, dropped, recorded and typed. */
import type { RunSource } from '../api/client';
import type { Catalogue, GraphDocument } from '../api/types';
import { areTogether, joinFiles, kindOfFile, mediaTaken } from '../graph/files';
import { findInput, IN } from '../graph/ports';
import type { RunInput } from './editor';
import { textOf } from './inputText';

/** Files as the input: in place of those before, or beside them when the graph takes several kinds. */
export function inputOfFiles(
  files: File[],
  before: RunInput | null,
  graph: GraphDocument,
): RunInput {
  const kinds = mediaTaken(graph).filter((kind) => kind !== 'text');
  const held = before?.kind === 'files' && kinds.length > 1 ? before.files : [];
  const all = files.length === 1 && held.length > 0 ? joinFiles(held, files) : files;
  const picture = all.find((file) => file.type.startsWith('image/'));
  return {
    kind: 'files',
    files: all,
    preview: picture ? URL.createObjectURL(picture) : null,
    text: textOf(before),
  };
}

export function sourceOf(input: RunInput, graph: GraphDocument): RunSource {
  const text = mediaTaken(graph).includes('text') && input.text ? { text: input.text } : {};
  switch (input.kind) {
    case 'sample':
      return { inputs: [{ sample: input.sample.id, ...text }] };
    case 'files': {
      const together = areTogether(input.files, mediaTaken(graph));
      return { files: input.files, ...text, ...(together && { together }) };
    }
    case 'url':
      return { inputs: [{ url: input.url, ...text }] };
    case 'text':
      return { text: input.text };
  }
}

/** The media that nodes cannot do without and this input lacks. */
export function missingMedia(
  input: RunInput,
  graph: GraphDocument,
  catalogue: Catalogue,
): string[] {
  const wired = new Set(
    graph.nodes.flatMap((node) =>
      Object.entries(node.inputs ?? {}).flatMap(([port, sources]) =>
        findInput(graph, catalogue, { node: node.id, port })?.required ? sources : [],
      ),
    ),
  );
  const needed = graph.inputs
    .filter(({ name }) => wired.has(`${IN}.${name}`))
    .map(({ type }) => type);
  const given = new Set<string | null>(input.text?.trim() ? ['text'] : []);
  if (input.kind === 'sample') {
    given.add(input.sample.kind);
    if (input.sample.text) given.add('text');
  }
  if (input.kind === 'files') {
    for (const file of input.files) given.add(kindOfFile(file));
    // Nobody knows yet what such a file is.
    if (given.has(null)) return [];
  }
  // What stands at an address is known when it was fetched.
  const unknown = input.kind === 'url';
  return [...new Set(needed)].filter(
    (type) => mediaTaken(graph).includes(type) && !given.has(type) && (!unknown || type === 'text'),
  );
}
