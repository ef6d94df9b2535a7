import { SquareX } from 'lucide-react';
import type { Command } from './command';

/** Lets go of one thing at a time: the wire being drawn, the open list, the run, the selection. */
export const clearSelection: Command = {
  id: 'clearSelection',
  label: 'Let go',
  icon: SquareX,
  shortcuts: ['Escape'],
  enabled: () => true,
  perform: ({ editor, gesture, page }) => {
    const { wire, picker, finish, hush, closePicker } = gesture.getState();
    closePicker();
    hush();
    if (wire) finish();
    else if (!picker && page.isRunning()) page.stopRun();
    else editor.getState().select([]);
  },
};
