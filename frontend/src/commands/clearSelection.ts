import { SquareX } from 'lucide-react';
import type { Command } from './command';

/** Lets go of everything: the wire being drawn, the open list, the selection. */
export const clearSelection: Command = {
  id: 'clearSelection',
  label: 'Let go',
  icon: SquareX,
  shortcuts: ['Escape'],
  enabled: () => true,
  perform: ({ editor, gesture }) => {
    const { wire, finish, hush, closePicker } = gesture.getState();
    closePicker();
    hush();
    if (wire) finish();
    else editor.getState().select([]);
  },
};
