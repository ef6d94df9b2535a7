import { Copy } from 'lucide-react';
import { copyNodes } from '../graph/clipboard';
import { shownDocument } from '../store/editor';
import { type Command, type CommandScene, hasSelection } from './command';

/** What is selected, as JSON text; null when that is nothing that can be copied. */
export function copiedText({ editor }: CommandScene): string | null {
  const state = editor.getState();
  return copyNodes(shownDocument(state), state.selectedNodes, state.selectedNotes);
}

export function tellCopied({ editor, gesture }: CommandScene): void {
  const { selectedNodes, selectedNotes } = editor.getState();
  const nodes = [...selectedNodes].filter((id) => id !== 'IN').length;
  const parts = [
    nodes > 0 ? `${nodes} ${nodes === 1 ? 'node' : 'nodes'}` : '',
    selectedNotes.size > 0
      ? `${selectedNotes.size} ${selectedNotes.size === 1 ? 'note or group' : 'notes and groups'}`
      : '',
  ];
  gesture.getState().tell(`Copied ${parts.filter(Boolean).join(' and ')}.`);
}

/**
 * Puts the selection on the clipboard as JSON text; an old version can be copied from too. The key goes through
 * the browser's own copy event, which works without a permission and on pages served over plain HTTP.
 */
export const copy: Command = {
  id: 'copy',
  label: 'Copy selection',
  icon: Copy,
  shortcuts: ['Mod+C'],
  enabled: hasSelection,
  perform: async (scene) => {
    const text = copiedText(scene);
    if (text === null) return;
    try {
      // Missing on pages served over plain HTTP from elsewhere: refused below like a permission.
      await navigator.clipboard.writeText(text);
      tellCopied(scene);
    } catch {
      scene.gesture
        .getState()
        .tell('The browser did not allow copying.', 'Press the keys for copying instead.');
    }
  },
};
