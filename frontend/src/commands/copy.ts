import { Copy } from 'lucide-react';
import { copyNodes } from '../graph/clipboard';
import { shownDocument } from '../store/editor';
import { type Command, hasSelectedNodes } from './command';

/** Puts the selected nodes on the clipboard as JSON text; an old version can be copied from too. */
export const copy: Command = {
  id: 'copy',
  label: 'Copy selection',
  icon: Copy,
  shortcuts: ['Mod+C'],
  enabled: hasSelectedNodes,
  perform: async ({ editor, gesture }) => {
    const state = editor.getState();
    const text = copyNodes(shownDocument(state), state.selectedNodes);
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
      const count = [...state.selectedNodes].filter((id) => id !== 'IN').length;
      gesture.getState().tell(`Copied ${count === 1 ? '1 node' : `${count} nodes`}.`);
    } catch {
      gesture
        .getState()
        .tell('The browser did not allow copying.', 'Allow the clipboard for this page.');
    }
  },
};
