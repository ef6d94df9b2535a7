/** Our own JSON: the graph document with its layout and its name. A bare graph document is read too. */
import { withPlaces } from '../layout';
import { isRecord, readLayout } from '../readLayout';
import { readGraph } from './readGraph';
import { type Reading, type Translator, UnreadableError, type Work } from './translator';

export function workflowText({ name, document }: Pick<Work, 'name' | 'document'>): string {
  const { graph, layout } = document;
  return `${JSON.stringify({ weft: 'workflow', schema: 1, name, graph, layout }, null, 2)}\n`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : 'it ends too early';
    throw new UnreadableError('It is not valid JSON.', [said]);
  }
}

export function readWorkflowText(text: string): Reading {
  const value = parse(text);
  const isWhole = isRecord(value) && isRecord(value.graph);
  const graph = readGraph(isWhole ? value.graph : value);
  const layout = readLayout(isRecord(value) ? value.layout : undefined);
  const name = isRecord(value) && typeof value.name === 'string' ? value.name : null;
  return { document: { graph, layout: withPlaces(graph, layout) }, name, remarks: [] };
}

export const weftJson: Translator = {
  id: 'weft-json',
  name: 'Weft JSON',
  extension: 'json',
  mediaType: 'application/json',
  detect: ({ text }) => text?.trimStart().startsWith('{') ?? false,
  read: ({ text }) => readWorkflowText(text ?? ''),
  write: (work) => new TextEncoder().encode(workflowText(work)),
};
