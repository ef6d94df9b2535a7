import { Maximize } from 'lucide-react';
import type { Command } from './command';

export const fit: Command = {
  id: 'fit',
  label: 'Fit to view',
  icon: Maximize,
  shortcuts: ['Shift+1'],
  enabled: () => true,
  perform: ({ view }) => {
    view.fit();
  },
};
