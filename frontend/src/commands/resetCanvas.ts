import { RotateCcw } from 'lucide-react';
import type { Command } from './command';

export const resetCanvas: Command = {
  id: 'resetCanvas',
  label: 'Reset the view',
  icon: RotateCcw,
  shortcuts: ['Shift+0'],
  enabled: () => true,
  perform: ({ view }) => {
    view.reset();
  },
};
