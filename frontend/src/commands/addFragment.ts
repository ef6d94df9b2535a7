/** Shared by paste and duplicate: adds copied nodes and selects them, or says why it cannot. */
import { isAnnotation } from '../graph/annotations';
import { type Fragment, pasteNodes } from '../graph/clipboard';
import { whyNoMoreNodes } from '../graph/connect';
import type { Point } from '../graph/document';
import type { CommandScene } from './command';

export function addFragment(
  { editor, gesture }: CommandScene,
  fragment: Fragment,
  offset: Point,
): void {
  const { catalogue, document, change, select } = editor.getState();
  const refusal = whyNoMoreNodes(document.graph, catalogue, fragment.nodes.length);
  if (refusal && fragment.nodes.length > 0) {
    gesture.getState().tell(refusal.message, refusal.cure);
    return;
  }
  let added: string[] = [];
  change((before) => {
    const [after, ids] = pasteNodes(before, fragment, offset);
    added = ids;
    return after;
  });
  select(
    added.filter((id) => !isAnnotation(id)),
    [],
    added.filter((id) => isAnnotation(id)),
  );
}
