/** Clarifai's workflow files: their wires name no ports and their models are theirs, so the server reads them. */
import type { ApiProblem } from '../../api/types';
import { withPlaces } from '../layout';
import { looksLikeClarifai } from './sniff';
import { type Translator, UnreadableError } from './translator';

function unreadable({ message, problems }: ApiProblem): UnreadableError {
  if (!problems?.length) return new UnreadableError(message);
  const faults = problems.map((problem) => `${problem.message} ${problem.cure}`);
  return new UnreadableError('The workflow in it cannot be used here.', faults);
}

export const clarifaiYaml: Translator = {
  id: 'clarifai-yaml',
  name: 'Clarifai YAML',
  extension: 'yml',
  mediaType: 'application/yaml',
  detect: ({ name, text }) => text !== null && (/\.ya?ml$/i.test(name) || looksLikeClarifai(text)),
  read: async ({ text }, readThere) => {
    const found = await readThere(text ?? '');
    if ('refused' in found) throw unreadable(found.refused);
    const { graph, layout, name, notes } = found;
    return { document: { graph, layout: withPlaces(graph, layout) }, name, remarks: notes };
  },
};
