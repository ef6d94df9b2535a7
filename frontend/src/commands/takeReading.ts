/** What becomes of an imported workflow once people said what they want: one undo step either way. */
import { whyNoMoreNodes } from '../graph/connect';
import { mergeInto } from '../graph/exchange/merge';
import type { Reading } from '../graph/exchange/translator';
import type { CommandScene } from './command';

export function replaceDraft({ editor, gesture, view }: CommandScene, reading: Reading): void {
  editor.getState().change(() => reading.document);
  editor.getState().select([]);
  view.fit();
  gesture.getState().tell('The draft was replaced.', 'Undo brings the former draft back.');
}

const BELOW = 80;

export function addToCanvas(scene: CommandScene, reading: Reading): void {
  const { editor, gesture, view } = scene;
  const { catalogue, document, change, select } = editor.getState();
  const nodes = reading.document.graph.nodes.length;
  const refusal = whyNoMoreNodes(document.graph, catalogue, nodes);
  if (refusal) {
    gesture.getState().tell(`Not added. ${refusal.message}`, refusal.cure);
    return;
  }
  const heights = view.sizes();
  const bottom = Math.max(
    ...Object.entries(document.layout.nodes).map(
      ([id, { y }]) => y + (heights.get(id)?.height ?? 0),
    ),
  );
  const top = Math.min(...Object.values(reading.document.layout.nodes).map(({ y }) => y));
  const offset = { x: 0, y: Number.isFinite(bottom - top) ? bottom - top + BELOW : 0 };
  let added: string[] = [];
  change((before) => {
    const [after, ids] = mergeInto(before, reading.document, offset);
    added = ids;
    return after;
  });
  select(added);
  view.fit();
}
