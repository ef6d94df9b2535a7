/** Roboflow's definitions: their blocks and models are known to the server, so it reads them. */
import { withPlaces } from '../layout';
import { isRecord } from '../readLayout';
import { type Reader, type Translator, type UnknownModel, UnreadableError } from './translator';

const OURS = ['nodes', 'graph', 'schema', 'workflow', 'weft'];

/** Whether a text is a definition, also one that is broken or wrapped as calls send it. */
export function looksLikeDefinition(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || OURS.some((key) => key in value)) return false;
    return ['steps', 'specification'].some((key) => key in value) || 'outputs' in value;
  } catch {
    return /"steps"\s*:/.test(text) && !/"nodes"\s*:/.test(text);
  }
}

function unknownModels(value: unknown): UnknownModel[] {
  return (Array.isArray(value) ? value : []).filter(
    (each): each is UnknownModel => isRecord(each) && typeof each.id === 'string',
  );
}

async function read(text: string, readThere: Reader) {
  const found = await readThere(text, 'roboflow');
  if ('refused' in found) {
    const { message, problems, unknown_models } = found.refused;
    if (!problems?.length) throw new UnreadableError(message);
    throw new UnreadableError('The definition in it cannot be used here yet.', [], {
      problems,
      unknownModels: unknownModels(unknown_models),
      text,
    });
  }
  const { graph, layout, name, notes } = found;
  return {
    document: { graph, layout: withPlaces(graph, layout) },
    name: name || null,
    remarks: notes,
    loose: true,
  };
}

export const roboflow: Translator = {
  id: 'roboflow',
  name: 'Roboflow definition',
  extension: 'json',
  mediaType: 'application/json',
  detect: ({ text }) => text !== null && looksLikeDefinition(text),
  read: ({ text }, readThere) => read(text ?? '', readThere),
};
