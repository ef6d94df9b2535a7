/** A picture of the graph with the graph in it. */
import { textOf, withText } from './pngText';
import { type Translator, UnreadableError } from './translator';
import { readWorkflowText, workflowText } from './weftJson';

const KEYWORD = 'weft';

export const weftPng: Translator = {
  id: 'weft-png',
  name: 'Picture with the workflow in it',
  extension: 'png',
  mediaType: 'image/png',
  detect: ({ bytes }) => textOf(bytes, KEYWORD) !== null,
  read: ({ bytes }) => {
    const text = textOf(bytes, KEYWORD);
    if (text === null) throw new UnreadableError('The picture holds no workflow.');
    return readWorkflowText(text);
  },
  write: async (work) => {
    const { drawPicture } = await import('./picture');
    return withText(await drawPicture(work), KEYWORD, workflowText(work));
  },
};
