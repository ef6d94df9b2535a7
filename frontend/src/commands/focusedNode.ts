import type { CommandScene } from './command';

/** The node that keys mean: the one with the focus, else the only one selected; `IN` counts. */
export function focusedNode({ editor }: CommandScene): string | null {
  const focused = document.activeElement?.closest('.react-flow__node')?.getAttribute('data-id');
  if (focused) return focused;
  const { selectedNodes } = editor.getState();
  const [first] = selectedNodes;
  return selectedNodes.size === 1 && first ? first : null;
}
