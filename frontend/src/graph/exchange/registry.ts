/** The one place that knows every format. A new one is a file of its own and a line here. */
import type { Catalogue } from '../../api/types';
import { clarifaiYaml } from './clarifaiYaml';
import { isPng } from './pngText';
import { roboflow } from './roboflow';
import {
  type Incoming,
  type Reader,
  type Reading,
  type Source,
  type Translator,
  UnreadableError,
} from './translator';
import { weftJson } from './weftJson';
import { weftPng } from './weftPng';

/** The first that recognises a source reads it: the most particular ones stand first. */
export const TRANSLATORS: readonly Translator[] = [weftPng, clarifaiYaml, roboflow, weftJson];

const MOST_BYTES = 32 * 1024 * 1024;

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function whyUnknown({ bytes }: Source): string {
  if (isPng(bytes)) return 'This picture holds no workflow. Drop it on IN to run on it.';
  const formats = TRANSLATORS.map(({ name }) => name).join(', ');
  return `No format that can be read: ${formats}.`;
}

/** Drawn tidily: the layout comes with the first workflow that needs it. */
async function placed(reading: Reading, catalogue: Catalogue): Promise<Reading> {
  const { tidy } = await import('../tidy/tidy');
  const { graph, layout } = reading.document;
  const places = Object.entries(tidy(graph, catalogue));
  const nodes = Object.fromEntries(
    places.map(([id, place]) => [id, { ...layout.nodes[id], ...place }]),
  );
  return { ...reading, document: { graph, layout: { ...layout, nodes } } };
}

/** What a file holds, or why it cannot be read. Changes nothing. */
export async function readSource(
  name: string,
  bytes: Uint8Array,
  readThere: Reader,
  catalogue: () => Catalogue | Promise<Catalogue>,
): Promise<Incoming> {
  const refused = (message: string, faults: readonly string[] = []): Incoming => ({
    kind: 'refused',
    from: name,
    message,
    faults,
  });
  if (bytes.length > MOST_BYTES) return refused('The file is larger than 32 MB.');
  const source: Source = { name, bytes, text: decode(bytes) };
  const translator = TRANSLATORS.find((each) => each.detect(source));
  if (!translator) return refused(whyUnknown(source));
  try {
    const found = await translator.read(source, readThere);
    const reading = found.loose ? await placed(found, await catalogue()) : found;
    return { kind: 'read', from: name, format: translator.name, reading };
  } catch (error) {
    if (error instanceof UnreadableError) {
      const { message, faults, trouble } = error;
      return { ...refused(message, faults), ...(trouble && { trouble }) };
    }
    throw error;
  }
}
