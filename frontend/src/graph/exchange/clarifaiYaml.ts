/** Clarifai's workflow files. Their wires name no ports and their models are theirs, so the server reads them. */
import { withPlaces } from '../layout';
import { readLayout } from '../readLayout';
import { readGraph } from './readGraph';
import { looksLikeClarifai } from './sniff';
import type { Translator } from './translator';

export const clarifaiYaml: Translator = {
  id: 'clarifai-yaml',
  name: 'Clarifai YAML',
  extension: 'yml',
  mediaType: 'application/yaml',
  detect: ({ name, text }) =>
    text !== null && (/\.ya?ml$/i.test(name) || looksLikeClarifai(text)),
  read: async ({ text }, readThere) => {
    const found = await readThere(text ?? '');
    const graph = readGraph(found.graph);
    const document = { graph, layout: withPlaces(graph, readLayout(found.layout)) };
    return { document, name: found.name, remarks: found.notes };
  },
};
