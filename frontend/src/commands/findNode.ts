import { TextSearch } from 'lucide-react';
import type { Command } from './command';

export const findNode: Command = {
  id: 'findNode',
  label: 'Find a node',
  icon: TextSearch,
  shortcuts: ['Mod+F'],
  enabled: () => true,
  perform: ({ page }) => {
    page.palette('nodes');
  },
};
