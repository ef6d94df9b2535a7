import { Command as CommandKey } from 'lucide-react';
import type { Command } from './command';

export const commandPalette: Command = {
  id: 'commandPalette',
  label: 'Find a command',
  icon: CommandKey,
  shortcuts: ['Mod+K'],
  always: true,
  enabled: () => true,
  perform: ({ page }) => {
    page.palette('all');
  },
};
